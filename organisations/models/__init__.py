from organisations.models.board import Board
from organisations.models.membership import Membership, Seat
from organisations.models.organisation import Organisation, OrganisationName
from organisations.models.person import Person, PersonName
from organisations.models.theme import Theme
from organisations.models.user import User

__all__ = [
    "Board",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Person",
    "PersonName",
    "Seat",
    "Theme",
    "User",
]
