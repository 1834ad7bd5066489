"""How allauth behaves here, and its forms in our words."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by those who run a board; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class InOurWords:
    """Relabels a form of allauth, which writes Labels Like This and repeats each as a placeholder."""

    labels: ClassVar[dict[str, str]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(InOurWords, LoginForm):  # type: ignore[misc]  # as above
    labels: ClassVar = {
        "login": "E-mail address",
        "password": "Password",
        "remember": "Stay signed in on this computer",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page has the link for a forgotten password after the button, out of the way of the tab key.
        self.fields["password"].help_text = ""


class AskForPasswordForm(InOurWords, ResetPasswordForm):  # type: ignore[misc]  # as above
    labels: ClassVar = {"email": "E-mail address"}


class ChooseNewPasswordForm(InOurWords, ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    labels: ClassVar = {"password1": "New password", "password2": "New password again"}


class ChangeOwnPasswordForm(InOurWords, ChangePasswordForm):  # type: ignore[misc]  # as above
    labels: ClassVar = {
        "oldpassword": "Present password",
        "password1": "New password",
        "password2": "New password again",
    }
