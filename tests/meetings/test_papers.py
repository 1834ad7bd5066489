import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.models import Document
from meetings.services import add_paper
from meetings.services.documents import MAX_MEGABYTES, safe_file_name, safe_media_type
from tests.factories import MOMENT, make_document, make_meeting, make_user

ODD = [
    ("paper.pdf", "paper.pdf"),
    ("../../etc/passwd", "passwd"),
    ("C:\\papers\\plan.docx", "plan.docx"),
    ('a"b\r\nSet-Cookie: x.txt', "a b Set-Cookie  x.txt"),
    ("évaluation – été.pdf", "évaluation – été.pdf"),
    ("\u202efdp.exe", "fdp.exe"),
    ("...", "document"),
    ("", "document"),
    ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ("no ending", "no ending"),
]


@pytest.mark.parametrize(("given", "safe"), ODD)
def test_a_file_name_is_made_safe(given, safe):
    assert safe_file_name(given) == safe
    assert len(safe_file_name(given)) <= 150


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.PDF", "application/pdf"),
        ("a.html", "application/octet-stream"),
        ("a.svg", "application/octet-stream"),
        ("a.js", "application/octet-stream"),
        ("a.txt", "text/plain"),
        ("a", "application/octet-stream"),
    ],
)
def test_a_type_that_a_browser_would_run_is_never_claimed(name, media_type):
    assert safe_media_type(name) == media_type


@pytest.fixture
def meeting(board):
    return make_meeting(board)


@pytest.fixture
def client(client, secretary):
    client.force_login(secretary)
    return client


def upload(client, meeting, **overrides):
    typed = {"title": "Forward plan", "file": SimpleUploadedFile("plan.pdf", b"words"), **overrides}
    return client.post(f"{meeting.get_absolute_url()}documents/add/", typed)


def test_a_paper_is_uploaded_and_downloaded_again(client, meeting, secretary):
    response = upload(client, meeting)
    paper = Document.objects.get()
    assert response["Location"] == f"{meeting.get_absolute_url()}#documents"
    assert (paper.title, paper.file_name, paper.size, paper.added_by) == ("Forward plan", "plan.pdf", 5, secretary)
    assert paper.sha256 == hashlib.sha256(b"words").hexdigest()
    response = client.get(paper.get_absolute_url())
    assert response.content == b"words"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]


def test_no_paper_is_added_after_approval(client, board):
    meeting = make_meeting(board, "approved")
    assert "Add a paper" not in client.get(meeting.get_absolute_url()).content.decode()
    assert upload(client, meeting).status_code == 403
    assert not meeting.documents.exists()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "Enter the paper’s title."),
        ({"title": "t" * 301}, "at most 300 characters"),
        ({"file": ""}, "Choose the file."),
        ({"file": SimpleUploadedFile("empty.pdf", b"")}, "The file is empty."),
        ({"file": SimpleUploadedFile("big.pdf", b"x" * (MAX_MEGABYTES * 1024 * 1024 + 1))}, "larger than 20 MB"),
    ],
)
def test_a_wrong_paper_is_refused(client, meeting, typed, message):
    if typed.get("file"):
        typed["file"].seek(0)
    assert message in upload(client, meeting, **typed).content.decode()
    assert not Document.objects.exists()


def test_the_service_refuses_what_the_form_would(db):
    meeting, user = make_meeting(), make_user()
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        add_paper(meeting, title="A", file_name="a", data=b"x" * (MAX_MEGABYTES * 1024 * 1024 + 1), at=MOMENT, by=user)
    with pytest.raises(ValidationError, match="The file is empty"):
        add_paper(meeting, title="A", file_name="a", data=b"", at=MOMENT, by=user)


def test_a_document_recorded_with_an_unsafe_name_and_type_is_sent_safely(client, meeting):
    paper = make_document(meeting, b"<script>", file_name='a"\r\nX: y.html', media_type="text/html")
    response = client.get(paper.get_absolute_url())
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="a X  y.html"'


def test_lines_of_the_source_that_found_no_place_are_listed_for_the_secretariat(client, meeting):
    make_document(meeting, kind="source", unplaced=["<b>A lost line</b>", "Another"])
    html = client.get(meeting.get_absolute_url()).content.decode()
    assert "2 lines of it found no place" in html
    assert "&lt;b&gt;A lost line&lt;/b&gt;" in html
