from organisations.services.boards import save_board, set_up_board
from organisations.services.directory import save_organisation, save_person
from organisations.services.memberships import save_membership
from organisations.services.seats import save_seat

__all__ = ["save_board", "save_membership", "save_organisation", "save_person", "save_seat", "set_up_board"]
