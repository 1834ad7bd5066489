from organisations.services.boards import save_board, set_up_board
from organisations.services.directory import save_organisation, save_person
from organisations.services.memberships import save_membership
from organisations.services.seats import save_seat
from organisations.services.themes import add_themes, delete_theme, save_theme

__all__ = [
    "add_themes",
    "delete_theme",
    "save_board",
    "save_membership",
    "save_organisation",
    "save_person",
    "save_seat",
    "save_theme",
    "set_up_board",
]
