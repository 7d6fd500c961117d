"""The one clock. Tests and the development clock move it; nothing sleeps to let time pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset."""

    def __init__(self, moved_by: timedelta = timedelta()) -> None:
        self.moved_by = moved_by

    def now(self) -> datetime:
        """The house's time, aware, in UTC."""
        return datetime.now(UTC) + self.moved_by

    def move(self, by: timedelta) -> None:
        """Move the clock; it may only go forwards, since due work is found by comparing with it.

        Raises:
            ValueError: `by` is negative.
        """
        if by < timedelta():
            raise ValueError("The clock can only be moved forwards.")
        self.moved_by += by

    def move_to(self, moment: datetime) -> None:
        """Move the clock to a later moment (aware)."""
        self.move(moment - self.now())
