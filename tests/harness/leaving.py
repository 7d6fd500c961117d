"""People with a trace in every product, whose two weeks to think again are over."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
from psycopg import sql

WORD: Final = "Nautilus"
"""What every trace says, so that one is found wherever it was left."""
_TRACES: Final = """
set session_replication_role = replica;
insert into auth.users (id, email, raw_user_meta_data) values ({person}, {address}, jsonb_build_object('first_name', {word}));
insert into kith.passkeys (person_id, credential_id, public_key, name) values ({person}, {name}::text::bytea, 'k', 'Phone of ' || {word});
insert into josh.users (id, phone_e164, phone_hash, first_name, last_name, birthday, sms_consent, age_consent, terms_consent, privacy_consent)
values ({person}, {phone}, {phone_hash}, {word}, 'Byron', '1990-01-01', true, true, true, true);
insert into momento.users (id, last_name, birth_date) values ({person}, {word}, '1990-01-01');
insert into momento.social_profiles (user_id, first_name) values ({person}, {word});
insert into mentor.profiles (user_id, full_name) values ({person}, {word});
insert into attuned.users (id, email, display_name, adult_confirmed_at) values ({person}, {address}, {word}, now());
insert into hotmess.profiles (user_id, username, birth_date, age_verified_at) values ({person}, {name}, '1990-01-01', now());
insert into kith.dsar_requests (person_id, request_type, status, verified_at, acts_at) values ({person}, 'delete', 'processing', now(), now());
set session_replication_role = origin;
"""


def leaving(db: psycopg.Connection[Any], number: int) -> UUID:
    """Somebody in every product who is to be forgotten now; `number` (below 10,000) tells them from others. `db` is the owner's, autocommit."""
    person = uuid4()
    values = {
        "person": str(person),
        "word": WORD,
        "address": f"{WORD}-{number}@house.example".lower(),
        "name": f"{WORD}{number}",
        "phone": f"+1202555{number:04}",
        "phone_hash": f"{number:064}",
    }
    db.execute(sql.SQL(_TRACES).format(**{name: sql.Literal(value) for name, value in values.items()}))
    return person


def traces(db: psycopg.Connection[Any]) -> list[str]:
    """Every row of every table that still tells of somebody who left."""
    found: list[str] = []
    tables = db.execute(
        """select table_schema, table_name from information_schema.tables
           where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"""
    ).fetchall()
    for schema, table in tables:
        statement = sql.SQL("select t::text from {} t where t::text ilike {}").format(
            sql.Identifier(schema, table), sql.Literal(f"%{WORD}%")
        )
        found += [f"{schema}.{table}: {row[0]}" for row in db.execute(statement)]
    return found
