"""Events of one account, as a person keeps them: alone or recurring, with instances moved, deleted or changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from dateutil.rrule import rrulestr

from kith.simulator.standins.store import Collection

Status = Literal["confirmed", "tentative", "cancelled"]
Response = Literal["organizer", "accepted", "tentative", "declined"]


class Exceptional(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one instance. Times are local; None leaves them as the series has them."""

    start: datetime | None = None
    end: datetime | None = None
    cancelled: bool = False
    free: bool | None = None
    revision: int = 0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One event. `start` and `end` are local to `zone`; of a whole day they are midnights. `rule` is an RRULE without its name.

    `exceptions` are by the instance's original local start. `revision` says when it was last changed; a deleted entry stays, marked.
    """

    id: str
    account: str
    title: str
    start: datetime
    end: datetime
    zone: str = "UTC"
    all_day: bool = False
    status: Status = "confirmed"
    free: bool = False
    response: Response = "organizer"
    rule: str = ""
    exceptions: dict[str, Exceptional] = {}
    private: dict[str, str] = {}
    deleted: bool = False
    revision: int = 0

    def moment(self, local: datetime) -> datetime:
        """A local time of the event in UTC."""
        return local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)


class Instance(msgspec.Struct, frozen=True, kw_only=True):
    """One time an event takes place. `original` is its local start before anybody moved it, None for an event that is alone."""

    entry: Entry
    original: datetime | None
    start: datetime
    end: datetime
    cancelled: bool
    free: bool
    changed: bool

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether it takes place within a range (aware)."""
        return self.entry.moment(self.start) < end and start < self.entry.moment(self.end)


def instances(entry: Entry, until: datetime) -> Iterator[Instance]:
    """Every instance that begins before `until` (aware), called-off ones included."""
    length = entry.end - entry.start
    if not entry.rule:
        yield Instance(
            entry=entry,
            original=None,
            start=entry.start,
            end=entry.end,
            cancelled=entry.deleted or entry.status == "cancelled",
            free=entry.free,
            changed=False,
        )
        return
    last = until.astimezone(ZoneInfo(entry.zone)).replace(tzinfo=None)
    for original in rrulestr(entry.rule, dtstart=entry.start).between(
        entry.start - timedelta(seconds=1), last
    ):
        known = entry.exceptions.get(original.isoformat())
        start = known.start if known and known.start else original
        yield Instance(
            entry=entry,
            original=original,
            start=start,
            end=known.end if known and known.end else start + length,
            cancelled=entry.deleted or entry.status == "cancelled" or bool(known and known.cancelled),
            free=entry.free if known is None or known.free is None else known.free,
            changed=known is not None,
        )


class Diaries:
    """Everybody's events, each change with a number."""

    def __init__(self, entries: Collection[Entry]) -> None:
        self._entries = entries
        self.revision = max((entry.revision for entry in entries.all()), default=0)

    def of(self, account: str, since: int = -1) -> list[Entry]:
        """An account's events changed after a revision, deleted ones included."""
        return [one for one in self._entries.all() if one.account == account and one.revision > since]

    def find(self, account: str, key: str) -> Entry | None:
        """An event that is not deleted, or None."""
        entry = self._entries.get(f"{account}/{key}")
        return None if entry is None or entry.deleted else entry

    def known(self, account: str, key: str) -> bool:
        """Whether an id was ever used."""
        return f"{account}/{key}" in self._entries

    def add(self, entry: Entry) -> Entry:
        """Put an event in; without an id it gets one."""
        return self._keep(msgspec.structs.replace(entry, id=entry.id or uuid.uuid4().hex))

    def change(self, account: str, key: str, **changes: object) -> Entry:
        """Change an event. Raises LookupError."""
        entry = self.find(account, key)
        if entry is None:
            raise LookupError(key)
        return self._keep(msgspec.structs.replace(entry, **changes))

    def change_instance(self, account: str, key: str, original: datetime, exceptional: Exceptional) -> Entry:
        """Move, call off or change one instance of a series. Raises LookupError."""
        entry = self.find(account, key)
        if entry is None:
            raise LookupError(key)
        noted = msgspec.structs.replace(exceptional, revision=self.revision + 1)
        return self._keep(
            msgspec.structs.replace(entry, exceptions={**entry.exceptions, original.isoformat(): noted})
        )

    def delete(self, account: str, key: str) -> Entry:
        """Delete an event with all its instances. Raises LookupError."""
        return self.change(account, key, deleted=True)

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()

    def _keep(self, entry: Entry) -> Entry:
        self.revision += 1
        return self._entries.put(
            f"{entry.account}/{entry.id}", msgspec.structs.replace(entry, revision=self.revision)
        )
