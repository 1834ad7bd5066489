"""What shows that a report is true, as somebody gives it: links, one a line, and files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from actions.services import GivenEvidence
from actions.services.evidence_files import (
    KINDS_IN_WORDS,
    MAX_MEGABYTES,
    MOST_FILES,
    MOST_LINKS,
    refuse_size,
    refuse_unfit_file,
    refuse_unfit_link,
)


class LinksField(forms.CharField):
    """Addresses on the web, one a line, as evidence."""

    widget = forms.Textarea({"rows": 2})

    def clean(self, value: Any) -> list[GivenEvidence]:
        links = super().clean(value).split()
        if len(links) > MOST_LINKS:
            raise ValidationError(f"Give up to {MOST_LINKS} links.")
        for link in links:
            refuse_unfit_link(link)
        return [GivenEvidence(url=link) for link in links]


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """Files, read and looked at, as evidence."""

    widget: type[FilesInput] | FilesInput = FilesInput
    most = MOST_FILES
    is_message = False

    def clean(self, value: Any) -> list[GivenEvidence]:
        files: list[UploadedFile[Any]] = [file for file in value or [] if file]
        if len(files) > self.most:
            raise ValidationError(f"Choose up to {self.most} files." if self.most > 1 else "Choose one file.")
        return [self._read(file) for file in files]

    def _read(self, file: UploadedFile[Any]) -> GivenEvidence:
        name = file.name or ""
        refuse_size(name, file.size or 0)  # before the bytes are read into memory
        data = file.read()
        refuse_unfit_file(name, data, is_message=self.is_message)
        return GivenEvidence(file_name=name, data=data, is_message=self.is_message)


class MessageField(FilesField):
    """The e-mail that a report came in."""

    widget = FilesInput({"multiple": False})
    most = 1
    is_message = True


class EvidenceFields(forms.Form):
    """A form with files. A browser does not keep those that were chosen: where anything is wrong, they are named."""

    @property
    def files_to_choose_again(self) -> list[str]:
        """The names of files that came with what was refused."""
        fields = [name for name, field in self.fields.items() if isinstance(field, FilesField)]
        sent = [file for name in fields for file in self.files.getlist(self.add_prefix(name))]
        return [str(file.name) for file in sent if file] if self.errors else []


class EvidenceForm(EvidenceFields):
    links = LinksField(
        label="Links", required=False, help_text=f"To pages that show it, one a line, up to {MOST_LINKS}."
    )
    attachments = FilesField(
        label="Files", required=False, help_text=f"Up to {MOST_FILES}, each up to {MAX_MEGABYTES} MB: {KINDS_IN_WORDS}."
    )

    @property
    def evidence(self) -> list[GivenEvidence]:
        return [*self.cleaned_data["links"], *self.cleaned_data["attachments"]]
