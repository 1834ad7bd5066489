"""The commands ./run and ./test, and what they build."""

import json
import re
import socket
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def run_script(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = SourceFileLoader("run_script", str(ROOT / "run"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def test_a_taken_port_is_said_before_anything_is_installed():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run([ROOT / "run", "--port", str(port)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert re.fullmatch(
        rf"run: cannot serve on port {port} \(.+\)\. Stop what uses it, or choose another: \./run --port {port + 1}\n",
        done.stderr,
    )


def test_too_old_a_python_is_told_what_to_do(run_script, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(sys, "argv", ["./run"])
    with pytest.raises(SystemExit, match=r"^run: RR3 tracker needs Python 3\.11 or later; this is 3\.9\."):
        run_script.main()


def test_a_python_without_venv_is_told_what_to_do(run_script, monkeypatch, tmp_path):
    monkeypatch.setattr(run_script, "PYTHON", tmp_path / "python")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv; then start \./run again"):
        run_script.make_virtual_environment()


def test_a_step_is_made_again_only_when_its_sources_change(run_script, monkeypatch, tmp_path):
    monkeypatch.setattr(run_script, "ROOT", tmp_path)
    monkeypatch.setattr(run_script, "BUILD", tmp_path / "build")
    source = tmp_path / "source" / "a.scss"
    source.parent.mkdir()
    source.write_text("a {}")
    before = run_script.fingerprint(source.parent)
    run_script.remember("static", before)
    assert run_script.made_from("static", run_script.fingerprint(source.parent))
    source.write_text("b {}")
    assert not run_script.made_from("static", run_script.fingerprint(source.parent))


def test_the_secret_key_is_made_once_and_for_its_owner_alone(run_script, monkeypatch, tmp_path):
    monkeypatch.setattr(run_script, "ROOT", tmp_path)
    run_script.write_dot_env()
    written = (tmp_path / ".env").read_text()
    run_script.write_dot_env()
    assert (tmp_path / ".env").read_text() == written
    assert len(re.search(r"^SECRET_KEY=(.+)$", written, re.MULTILINE)[1]) > 50
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


def test_no_file_of_this_machine_is_committed():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    made_here = re.findall(r"^(?:\.env|db\.sqlite3.*|build/.*|node_modules/.*|\.venv/.*)$", listed, re.MULTILINE)
    assert made_here == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_its_reason_beside_it(name):
    lines = (ROOT / name).read_text().splitlines()
    packages = [(above, line) for above, line in pairwise(lines) if re.match(r"[A-Za-z]", line)]
    assert packages
    assert [line for above, line in packages if "==" not in line or not above.startswith("# ")] == []


def test_front_end_packages_are_pinned_and_their_lock_names_no_address():
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert [name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_the_style_sheet_has_nothing_of_the_brand_of_govuk():
    built = (ROOT / "build" / "static" / "css" / "main.css").read_text()
    brand = ("GDS Transport", "@font-face")
    assert [word for word in brand if word in built] == []
