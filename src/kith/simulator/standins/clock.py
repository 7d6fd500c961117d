"""The stand-ins' own time, which the control API can move forwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kith.simulator.standins.store import Store

_OFFSET = "clock_offset_seconds"


class MovableClock:
    """Real time plus an offset that only grows; the offset survives a restart in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._offset = timedelta(seconds=float(store.note(_OFFSET) or 0.0))

    def now(self) -> datetime:
        """The moved time, aware, UTC, whole seconds: the providers' own resolution."""
        return (datetime.now(UTC) + self._offset).replace(microsecond=0)

    def timestamp(self) -> int:
        """The moved time as seconds since 1970."""
        return int(self.now().timestamp())

    def advance(self, by: timedelta) -> datetime:
        """Move forwards and return the new time. Raises ValueError for a step backwards."""
        if by < timedelta(0):
            raise ValueError("days: time only moves forwards here, give a number of 0 or more.")
        self._offset += by
        self._store.set_note(_OFFSET, str(self._offset.total_seconds()))
        return self.now()

    def reset(self) -> None:
        """Return to real time."""
        self._offset = timedelta(0)
        self._store.set_note(_OFFSET, "0")
