from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from simple_history.models import HistoricalRecords


class UserManager(BaseUserManager["User"]):
    """Makes users, and finds them by e-mail whatever the capitals."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who can sign in with ``email``; without a password, only after resetting it."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, by e-mail. Who they are on a board is their person's membership."""

    email = models.EmailField("e-mail address", unique=True)
    is_staff = models.BooleanField(
        "may use the admin",
        default=False,
        help_text="The secretariat of a board; what they may change there hangs on their memberships.",
    )
    is_active = models.BooleanField("active", default=True, help_text="Untick instead of deleting.")
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_the_capitals",
                violation_error_message="A user with this e-mail address already exists.",
            ),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def display_name(self) -> str:
        """Their person's name (select ``person``), or the address of who is no person here."""
        person = getattr(self, "person", None)
        return person.name if person else self.email
