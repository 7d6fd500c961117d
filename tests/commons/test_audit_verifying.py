"""The audit is verified a part at a time, in eight chains that are tied together: whatever is changed, taken out or cut off is found."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import asyncpg
import httpx
import psycopg
import pytest

from harness.house import run_schedule, worker_pass
from harness.members import TESTS, Browser, add_person, make_admin, run, sign_in
from harness.postgres import FreshDatabase
from kith.commons.audit import heads, verifying
from kith.foundation import invariants
from kith.foundation.house import House
from kith.web import cookies

_WRITE = "insert into kith.audit_log (actor, action, target_type) values ('house', 'noted', 'x')"
_BREAKS = "select coalesce(array_agg(sequence order by sequence), '{}') from kith.audit_breaks()"


async def _standing(house: House) -> verifying.Standing:
    async with house.database.session(TESTS, "kith") as db:
        return await verifying.standing(db)


async def _whole(house: House) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await verifying.ask(db)
    [job] = verifying.JOBS
    await job.run(house, {})


async def _in_two_chains(url: str) -> None:
    """Two entries written by transactions that are open at once."""
    one, two = [await asyncpg.connect(url) for _ in range(2)]
    try:
        async with asyncio.timeout(5):
            first = one.transaction()
            await first.start()
            await one.execute(_WRITE)
            await two.execute(_WRITE)  # would wait for the first, were there one chain
            await first.commit()
    finally:
        await one.close()
        await two.close()


@pytest.mark.postgres15
async def test_writers_do_not_wait_for_each_other_and_no_chains_end_can_be_cut_off(
    house: House, database_url: str
) -> None:
    await asyncio.gather(*(_in_two_chains(database_url) for _ in range(3)))
    chains = await run(
        house, "select chain, count(*) as entries, max(link) as last from audit_log group by 1 order by 1"
    )
    assert len(chains) >= 2
    assert all(row["entries"] == row["last"] for row in chains)
    await verifying.further(house)
    found = await _standing(house)
    assert (found.breaks, found.newest) == ([], 7)
    [joined] = await run(house, "select sequence, payload from audit_log where action = 'audit.joined'")
    assert len(joined["payload"]["chains"]) == len(chains)
    await verifying.further(house)
    assert len(await run(house, "select 1 from audit_log where action = 'audit.joined'")) == 1

    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute("alter table kith.audit_log disable trigger user")
        # The end of a chain: no link after it tells, but what ties the chains together does.
        await owner.execute(
            """delete from kith.audit_log where (chain, link) =
               (select chain, link from kith.audit_log where chain <> 0 order by chain desc, link desc limit 1)"""
        )
        assert await owner.fetchval(_BREAKS) == [joined["sequence"]]
    finally:
        await owner.close()
    await _whole(house)
    assert joined["sequence"] in (await _standing(house)).breaks


async def test_verifying_goes_on_where_it_ended_and_remembers_what_it_found_until_all_is_verified_again(
    house: House, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "_AT_ONCE", 3)
    for _ in range(8):
        await run(house, _WRITE)
    assert (await _standing(house)).verified is None
    await verifying.further(house)
    found = (await _standing(house)).verified
    assert found is not None
    assert (found.due, found.looked_at, found.last_sequence, found.breaks) == (8, 8, 8, [])
    await run(house, _WRITE)
    await verifying.further(house)
    found = (await _standing(house)).verified
    assert found is not None
    assert (found.due, found.looked_at, found.last_sequence) == (1, 1, 9)

    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute("alter table kith.audit_log disable trigger audit_log_append_only")
        await owner.execute("update kith.audit_log set reason = 'other' where sequence = 4")
        await run(house, _WRITE)
        await verifying.further(house)  # looks at what is new only
        assert (await _standing(house)).breaks == []
        await _whole(house)
        assert (await _standing(house)).breaks == [4]
        await owner.execute("update kith.audit_log set reason = null where sequence = 4")
        await verifying.further(house)
        assert (await _standing(house)).breaks == [4]
        await _whole(house)
        assert (await _standing(house)).breaks == []
        # The newest entry goes, which had been seen.
        await owner.execute("delete from kith.audit_log where sequence = 10")
        await verifying.further(house)
        assert (await _standing(house)).breaks == [10]
    finally:
        await owner.close()


async def _verified(house: House) -> None:
    for name in ("kith.audit.verify_further", "kith.audit.verify_whole"):
        await run_schedule(house, name)
    await worker_pass(house)


async def test_what_was_changed_long_ago_is_found_within_a_day_and_what_is_new_at_once(
    house: House, database_url: str
) -> None:
    async def broken() -> list[str]:
        findings = await invariants.look(house)
        return [key for one in findings for key in one.keys if one.invariant.name.startswith("the_audit")]

    for _ in range(5):
        await run(house, _WRITE)
    await _verified(house)
    whole = (await _standing(house)).whole
    assert whole is not None
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute("alter table kith.audit_log disable trigger audit_log_append_only")
        await owner.execute("update kith.audit_log set reason = 'other' where sequence = 2")
        await owner.execute("alter table kith.audit_log enable always trigger audit_log_append_only")
        assert await broken() == [], "what was verified is not walked every hour"
        house.clock.move(timedelta(hours=23))
        await _verified(house)
        assert await broken() == []
        house.clock.move(timedelta(hours=2))
        await _verified(house)
        assert await broken() == ["2"]
        await run(house, _WRITE)
        [newest] = await run(house, "select max(sequence) as sequence from audit_log")
        await owner.execute("alter table kith.audit_log disable trigger audit_log_append_only")
        await owner.execute(
            "update kith.audit_log set reason = 'other' where sequence = $1", newest["sequence"]
        )
        await owner.execute("alter table kith.audit_log enable always trigger audit_log_append_only")
        assert await broken() == sorted(["2", str(newest["sequence"])])
    finally:
        await owner.close()
    house.clock.move(timedelta(days=3))
    await verifying.further(house)
    assert "all of it" in await broken(), "that it is verified at all is a promise too"


async def test_a_verification_that_was_killed_goes_on_and_two_at_once_are_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "_AT_ONCE", 3)
    for _ in range(8):
        await run(house, _WRITE)
    async with house.database.session(TESTS, "kith") as db:
        await verifying.ask(db)
        await verifying.ask(db)
        mine = await verifying.queries.begin(db.connection, whole=True)
        assert await verifying.queries.carry_on(db.connection, id=mine, at_most=3)
    half = (await _standing(house)).under_way
    assert half is not None
    assert (half.due, half.looked_at) == (8, 3)
    [job] = verifying.JOBS
    await asyncio.gather(job.run(house, {}), job.run(house, {}))
    found = await _standing(house)
    assert found.under_way is None
    assert found.whole is not None
    assert (found.whole.looked_at, found.breaks) == (8, [])
    assert len(await run(house, "select 1 from audit_verifications")) == 1
    assert len(await run(house, "select 1 from pgqueuer where entrypoint = $1", verifying.WHOLE_JOB)) == 1


async def test_months_that_are_over_are_closed_and_their_heads_stay(house: House) -> None:
    await run(house, _WRITE)
    house.clock.move(timedelta(days=35))
    await run(house, _WRITE)
    await run(house, _WRITE)
    house.clock.move(timedelta(days=35))
    before = await heads.heads(house)
    assert [head.entries for head in before] == [1, 2]
    await heads.publish(house)
    closed = await run(house, "select distinct month from audit_months order by month")
    assert {head.month for head in before} <= {row["month"] for row in closed}
    await run(house, _WRITE)
    after = await heads.heads(house)
    assert after[:2] == before
    assert all(head.joined == head.head for head in after)
    assert (await heads.verify(house, before)).holds
    lied = heads.AuditHead(
        month=before[0].month,
        entries=1,
        first_sequence=1,
        last_sequence=1,
        head="0" * 64,
        chains=before[0].chains,
    )
    assert (await heads.verify(house, [lied])).rewritten == [lied]


async def test_the_page_says_how_far_it_was_verified_and_the_button_verifies_all_of_it(
    house: House, client: httpx.AsyncClient
) -> None:
    boss, help_desk = [await add_person(house, email=f"{name}@house.example") for name in ("boss", "help")]
    await make_admin(house, boss, "engineering")
    await make_admin(house, help_desk, "support")
    desk = Browser(client)
    desk.cookies.set(cookies.access_name(house), (await sign_in(house, boss)).access_token)
    await run(house, _WRITE)
    assert "Not verified yet" in (await desk.get("/console/audit")).text
    answer = await desk.post("/console/audit/verify")
    assert answer.status_code in (200, 303)
    text = (await desk.get("/console/audit")).text
    assert "0 of 2 entries" in text
    assert "/console/audit/live" in text
    [asked] = await run(house, "select actor from audit_log where action = 'audit.verification_asked'")
    assert asked["actor"].startswith("engineering:")
    [job] = verifying.JOBS
    await job.run(house, {})
    text = (await desk.get("/console/audit")).text
    assert "Verified up to entry 2" in text
    assert (await heads.heads(house))[-1].head in text
    nobody = Browser(client)
    nobody.cookies.set(cookies.access_name(house), (await sign_in(house, help_desk)).access_token)
    for path in ("/console/audit", "/console/audit/live", "/console/audit/1"):
        assert (await nobody.get(path)).status_code == 404
    assert (await nobody.post("/console/audit/verify")).status_code == 404


@pytest.mark.postgres15
def test_no_role_edits_what_verifying_wrote_down(fresh_database: FreshDatabase) -> None:
    with psycopg.connect(fresh_database.url, autocommit=True) as owner:
        owner.execute(_WRITE)
        owner.execute("select kith.begin_audit_verification(true)")
        for table in ("audit_months", "audit_verifications", "audit_verified_chains"):
            for role in ("anon", "authenticated", "service_role"):
                for statement in (
                    f"update kith.{table} set chain = 1"
                    if table != "audit_verifications"
                    else f"update kith.{table} set breaks = '{{}}'",
                    f"delete from kith.{table}",
                    f"truncate kith.{table} cascade",
                ):
                    with owner.transaction(force_rollback=True):
                        owner.execute(f"set local role {role}")
                        with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
                            owner.execute(statement)
        for role in ("anon", "authenticated", "service_role"):
            with owner.transaction(force_rollback=True):
                owner.execute(f"set local role {role}")
                for statement in (
                    "alter table kith.audit_log disable trigger all",
                    "set session_replication_role = replica",
                    "select setval('kith.audit_sequence', 1)",
                ):
                    with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
                        owner.execute(statement)
