"""A small JOSH to attack: people, regions, LinkUps, and connections that act as somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from harness.attacked import Attacked

BRIEF = {"activity_key": "coffee", "time_window": "SAT_MORNING", "group_size": {"min": 2, "max": 6}}


class Josh(Attacked):
    """JOSH's rows."""

    def __init__(self, url: str, schema: str = "josh") -> None:
        super().__init__(url, schema)

    def region(self, **columns: Any) -> UUID:
        return self.insert(
            "regions",
            {
                "slug": f"r{next(self._numbers)}",
                "display_name": "Mitte",
                "geometry": Jsonb({"zips": ["10115"]}),
            }
            | columns,
        )

    def person(self, name: str = "Sam", *, state: str = "active", **columns: Any) -> UUID:
        number = next(self._numbers)
        person = self.one("insert into auth.users (phone) values (%s) returning id", f"+1512555{number}")
        row = {
            "id": person,
            "phone_e164": f"+1512555{number}",
            "phone_hash": f"{number:064x}",
            "first_name": name,
            "last_name": "Planted",
            "birthday": "1990-05-17",
            "sms_consent": True,
            "age_consent": True,
            "terms_consent": True,
            "privacy_consent": True,
        }
        self.insert("users", row | columns)
        path = ["unverified", "verified", "interviewing", "active"]
        for step in path[1 : path.index(state) + 1]:
            self.db.execute("update users set state = %s::user_state where id = %s", (step, person))
        return person

    def linkup(
        self,
        initiator: UUID,
        *,
        day: int = 1,
        hour: int = 9,
        size: tuple[int, int] = (2, 6),
        state: str = "broadcasting",
    ) -> UUID:
        """A LinkUp of two hours on a day of 2027."""
        linkup = self.insert(
            "linkups",
            {
                "initiator_user_id": initiator,
                "region_id": self.region(),
                "brief": Jsonb(BRIEF),
                "starts_at": f"2027-03-{day:02} {hour:02}:00Z",
                "ends_at": f"2027-03-{day:02} {hour + 2:02}:00Z",
                "acceptance_window_ends_at": "2027-02-28 20:00Z",
                "min_size": size[0],
                "max_size": size[1],
                "linkup_create_key": str(uuid4()),
            },
        )
        if state != "draft":
            self.db.execute("update linkups set state = 'broadcasting' where id = %s", (linkup,))
        return linkup

    def invite(self, linkup: UUID, person: UUID, state: str = "pending") -> UUID:
        invite = self.insert(
            "linkup_invites",
            {"linkup_id": linkup, "invited_user_id": person, "idempotency_key": str(uuid4())},
        )
        if state != "pending":
            self.answer(invite, state)
        return invite

    def answer(self, invite: UUID, state: str, db: psycopg.Connection[Any] | None = None) -> None:
        (db or self.db).execute(
            "update linkup_invites set state = %s::invite_state where id = %s", (state, invite)
        )

    def lock(self, linkup: UUID, db: psycopg.Connection[Any] | None = None) -> int:
        return (
            (db or self.db)
            .execute(
                """update linkups
                   set state = 'locked', lock_version = lock_version + 1, event_time = starts_at
                   where id = %s and state = 'broadcasting' and lock_version = 0""",
                (linkup,),
            )
            .rowcount
        )

    def completed(self, *people: UUID, day: int = 1) -> UUID:
        """A LinkUp at which all of them were; the first one started it."""
        linkup = self.linkup(people[0], day=day)
        for person in people[1:]:
            self.invite(linkup, person, "accepted")
        self.lock(linkup)
        self.db.execute("update linkups set state = 'completed' where id = %s", (linkup,))
        self.db.execute("update linkup_participants set status = 'attended' where linkup_id = %s", (linkup,))
        return linkup

    def choose(
        self,
        linkup: UUID,
        chooser: UUID,
        target: UUID,
        choice: bool,
        db: psycopg.Connection[Any] | None = None,
    ) -> None:
        (db or self.db).execute(
            """insert into contact_exchange_choices (linkup_id, chooser_user_id, target_user_id, choice)
               values (%s, %s, %s, %s)
               on conflict (linkup_id, chooser_user_id, target_user_id)
               do update set choice = excluded.choice""",
            (linkup, chooser, target, choice),
        )
