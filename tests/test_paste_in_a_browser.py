"""What is copied from other programs and pasted into an item, in Chromium: its paragraphs, numbers, levels, links,
emphasis and bullets, and nothing else of theirs. The HTML is written by hand in the manner of each program."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_item, make_meeting, make_minute

pytestmark = pytest.mark.browser


@pytest.fixture
def item(board):
    return make_item(make_meeting(board))


@pytest.fixture
def page(page, sign_in_browser, secretary, item):
    sign_in_browser(page, secretary)
    page.goto(reverse("taking", args=[item.meeting_id]))
    return page


def box(page, item):
    return page.locator(f"#text-{item.pk}")


def paste(page, item, html):
    box(page, item).focus()
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, cancelable: true}));
        }""",
        html,
    )


def of_word(number, level, words):
    sign = f"<span style='mso-list:Ignore'>{number}<span style='font:7pt'>&nbsp;&nbsp; </span></span>"
    return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{sign}{words}<o:p></o:p></p>"


WORD = (
    "<html><body><style>p{color:red}</style><!--[if gte mso 9]><xml></xml><![endif]-->"
    + of_word("1.1", 2, 'The <b>group</b> met at <a href="https://example.org/paper">the hall</a>.')
    + of_word("1.1.1", 3, "It was <i style='mso-bidi-font-style:normal'>cold</i>.")
    + of_word("<span style='font-family:Symbol'>·</span>", 1, "A point")
    + of_word("<span style='font-family:\"Courier New\"'>o</span>", 1, "Another")
    + "<p class=MsoNormal><b>Action:<span>&nbsp;</span></b>Chair to write<del>, or ring</del><ins>, soon</ins>"
    "<a href=\"#_ftn1\" style='mso-footnote-id:ftn1'><sup>[1]</sup></a></p><p>&nbsp;</p><script>alert(1)</script></body></html>"
)
GOOGLE = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;">'
    'They met. </span><span style="font-weight:700;">Loudly</span><span style="font-style:italic;"> and late</span></p>'
    '<ul><li dir="ltr"><p dir="ltr"><span style="font-weight:400">one</span></p></li><li><p><span>two</span></p></li></ul>'
    '<p><a href="mailto:ada@example.org">ada@example.org</a> and <a href="https://example.org/">https://example.org/</a></p></b>'
)
LIBRE = (
    "<h2><b>Rents</b></h2><p style='margin:0'>Three things rose:</p><ul><li><p>rents</p></li><li>fares<ul><li>by bus</li></ul></li></ul>"
    "<ol><li><p>First</p><ol><li><p>below it</p></li></ol></li></ol><table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>"
    "<table><tr><th>Name</th><td><b>Ada</b></td></tr></table>"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            WORD,
            "The **group** met at [the hall](https://example.org/paper).\n\n    It was *cold*.\n\n- A point\n\n- Another\n\n"
            "**Action:** Chair to write, soon",
        ),
        (
            GOOGLE,
            "They met. **Loudly** *and late*\n\n- one\n\n- two\n\nada@example.org and https://example.org/",
        ),
        (
            LIBRE,
            "Rents\n\nThree things rose:\n- rents\n- fares\n  - by bus\n\nFirst\n\n    below it\n\na | b\n\nName | **Ada**",
        ),
        ("<p>1.2 Typed numbers</p><p>1.2.1 stay</p>", "1.2 Typed numbers\n\n    1.2.1 stay"),
        ("loose <i>words</i><p>kept</p>more<div>of <div>them</div></div>", "loose *words*\n\nkept\n\nmore\n\nof\n\nthem"),
        ("<p>Actions:</p><ul><li>Chair to write</li><li>Clerk to ring</li></ul>", "Actions:\n\n- Chair to write\n\n- Clerk to ring"),
        ("<p><b>Four things:</b></p><ul><li>a</li><li>b</li></ul><ul><li>c</li></ul>", "**Four things:**\n- a\n- b\n- c"),
        ("<p>The rent is <s>not</s> due, <del>now</del></p>", "The rent is not due,"),
        ("<p>Kept<span style='mso-hide:all'>a</span><span style='display:none'>b</span><span class=MsoCommentReference>[AB1]</span></p><p class=MsoCommentText>Why?</p>", "Kept"),
        ("<p>Rents rose<sup><a href='#ftnt1'>[1]</a></sup><a class='sdfootnoteanc' href='#sdfootnote1sym'><sup>1</sup></a></p>", "Rents rose"),
        ("<ul><li data-aria-level='1'><p>a</p></li></ul><ul><li data-aria-level='2'><p>b</p></li></ul>", "- a\n  - b"),
        ("<p>It <span style='font-weight: 650'>was</span> <b style='font-weight:400'>so</b></p>", "It **was** so"),
        ("<p>un<b>bold</b>able, 2<i>x</i>, <b> spaced </b>out</p>", "unboldable, 2x, **spaced** out"),
        ("<p><b><i>both</i></b> <b>a * b</b></p>", "***both*** a * b"),
        ('<p><a href="javascript:alert(1)">no</a> <a href="https://e.org/a(b)">[x]</a></p>', "no [(x)](https://e.org/a%28b%29)"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>"),
    ],
)  # fmt: skip
def test_a_paste_keeps_what_belongs_to_minutes(page, item, html, text):
    paste(page, item, html)

    expect(box(page, item)).to_have_value(text)


def test_a_paste_stands_where_one_is_and_can_be_undone(page, item):
    box(page, item).fill("Before  after")
    box(page, item).evaluate("box => box.setSelectionRange(7, 7)")
    paste(page, item, "<p><b>in</b> between</p>")
    expect(box(page, item)).to_have_value("Before **in** between after")

    page.keyboard.press("Control+z")

    expect(box(page, item)).to_have_value("Before  after")


def test_what_is_copied_from_our_own_pages_comes_back_as_it_was(page, item):
    text = "**Rents** rose, [as said](https://example.org/paper):\n- here\n- there"
    make_minute(item, text=text, kind="decision")
    make_minute(item, text="Set in.", level=3)
    page.goto(item.meeting.get_absolute_url())
    html = page.locator(".rr3-minute").evaluate_all("all => all.map(one => one.outerHTML).join('')")
    empty = make_item(item.meeting)
    page.goto(reverse("taking", args=[item.meeting_id]))

    paste(page, empty, html)

    expect(box(page, empty)).to_have_value(f"{text}\n\n    Set in.")


@pytest.mark.parametrize(
    ("text", "selected", "key", "result"),
    [
        ("one two", (4, 7), "b", "one **two**"),
        ("one **two**", (6, 9), "b", "one two"),
        ("one **two**", (4, 11), "b", "one two"),
        ("one **two**", (6, 9), "i", "one ***two***"),
        ("one two ", (3, 8), "i", "one *two* "),
        ("- one\n- two", (0, 11), "b", "- **one**\n- **two**"),
        ("one ", (4, 4), "b", "one ****"),
    ],
)
def test_emphasis_by_keyboard(page, item, text, selected, key, result):
    box(page, item).fill(text)
    box(page, item).evaluate(f"box => box.setSelectionRange({selected[0]}, {selected[1]})")
    box(page, item).press(f"Control+{key}")

    expect(box(page, item)).to_have_value(result)
