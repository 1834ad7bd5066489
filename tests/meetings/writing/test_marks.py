"""Emphasis, links and bullets of a paragraph: what is surely a mark is drawn, and everything else is text."""

import re
from html.parser import HTMLParser

import pytest
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from meetings.writing.marks import with_marks, without_marks

LINK = '<a class="govuk-link" href="{0}" rel="noreferrer nofollow">{0}</a>'
WORDS = '<a class="govuk-link rr3-link-in-words" href="{1}" rel="noreferrer nofollow">{0}</a>'
PAPER = "https://example.org/paper"


@pytest.mark.parametrize(
    ("text", "html", "words"),
    [
        ("**Action:** Chair", "<strong>Action:</strong> Chair", "Action: Chair"),
        ("a *slanted* word", "a <em>slanted</em> word", "a slanted word"),
        ("***both***, then", "<strong><em>both</em></strong>, then", "both, then"),
        ("**one *and* two**", "<strong>one <em>and</em> two</strong>", "one and two"),
        (f"[the list]({PAPER})", WORDS.format("the list", PAPER), "the list"),
        (f"[**the** list]({PAPER})", WORDS.format("<strong>the</strong> list", PAPER), "the list"),
        (f"See {PAPER}.", f"See {LINK.format(PAPER)}.", f"See {PAPER}."),
        (f"({PAPER})", f"({LINK.format(PAPER)})", f"({PAPER})"),
        (
            "https://example.org/a_(b), too",
            f"{LINK.format('https://example.org/a_(b)')}, too",
            "https://example.org/a_(b), too",
        ),
        ("mailto:ada@example.org", LINK.format("mailto:ada@example.org"), "mailto:ada@example.org"),
    ],
)
def test_a_mark_is_drawn(text, html, words):
    assert with_marks(text) == f"<p>{html}</p>"
    assert without_marks(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "2*3*4",
        "a footnote* and another**",
        "* see below",
        "**",
        "** unbalanced",
        "**open",
        "snake_case_words and _underscores_",
        "*.txt and *.csv",
        "un**bold**able",
        "[words] (no address)",
        "[words](javascript:alert(1))",
        "[words](data:text/html,x)",
        "javascript:alert(1)",
        "ftp://example.org",
        "# no heading",
        "1. no list",
        "    no code",
        "\\* stays",
        "<b>bold</b> &amp; &lt;",
        "`code`",
        "~~struck~~",
    ],
)
def test_what_is_not_surely_a_mark_is_text(text):
    assert with_marks(text) == f"<p>{escape(text.strip())}</p>"
    assert without_marks(text) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n- b", '<ul class="govuk-list govuk-list--bullet"><li>a</li><li>b</li></ul>'),
        (
            "Three:\n- a\n  - b\n- *c*",
            '<p>Three:</p>\n<ul class="govuk-list govuk-list--bullet"><li>a'
            '<ul class="govuk-list govuk-list--bullet"><li>b</li></ul></li><li><em>c</em></li></ul>',
        ),
        ("• a\n• b\nAfter", '<ul class="govuk-list govuk-list--bullet"><li>a</li><li>b</li></ul>\n<p>After</p>'),
        ("One\nTwo", "<p>One<br>Two</p>"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("", ""),
    ],
)
def test_lines_and_bullets(text, html):
    assert with_marks(text) == html


class Checker(HTMLParser):
    """Well formed, and nothing but what we write ourselves."""

    ALLOWED = {"p": (), "br": (), "strong": (), "em": (), "li": (), "ul": ("class",), "a": ("class", "href", "rel")}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text = [], []

    def handle_starttag(self, tag, attrs):
        assert tuple(name for name, _ in attrs) == self.ALLOWED[tag]
        assert re.match(r"(?i)https?://|mailto:", dict(attrs).get("href", "mailto:"))
        if tag == "br":
            self.text.append(" ")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.text.append(" " if tag in ("p", "li", "ul") else "")

    def handle_data(self, data):
        self.text.append(data)


PIECES = [
    "*", "**", "***", "- ", "• ", "* ", "\n", "\n\n", "    ", "[", "](", ")", "https://e.org/", "mailto:a@e.org", "a", "b c",
    " ", "<b>", "&", '"', "javascript:", "_", ".", "\r\n", "\u2028",
]  # fmt: skip
ANY = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(ANY)
def test_any_text_is_well_formed_and_says_the_same_words(text):
    checker = Checker()
    checker.feed(with_marks(text))
    checker.close()

    assert checker.open == []
    letters = re.compile(r"[\W_]+")
    assert letters.sub("", "".join(checker.text)) == letters.sub("", without_marks(text))


@given(ANY)
def test_words_without_marks_have_none_to_take_off(text):
    plain = without_marks(text)
    if "*" not in text and "](" not in text:
        assert plain == text


@pytest.mark.parametrize(
    "text",
    ["*" * 100_000, "[" * 100_000, "[a](" * 25_000, "**a " * 25_000, "https://" * 12_000, "- " * 50_000, "(" * 99_999],
)
def test_hostile_texts_are_drawn(text):
    """A way that is not linear would take minutes over these."""
    assert len(with_marks(text)) >= len(without_marks(text).strip())
