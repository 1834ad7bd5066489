import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {
    "SECRET_KEY": "3k0Yq0d2mX8xq1Zs5vLr7nTb9wGh4cJf6pAe_uWiQyRoEtKlMz",
    "ALLOWED_HOSTS": "rr3.example.org",
    "EMAIL_URL": "smtp+tls://rr3:secret@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "RR3 tracker <rr3@example.org>",
    "SITE_ADDRESS": "https://rr3.example.org/",
    "DATABASE_URL": "postgres://rr3:secret@db.example.org/rr3",
}
# As a server does it, which has no .env; this machine has one.
WITHOUT_DOT_ENV = """
import sys, environ
environ.Env.read_env = lambda *a, **k: None
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""


def manage_in_production(*arguments, **variables):
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_DOT_ENV, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "rr3tracker.settings", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_settings_pass_the_check_for_deployment():
    done = manage_in_production("check", "--deploy", "--fail-level=WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    # The one that is silenced is explained beside SILENCED_SYSTEM_CHECKS.
    assert done.stdout == "System check identified no issues (1 silenced).\n"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "SITE_ADDRESS"])
def test_a_missing_setting_stops_the_start_with_its_name(name):
    variables = {key: value for key, value in PRODUCTION.items() if key != name}
    done = manage_in_production("check", **variables)
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].endswith(f"Set the {name} environment variable")


def test_no_proxy_is_believed_unless_it_is_counted():
    ask = "from django.conf import settings; print(getattr(settings, 'SECURE_PROXY_SSL_HEADER', None))"
    assert manage_in_production("shell", "-v0", "-c", ask, **PRODUCTION).stdout == "None\n"
    assert manage_in_production("shell", "-v0", "-c", ask, **PRODUCTION, PROXIES="1").stdout == (
        "('HTTP_X_FORWARDED_PROTO', 'https')\n"
    )


def test_mails_link_to_the_address_of_the_site_which_only_ones_own_machine_knows_by_itself():
    ask = ("shell", "-v0", "-c", "from django.conf import settings; print(settings.SITE_ADDRESS)")
    unsaid = {name: value for name, value in PRODUCTION.items() if name != "SITE_ADDRESS"}

    assert manage_in_production(*ask, **PRODUCTION).stdout == "https://rr3.example.org\n"
    assert manage_in_production(*ask, **unsaid, HTTPS="false").stdout == "http://127.0.0.1:8000\n"
    refused = manage_in_production("check", **{**PRODUCTION, "SITE_ADDRESS": "rr3.example.org"})
    assert refused.stderr.splitlines()[-1].endswith(
        "SITE_ADDRESS starts with https://, such as https://tracker.example.org"
    )
