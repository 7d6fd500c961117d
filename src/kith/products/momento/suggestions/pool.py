"""Everybody as columns, kept by each process and brought up to date before every look.

Changes are found by transaction numbers, as JOSH's regions do it: a row says which transaction wrote it last, and a look reads again
whatever transactions still open at the last one may have written. What is remembered only narrows the search: the database judges at the end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.momento.suggestions.ranking import MOST_INTERESTS, Floats, idf_of, unit

queries = load(__file__)
RELOAD_AFTER: Final = timedelta(days=1)


class People:
    """Columns over rows; `ids[row]` is who. Whoever reads them holds `lock` until the choice is made."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self._loaded_at: datetime | None = None
        self._horizon = "0"
        self._seen: dict[UUID, int] = {}
        self.names: dict[int, str] = {}
        self.column_of: dict[int, int] = {}
        self._clear(0)

    def _clear(self, size: int) -> None:
        self.ids: list[UUID] = []
        self.row_of: dict[UUID, int] = {}
        self.interests: npt.NDArray[np.int16] = np.zeros((size, MOST_INTERESTS), dtype=np.int16)
        self.places: npt.NDArray[np.float64] = np.full((size, 3), np.nan)
        self.reliability: Floats = np.ones(size, dtype=np.float32)
        self.newcomer: npt.NDArray[np.bool_] = np.zeros(size, dtype=np.bool_)
        self.active: npt.NDArray[np.bool_] = np.zeros(size, dtype=np.bool_)
        self.born: npt.NDArray[np.int32] = np.zeros(size, dtype=np.int32)
        self.idf: Floats = np.zeros(1, dtype=np.float32)

    def __len__(self) -> int:
        return len(self.ids)

    async def bring_up_to_date(self, db: Session) -> None:
        """Read what changed since the last look; everything at the first, and once a day."""
        horizon = await queries.horizon(db.connection)
        if self._loaded_at is None or db.now - self._loaded_at > RELOAD_AFTER:
            self.names = {row["id"]: row["name"] async for row in queries.interest_names(db.connection)}
            self.column_of = {interest: column for column, interest in enumerate(sorted(self.names), 1)}
            rows: list[Any] = await db.connection.fetch(queries.all_people.sql)
            self._clear(len(rows))
            self._seen.clear()
            self._loaded_at = db.now
        else:
            rows = [
                row
                async for row in queries.changed_people(db.connection, since=self._horizon)
                if self._seen.get(row["id"]) != row["changed_in"]
            ]
        self._horizon = horizon
        if rows:
            self._take_in(rows)
            self.idf = idf_of(self.interests[: len(self)], len(self.column_of) + 1)

    def _take_in(self, rows: Sequence[Any]) -> None:
        new = [row for row in rows if row["id"] not in self.row_of]
        missing = len(self) + len(new) - self.interests.shape[0]
        if missing > 0:
            self._grow(missing + len(self) // 8 + 64)
        for row in new:
            self.row_of[row["id"]] = len(self.ids)
            self.ids.append(row["id"])
        for row in rows:
            at = self.row_of[row["id"]]
            columns = [
                self.column_of[interest] for interest in row["interests"] if interest in self.column_of
            ]
            self.interests[at] = 0
            self.interests[at, : len(columns[:MOST_INTERESTS])] = columns[:MOST_INTERESTS]
            self.places[at] = unit(row["latitude"], row["longitude"])
            self.reliability[at] = 1 if row["reliability"] is None else row["reliability"]
            self.newcomer[at] = row["newcomer"]
            self.active[at] = row["active"]
            self.born[at] = row["birth_date"].toordinal()
            self._seen[row["id"]] = row["changed_in"]

    def _grow(self, by: int) -> None:
        self.interests = np.vstack([self.interests, np.zeros((by, MOST_INTERESTS), dtype=np.int16)])
        self.places = np.vstack([self.places, np.full((by, 3), np.nan)])
        self.reliability = np.append(self.reliability, np.ones(by, dtype=np.float32))
        self.newcomer = np.append(self.newcomer, np.zeros(by, dtype=np.bool_))
        self.active = np.append(self.active, np.zeros(by, dtype=np.bool_))
        self.born = np.append(self.born, np.zeros(by, dtype=np.int32))
