"""Whom a LinkUp should ask, found the slow way: every person read whole, every filter and score asked in turn.

Shares no SQL and no columns with the choice it judges; only the rules (filters.py, scores.py, moment.py, wanted.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import psycopg
from psycopg.rows import dict_row

from kith.products.josh.matching.filters import Candidate, Meeting, Span, Wanted, apply_filters
from kith.products.josh.matching.moment import activity_weight, direction, distance_km, window_fit
from kith.products.josh.matching.occasion import UNKNOWN_DISTANCE_KM
from kith.products.josh.matching.scores import OLDEST_DAYS, Moment, Scored, Traits, score
from kith.products.josh.matching.tastes import boundaries_of, patterns_of
from kith.products.josh.matching.wanted import part_of_day, wanted_of

# psycopg reads `real` from its shortest text; as double precision it is the number that is stored.
_PEOPLE = """
  select u.*, p.state::text as profile_state, p.completed_at, p.activity_patterns, p.boundaries,
         p.factor_values::float8[] as factor_values, p.factor_confidences::float8[] as factor_confidences, p.factor_observed_on,
         e.eligible_to_participate, e.expires_at, r.openness::float8 as openness, r.appeal::float8 as appeal, r.priority_since,
         r.last_invited_at
  from users u left join profiles p on p.user_id = u.id left join entitlements e on e.user_id = u.id left join user_ratings r on r.user_id = u.id
