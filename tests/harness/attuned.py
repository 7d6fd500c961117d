"""Players of Attuned and their evenings, made the short way: as rows, past the pages."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from harness.attacked import Attacked

SCHEMA = "attuned"
SEALED = '{"sealed": "' + "A" * 44 + '"}'
"""What a sealed column may look like; nobody can open it."""
_EMPTY = "'{}', '{}', '{}', '{}', '{}', '{}'"


def consents_of(db: psycopg.Connection[Any], person: UUID) -> None:
    """Age and privacy agreed to, as the house records it."""
    for kind in ("age", "privacy"):
        db.execute(
            """insert into kith.consent_texts (kind, product, version, language, body) values (%s, 'attuned', 'test', 'en', 'x')
               on conflict do nothing""",
            (kind,),
        )
        db.execute(
            """insert into kith.consents (person_id, product, kind, version, granted, source)
               values (%s, 'attuned', %s, 'test', true, 'web')""",
            (person, kind),
        )


class AttunedRows(Attacked):
    """A database with Attuned in it, to attack without a house."""

    def __init__(self, url: str, schema: str = SCHEMA) -> None:
        super().__init__(url, schema)

    def person(self, *, ready: bool = True, level: str = "R") -> UUID:
        """Somebody signed in, with a name, consents, anatomy and so a profile, unless not `ready`."""
        email = f"{uuid4().hex[:12]}@example.org"
        person: UUID = self.one("insert into auth.users (email) values (%s) returning id", email)
        self.db.execute(
            "insert into users (id, email, display_name, adult_confirmed_at) values (%s, %s, 'Robin', kith.now())",
            (person, email),
        )
        if ready:
            consents_of(self.db, person)
            self.profile("user_id", person, level)
            self.db.execute("update users set profile_completed = true where id = %s", (person,))
        return person

    def anonymous(self, *, ready: bool = True, level: str = "R") -> tuple[str, str]:
        """An anonymous session: its id, and the credential `id.signature` that opens it."""
        session, signature = uuid4().hex, uuid4().hex + uuid4().hex
        self.db.execute(
            "insert into anonymous_sessions (session_id, proof, adult_confirmed_at, consent_version) values (%s, %s, kith.now(), 'in person')",
            (session, hashlib.sha256(signature.encode()).digest()),
        )
        if ready:
            profile = self.profile("anonymous_session_id", session, level)
            self.db.execute(
                "update anonymous_sessions set profile_id = %s where session_id = %s", (profile, session)
            )
        return session, f"{session}.{signature}"

    def profile(self, column: str, owner: UUID | str, level: str = "R") -> int:
        """The profile of an owner: anatomy, no survey."""
        submission = uuid4().hex
        self.db.execute(
            f"insert into survey_submissions (submission_id, payload_json, {column}) values (%s, '{{}}', %s)",
            (submission, owner),
        )
        return self.one(
            f"""insert into profiles ({column}, is_anonymous, submission_id, highest_level, anatomy, power_dynamic, arousal_propensity,
                  domain_scores, activities, truth_topics, boundaries)
                values (%s, %s, %s, %s, %s, {_EMPTY}) returning id""",
            owner,
            column != "user_id",
            submission,
            level,
            SEALED,
        )

    def profile_of(self, player: UUID | str) -> int:
        """The profile of a person or an anonymous session."""
        column = "user_id" if isinstance(player, UUID) else "anonymous_session_id"
        return self.one(f"select id from profiles where {column} = %s", player)

    def connect_people(self, one: UUID, other: UUID) -> int:
        """A connection between two signed-in people."""
        token = hashlib.sha256(uuid4().bytes).hexdigest()
        self.db.execute(
            "insert into partner_connections (requester_user_id, recipient_email, connection_token) values (%s, '', %s)",
            (one, token),
        )
        connection: int | None = self.one("select accept_connection(%s, %s)", token, other)
        assert connection is not None
        return connection

    def evening(self, primary: UUID | str, partner: UUID | str, **columns: Any) -> str:
        """A running evening of two who may play; text is an anonymous session."""
        row: dict[str, Any] = {
            "session_id": str(uuid4()),
            "player_a_profile_id": self.profile_of(primary),
            "player_b_profile_id": self.profile_of(partner),
            "partner_profile_id": self.profile_of(partner),
            "connection_confirmed_at": datetime.now(UTC),
        }
        for role, player in (("primary", primary), ("partner", partner)):
            kind = "user" if isinstance(player, UUID) else "anonymous_session"
            row[f"{role}_{kind}_id"] = player
        row |= columns
        names, places = ", ".join(row), ", ".join(["%s"] * len(row))
        return self.one(
            f"insert into sessions ({names}) values ({places}) returning session_id", *row.values()
        )

    def as_anonymous(self, credential: str) -> psycopg.Connection[Any]:
        """A connection in an open transaction as an anonymous player."""
        connection = self.connect("anon")
        connection.execute("begin")
        connection.execute("select set_anonymous_session_context(%s)", (credential,))
        return connection
