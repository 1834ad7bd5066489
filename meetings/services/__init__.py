from meetings.services.stages import move_minutes

__all__ = ["move_minutes"]
