"""The audit is searched, what it tells of people is sealed and opened for a reason, and whatever is tampered with is found."""

from __future__ import annotations

from uuid import UUID, uuid4

import asyncpg
import httpx
import psycopg
import pytest

from harness.members import TESTS, Browser, add_person, make_admin, run, sign_in
from harness.postgres import FreshDatabase
from kith.commons.audit import commands as audit
from kith.commons.audit import sealed, verifying
from kith.commons.privacy import commands as privacy
from kith.foundation.house import House
from kith.web import cookies

COLUMNS = {
    "id": "gen_random_uuid()",
    "sequence": "sequence + 100",
    "actor": "'ops:other'",
    "product": "'josh'",
    "action": "'other'",
    "target_type": "'other'",
    "target_id": "gen_random_uuid()",
    "reason": "'other'",
    "payload": "'{\"n\": 2}'",
    "created_at": "created_at + interval '1 microsecond'",
    "actor_id": "gen_random_uuid()",
    "before": '\'{"state": "other"}\'',
    "after": "null",
    "request_id": "'other'",
    "hash_version": "1",
    "chain": "5",
    "link": "link + 100",
    "previous_hash": "sha256('other')",
    "hash": "sha256('other')",
}


@pytest.mark.postgres15
def test_whichever_column_even_a_superuser_changes_the_row_is_found_and_every_row_of_many(
    fresh_database: FreshDatabase,
) -> None:
    with psycopg.connect(fresh_database.url, autocommit=True) as owner:
        owner.execute(
            """insert into kith.audit_log (actor, product, action, target_type, target_id, reason, payload, actor_id, before, after, request_id)
               select 'house', 'hotmess', 'noted', 'person', gen_random_uuid(), 'asked', '{"n": 1}', gen_random_uuid(),
                      '{"state": "was"}', '{"state": "is"}', 'r' || n
               from generate_series(1, 20) n"""
        )
        assert owner.execute("select count(*) from kith.audit_breaks()").fetchone() == (0,)
        columns = owner.execute(
            "select column_name from information_schema.columns where table_schema = 'kith' and table_name = 'audit_log'"
        ).fetchall()
        # The operator's pointer may be emptied when their row goes; `actor` still tells who. The facet is what the others make it.
        assert {name for (name,) in columns} - set(COLUMNS) == {"admin_id", "facet"}
        owner.execute("alter table kith.audit_log disable trigger user")
        with pytest.raises(psycopg.errors.GeneratedAlways):
            owner.execute("update kith.audit_log set facet = 'house||hidden'")
        for column, value in COLUMNS.items():
            with owner.transaction(force_rollback=True):
                owner.execute(f"update kith.audit_log set {column} = {value} where sequence = 7")
                found = owner.execute("select count(*) from kith.audit_breaks()").fetchone()
                assert found is not None
                assert found[0] >= 1, column
        owner.execute("update kith.audit_log set reason = 'other' where sequence in (3, 9, 15)")
        broken = owner.execute("select sequence from kith.audit_breaks() order by 1").fetchall()
        assert [row[0] for row in broken] == [3, 9, 15]


@pytest.mark.postgres15
def test_no_role_changes_or_empties_the_audit_or_decisions_not_even_their_owner(
    fresh_database: FreshDatabase,
) -> None:
    with psycopg.connect(fresh_database.url, autocommit=True) as owner:
        owner.execute("insert into kith.audit_log (actor, action, target_type) values ('house', 'x', 'y')")
        for table, column in (("kith.audit_log", "action"), ("kith.decisions", "reason")):
            for role in ("", "anon", "authenticated", "service_role"):
                for statement in (
                    f"update {table} set {column} = 'x'",
                    f"delete from {table}",
                    f"truncate {table} cascade",
                ):
                    if not role and table == "kith.decisions" and not statement.startswith("truncate"):
                        continue  # no row is here for a row's trigger to refuse; the cases' tests write some
                    with owner.transaction(force_rollback=True):
                        if role:
                            owner.execute(f"set local role {role}")
                        with pytest.raises(psycopg.Error) as refused, owner.transaction():
                            owner.execute(statement)
                    assert refused.value.sqlstate in ("42501", "KT403"), (table, role, statement)


async def _entry(house: House, action: str, *, person: UUID | None = None, reason: str = "asked to") -> int:
    async with house.database.session(TESTS, "kith") as db:
        state = None if person is None else await sealed.sealed(db, house, person, {"name": "Ada Byron"})
        await audit.record(
            db,
            admin=None,
            action=action,
            target_type="person",
            target_id=person or uuid4(),
            reason=reason,
            product="hotmess",
            before=state,
            after={"state": "banned"},
        )
    [row] = await run(house, "select max(sequence) as n from audit_log")
    return row["n"]


async def test_the_audit_is_searched_and_what_is_sealed_opens_for_a_reason_until_its_person_is_forgotten(
    house: House, client: httpx.AsyncClient
) -> None:
    ada, boss = [await add_person(house, email=f"{name}@house.example") for name in ("ada", "boss")]
    await make_admin(house, boss, "ops")
    number = await _entry(house, "case.ban_user", person=ada, reason="Threats")
    await _entry(house, "case.warn", reason="Rude")
    await _entry(house, "order.refunded", reason="100% broken")
    desk = Browser(client)
    desk.cookies.set(cookies.access_name(house), (await sign_in(house, boss)).access_token)
    where = "/console/audit"

    async def found(query: str) -> set[str]:
        text = (await desk.get(f"{where}?{query}")).text
        return {one for one in ("case.ban_user", "case.warn", "order.refunded") if f">{one}<" in text}

    assert await found("") == {"case.ban_user", "case.warn", "order.refunded"}
    assert await found("action=case.") == {"case.ban_user", "case.warn"}
    assert await found(f"target={ada}") == {"case.ban_user"}
    assert await found("words=RUDE") == {"case.warn"}
    assert await found("words=100%25+brok*") == await found("words=BROKEN") == {"order.refunded"}
    assert await found("words=%25") == await found("words=rude+broken") == await found("words=brok") == set()
    assert (
        await found("product=josh") == await found("actor=member") == await found("until=2020-01-01") == set()
    )
    assert await found(f"before={number + 1}") == {"case.ban_user"}
    await verifying.further(house)
    assert "The chain holds." in (await desk.get(where)).text
    for wrong in ("target=x", "since=yesterday", "until=2026-13-40"):
        assert (await desk.get(f"{where}?{wrong}")).status_code == 422
    assert (await desk.get(f"{where}/999")).status_code == 404

    closed = (await desk.get(f"{where}/{number}")).text
    assert "Ada Byron" not in closed
    assert "banned" in closed
    assert (await desk.post(f"{where}/{number}/open", reason="no")).status_code == 422
    assert "Ada Byron" in (await desk.post(f"{where}/{number}/open", reason="Their lawyer asks")).text
    [line] = await run(house, "select reason, payload from audit_log where action = 'audit.opened'")
    assert (line["reason"], line["payload"]) == ("Their lawyer asks", {"sequence": number})
    await privacy.erase_person(house, ada)
    gone = (await desk.post(f"{where}/{number}/open", reason="Their lawyer asks")).text
    assert "Ada Byron" not in gone
    assert "was erased" in gone
    assert "The chain holds" in gone
    with pytest.raises(asyncpg.PostgresError):
        await run(house, "update audit_log set before = null")
