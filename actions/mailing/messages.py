"""A mail as it leaves: the stored words with the link put in, for one reader; and copies, which hold no link."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from actions.addresses import register_address
from actions.links import token_of
from actions.mailing.addresses import absolute, report_address
from actions.models import Mail

# So that nobody's “I am away” comes back to it.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def message_id(mail: Mail) -> str:
    """The same for the same mail, so that a server can know one that is sent again."""
    return f"<mail-{mail.pk}@{urlsplit(settings.SITE_ADDRESS).hostname}>"


def message_of(mail: Mail, connection: Any) -> EmailMessage:
    """To its owner alone, by address and without a name: nothing that anybody typed is in a header but the cut subject."""
    assert mail.link  # noqa: S101  # made as the mail was taken
    address = report_address(token_of(mail.link))
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text.replace(report_address(), address),
        to=[mail.to_address],
        headers={**HEADERS, "Message-ID": message_id(mail)},
        connection=connection,
    )
    message.attach_alternative(mail.html.replace(report_address(), address), "text/html")
    return message


def copies_of(mail: Mail, connection: Any) -> list[EmailMessage]:
    """One for each who is to have one, in plain text: by the link only its owner reports, so the register stands in its place."""
    register = absolute(register_address(board=mail.board.slug, state="overdue"))
    said = mail.text.replace(report_address(), register)
    stem = message_id(mail)[1:-1]
    return [
        EmailMessage(
            subject=f"Copy: {mail.subject}",
            body=f"A copy of what was sent to {mail.person.name}. In theirs a link to report stands where here\nthe address of the register does.\n\n{said}",
            to=[copy],
            headers={**HEADERS, "Message-ID": f"<copy-{number}-{stem}>"},
            connection=connection,
        )
        for number, copy in enumerate(mail.copied_to, start=1)
    ]
