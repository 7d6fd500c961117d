"""Queries and policies as operators see them: times by name, what runs now without its values, and the catalog's promises tried live."""

from __future__ import annotations

import asyncio
import contextlib
import re

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.members import Browser, run
from harness.postgres import FreshDatabase
from kith.console.operations import overview
from kith.console.operations.slow import words_of
from kith.foundation.house import House
from kith.foundation.query_times import FIRST_STEP, STEPS, QueryTimes, ends_at, share_within, step_of

ROOT = "/console/operations"


@given(st.floats(0, 1000))
def test_a_duration_falls_into_the_first_step_that_holds_it(seconds: float) -> None:
    step = step_of(seconds)
    assert seconds <= ends_at(step) or step == STEPS - 1
    assert step == 0 or seconds > ends_at(step - 1)


@given(st.lists(st.floats(0, 15), min_size=1, max_size=60), st.floats(0.01, 1))
def test_a_share_is_told_from_the_counts_within_one_doubling(took: list[float], share: float) -> None:
    times = QueryTimes()
    for seconds in took:
        times.add("x", seconds)
    counted = times.take()["x"]
    told = share_within(counted.counts, share)
    assert sum(second <= told for second in took) >= share * len(took) - 1e-6
    assert told <= max(2 * max(took), FIRST_STEP)
    assert (counted.calls, counted.longest) == (len(took), max(took))


async def test_named_queries_are_measured_and_what_runs_is_shown_without_values_and_can_be_stopped(
    house: House, ops: Browser, support: Browser
) -> None:
    for _again in range(2):  # two processes' worth: added to the same hour
        await ops.get(ROOT)
        await house.database.write_times()
    [row] = await run(
        house,
        "select sum(calls) as calls, sum(seconds) as seconds, sum((select sum(n) from unnest(counts) n)) as counted "
        "from query_times where name = 'console/operations/jobs: state'",
    )
    assert row["calls"] == row["counted"] == 12
    assert row["seconds"] > 0
    assert (await support.get(f"{ROOT}/queries")).status_code == 404
    connection = await psycopg.AsyncConnection.connect(house.settings.app_database_url, autocommit=True)
    try:
        sleeps = asyncio.create_task(connection.execute("select pg_sleep(60), 'ada@example.org'"))
        async with asyncio.timeout(10):
            while "pg_sleep" not in (shown := (await ops.get(f"{ROOT}/queries?hours=1")).text):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert "ada@example.org" not in shown
        assert "console/operations/jobs: state" in shown
        pid = connection.info.backend_pid
        path = f"{ROOT}/queries/{pid}/stop"
        assert path in shown
        assert (await ops.post(path, reason="")).status_code == 422
        assert (await ops.post(path, reason="It holds everybody up")).status_code == 303
        with pytest.raises(psycopg.errors.QueryCanceled):
            await sleeps
        assert (await ops.post(path, reason="It holds everybody up")).status_code == 409
    finally:
        await connection.close()
    lines = await run(house, "select payload from audit_log where action = 'query.stopped'")
    assert [line["payload"] for line in lines] == [{"pid": pid}]


@given(st.text(alphabet=st.characters(exclude_characters="'", max_codepoint=900)))
def test_a_statement_is_told_without_the_values_in_it(value: str) -> None:
    assert (
        words_of(f"select  1\nfrom x where y = '{value}' and z = 12.5")
        == "select … from x where y = … and z = …"
    )


async def test_the_catalog_is_tried_live_and_a_broken_promise_comes_before_almost_everything(
    house: House, ops: Browser, fresh_database: FreshDatabase
) -> None:
    assert "Every promise is kept." in (await ops.get(f"{ROOT}/policies")).text
    assert not any(item.what.startswith("Not so") for item in await overview.items(house))
    with contextlib.closing(psycopg.connect(fresh_database.url, autocommit=True)) as owner:
        owner.execute(
            "create table momento.planted (id int); grant select on momento.planted to anon; create schema elsewhere; create table elsewhere.x ()"
        )
        owner.execute(
            "create view public.pg_stat_statements as select 'select ' || 7 as query, 3::bigint as calls, 12.0::float8 as total_exec_time, "
            "4.0::float8 as mean_exec_time, 9.0::float8 as max_exec_time; grant select on public.pg_stat_statements to public"
        )
    shown = (await ops.get(f"{ROOT}/policies")).text
    assert "row-level security is on for every table" in re.split("Who may what", shown)[0]
    assert "momento.planted" in shown
    assert "elsewhere" not in shown
    assert "Not so in the database: row-level security is on for every table" in {
        item.what for item in await overview.items(house)
    }
    assert "Kept by the server" in (await ops.get(f"{ROOT}/queries")).text