"""


class Found(msgspec.Struct, frozen=True):
    """Everybody who passes, best first, and what the scan knew of each person."""

    best: list[Scored]
    candidates: dict[UUID, Candidate]
    wanted: Wanted
    group: list[Traits]


def scan(connection: psycopg.Connection[Any], linkup_id: UUID, now: datetime) -> Found:
    """Judge and score everybody there is; the connection's search_path is the product's schema."""
    with connection.cursor(row_factory=dict_row) as cursor:
        return _Scan(cursor, linkup_id, now).run()


class _Scan:
    def __init__(self, cursor: Any, linkup_id: UUID, now: datetime) -> None:
        self._cursor = cursor
        self._now = now
        self._linkup = self._rows(
            "select l.*, r.rules from linkups l join regions r on r.id = l.region_id where l.id = %s",
            linkup_id,
        )[0]
        seated = self._rows(
            "select user_id from linkup_seats where linkup_id = %s order by taken_at, user_id", linkup_id
        )
        self._members: list[UUID] = [row["user_id"] for row in seated]

    def _rows(self, query: str, *arguments: object) -> list[dict[str, Any]]:
        return self._cursor.execute(query, arguments).fetchall()

    def run(self) -> Found:
        linkup_id: UUID = self._linkup["id"]
        people = {row["id"]: row for row in self._rows(_PEOPLE)}
        group = [self._traits(people[member]) for member in self._members]
        wanted = wanted_of(
            self._linkup,
            self._members,
            [people[member] for member in self._members],
            [boundaries_of(people[member]["boundaries"])[1] for member in self._members],
            self._now,
        )
        candidates = self._candidates(people)
        asked = {
            row["invited_user_id"]
            for row in self._rows(
                "select invited_user_id from linkup_invites where linkup_id = %s", linkup_id
            )
        }
        scored: list[tuple[bool, Scored]] = []
        home = self._place(people[self._linkup["initiator_user_id"]])
        for who, row in people.items():
            if who in self._members or who in asked or not apply_filters(candidates[who], wanted).ok:
                continue
            found = score(group, self._traits(row), self._moment(row, candidates[who], home))
            scored.append((row["priority_since"] is None, found))
        scored.sort(key=lambda entry: (entry[0], -entry[1].final_score, entry[1].user_id))
        return Found([found for _, found in scored], candidates, wanted, group)

    def _traits(self, row: dict[str, Any]) -> Traits:
        if row["factor_values"] is None:
            return Traits(row["id"], (0.5,) * 12, (0.0,) * 12, (OLDEST_DAYS,) * 12)
        today = self._now.date()
        return Traits(
            row["id"],
            tuple(row["factor_values"]),
            tuple(row["factor_confidences"]),
            tuple(
                OLDEST_DAYS if day is None else max(0, (today - day).days)
                for day in row["factor_observed_on"]
            ),
            0.5 if row["openness"] is None else row["openness"],
            0.5 if row["appeal"] is None else row["appeal"],
        )

    def _place(self, row: dict[str, Any]) -> tuple[float, float, float] | None:
        return None if row["latitude"] is None else direction(row["latitude"], row["longitude"])

    def _moment(
        self, row: dict[str, Any], candidate: Candidate, home: tuple[float, float, float] | None
    ) -> Moment:
        brief = self._linkup["brief"]
        patterns = patterns_of(row["activity_patterns"])
        place = self._place(row)
        key = brief["activity_key"]
        since = row["last_invited_at"] or row["created_at"]
        return Moment(
            activity_weight(patterns, key, brief.get("motive_emphasis") or {}),
            window_fit(patterns, key, part_of_day(brief)),
            UNKNOWN_DISTANCE_KM if place is None or home is None else distance_km(home, place),
            sum((self._now - sent_at).total_seconds() < 7 * 86_400 for sent_at in candidate.invited_at),
            (self._now - since).days,
        )

    def _candidates(self, people: dict[UUID, dict[str, Any]]) -> dict[UUID, Candidate]:
        blocked = self._both_ways("select blocker_id as one, blocked_id as other from kith.blocks")
        said_no = self._both_ways(
            "select chooser_user_id as one, target_user_id as other from contact_exchange_choices where not choice"
        )
        busy: dict[UUID, list[Span]] = defaultdict(list)
        for row in self._rows(
            "select user_id, during from linkup_seats where linkup_id <> %s and during is not null",
            self._linkup["id"],
        ):
            busy[row["user_id"]].append(Span(row["during"].lower, row["during"].upper))
        invited: dict[UUID, list[datetime]] = defaultdict(list)
        for row in self._rows(
            "select invited_user_id, sent_at from linkup_invites where sent_at is not null"
        ):
            invited[row["invited_user_id"]].append(row["sent_at"])
        holds = {
            row["person_id"]: row["state"]
            for row in self._rows("select * from kith.holds where cleared_at is null")
            if row["expires_at"] is None or row["expires_at"] > self._now
        }
        words = {
            row["phone_hash"]: row["action"]
            for row in self._rows("select phone_hash, action from kith.sms_opt_outs order by sequence")
        }
        meetings = self._meetings()
        return {
            who: Candidate(
                user_id=who,
                region_id=row["region_id"],
                state=row["state"],
                profile_state=row["profile_state"] or "empty",
                completed_at=row["completed_at"],
                birthday=row["birthday"],
                eligible_to_participate=bool(row["eligible_to_participate"]),
                entitlement_expires_at=row["expires_at"],
                hold_state=holds.get(who, "none"),
                suspended_at=row["suspended_at"],
                deleted_at=row["deleted_at"],
                paused_at=row["paused_at"],
                texts_stopped=words.get(row["phone_hash"]) == "stop",
                blocked_with=tuple(blocked.get(who, ())),
                said_no_with=tuple(said_no.get(who, ())),
                confirmed=tuple(busy.get(who, ())),
                invited_at=tuple(invited.get(who, ())),
                no_thanks=boundaries_of(row["boundaries"])[0],
                hard_constraints=boundaries_of(row["boundaries"])[1],
                meetings=tuple(meetings.get(who, ())),
            )
            for who, row in people.items()
        }

    def _both_ways(self, query: str) -> dict[UUID, list[UUID]]:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for row in self._rows(query):
            found[row["one"]].append(row["other"])
            found[row["other"]].append(row["one"])
        return found

    def _meetings(self) -> dict[UUID, list[Meeting]]:
        linkups = {
            row["id"]: row
            for row in self._rows("select id, state::text as state, event_time, starts_at from linkups")
        }
        together: dict[UUID, set[UUID]] = defaultdict(set)
        for row in self._rows("select linkup_id, user_id from linkup_seats"):
            if linkups[row["linkup_id"]]["state"] in ("broadcasting", "locked"):
                together[row["linkup_id"]].add(row["user_id"])
        for row in self._rows("select linkup_id, user_id, status from linkup_participants"):
            if linkups[row["linkup_id"]]["state"] == "completed" and row["status"] in (
                "confirmed",
                "attended",
            ):
                together[row["linkup_id"]].add(row["user_id"])
        again = {
            (row["linkup_id"], row["user_id"])
            for row in self._rows("select linkup_id, user_id from linkup_outcomes where do_again")
        }
        found: dict[UUID, list[Meeting]] = defaultdict(list)
        for linkup_id, there in together.items():
            met_at = linkups[linkup_id]["event_time"] or linkups[linkup_id]["starts_at"]
            completed = linkups[linkup_id]["state"] == "completed"
            for one, other in _pairs(there & set(self._members), there):
                both = completed and (linkup_id, one) in again and (linkup_id, other) in again
                found[other].append(Meeting(one, met_at, both))
        return found


def _pairs(ours: Iterable[UUID], theirs: Iterable[UUID]) -> Iterable[tuple[UUID, UUID]]:
    others = list(theirs)
    return ((one, other) for one in ours for other in others if one != other)
