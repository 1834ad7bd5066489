"""Recording a document of minutes: a file in, a meeting with all that hangs on it out, or nothing.

source -> reading (`meetings.reading`) -> board -> meeting -> roll -> agenda -> actions, in one transaction.
"""

from rr3tracker.importing.outcome import Outcome
from rr3tracker.importing.recording import record_minutes
from rr3tracker.importing.source import Source, read_source

__all__ = ["Outcome", "Source", "read_source", "record_minutes"]
