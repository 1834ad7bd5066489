import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\ssrc=)|javascript:""")

MAILS = "actions/mail/"
"""Mail programs read no style sheet, so there styles stand in the tags."""
FETCHED_OR_RUN = re.compile(
    r"<(?:script|style|link|img|table|iframe|form|object|svg)|\son[a-z]+=|url\(|@import|javascript:|\ssrc="
)


def name_of(path):
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_template_is_well_formed(path):
    get_template(name_of(path))


PAGES = [path for path in TEMPLATES if not name_of(path).startswith(MAILS)]
PARTS_OF_MAILS = [path for path in TEMPLATES if name_of(path).startswith(MAILS)]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_template_has_an_inline_script_or_style(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", PARTS_OF_MAILS, ids=name_of)
def test_a_mail_has_no_script_table_or_image_and_fetches_nothing(path):
    assert FETCHED_OR_RUN.findall(path.read_text()) == []


def test_a_misspelt_variable_in_a_template_of_ours_fails():
    template = Template("{{ bord.name }}")
    template.origin.name = str(ROOT / "templates" / "board_detail.html")
    with pytest.raises(LookupError, match=r"^templates/board_detail\.html uses bord\.name, which is not there$"):
        template.render(Context({"board": "RR3"}))


def test_a_missing_variable_in_a_template_of_a_package_is_let_be():
    template = Template("[{{ missing }}]")
    template.origin.name = str(ROOT / ".venv" / "site-packages" / "admin" / "base.html")
    assert template.render(Context()) == "[]"


def test_an_optional_variable_may_be_asked_for():
    template = Template("{% if address %}{{ address }}{% endif %}-")
    template.origin.name = str(ROOT / "templates" / "partials" / "empty.html")
    assert template.render(Context()) == "-"
