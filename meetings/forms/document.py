from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from meetings.models import AgendaItem, Document, Meeting
from meetings.services.documents import MAX_MEGABYTES, TOO_LARGE

State = Document.State


class PaperForm(forms.Form):
    """A paper, new or known. The file of a known one is asked for only to replace it."""

    title = forms.CharField(
        max_length=300,
        help_text="What people will look for, such as “Paper 2: forward plan”.",
        error_messages={"required": "Enter the paper’s title."},
    )
    item = forms.ModelChoiceField(
        queryset=AgendaItem.objects.none(),
        required=False,
        label="Agenda item",
        empty_label="The whole meeting",
    )
    state = forms.ChoiceField(
        label="Where it is",
        required=False,
        widget=forms.RadioSelect,
        initial=State.ATTACHED,
        choices=[
            (State.ATTACHED, "Here: choose the file below"),
            (State.TO_FOLLOW, "To follow"),
            (State.TABLED, "Tabled at the meeting, with its file or without"),
        ],
    )
    file = forms.FileField(
        required=False,
        max_length=255,
        help_text=f"Up to {MAX_MEGABYTES} MB.",
        error_messages={"empty": "The file is empty."},
    )

    def __init__(self, *args: Any, meeting: Meeting, paper: Document | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file = bool(paper and paper.has_file)
        item = self.fields["item"]
        assert isinstance(item, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        item.queryset = meeting.items.all()
        if self.has_file:
            self.fields["file"].label = "Another file in its place"

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or State.ATTACHED

    def clean_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        # Before the bytes are read into memory.
        if file and (file.size or 0) > MAX_MEGABYTES * 1024 * 1024:
            raise ValidationError(TOO_LARGE)
        return file

    def clean(self) -> None:
        """What the constraints would say at the top is said beside the field."""
        state, file = self.cleaned_data.get("state"), self.cleaned_data.get("file")
        if "file" not in self.cleaned_data:
            return
        if state == State.ATTACHED and not file and not self.has_file:
            self.add_error("file", "Choose the file.")
        if state == State.TO_FOLLOW and (file or self.has_file):
            self.add_error("state", "A paper that is to follow has no file yet.")

    def given(self) -> dict[str, Any]:
        """What the services ask for."""
        file = self.cleaned_data.pop("file")
        read = {"file_name": file.name, "data": file.read()} if file else {}
        return {**self.cleaned_data, **read}
