from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from meetings.services.documents import MAX_MEGABYTES, TOO_LARGE


class PaperForm(forms.Form):
    title = forms.CharField(
        max_length=300,
        help_text="What people will look for, such as “Paper 2: forward plan”.",
        error_messages={"required": "Enter the paper’s title."},
    )
    file = forms.FileField(
        max_length=255,
        help_text=f"Up to {MAX_MEGABYTES} MB.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        # Before the bytes are read into memory.
        if (file.size or 0) > MAX_MEGABYTES * 1024 * 1024:
            raise ValidationError(TOO_LARGE)
        return file
