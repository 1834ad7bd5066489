from actions.services.due import Due
from actions.services.raising import raise_action, set_owners
from actions.services.reporting import report_progress

__all__ = ["Due", "raise_action", "report_progress", "set_owners"]
