"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by those who run a board; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
