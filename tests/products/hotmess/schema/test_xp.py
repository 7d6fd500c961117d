"""The ledger only grows, balances are exact, large corrections take two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.hotmess import HotmessRows

pytestmark = pytest.mark.postgres15


def _award(user: UUID, cause: str, amount: int = 10) -> Callable[[psycopg.Connection[Any]], bool]:
    return lambda db: db.execute(
        "select award_xp(%s, 'beacon_scan', %s, %s)", (user, amount, cause)
    ).fetchone()[0]  # type: ignore[index]


def _balance(rows: HotmessRows, user: UUID) -> tuple[int, int] | None:
    return rows.db.execute(
        "select balance, total_events from xp_balances where user_id = %s", (user,)
    ).fetchone()


def test_balances_are_exact_under_concurrency_and_a_cause_counts_once(rows: HotmessRows) -> None:
    user, cause = rows.member(), uuid4().hex
    outcomes = rows.at_once([_award(user, f"{cause}:{index % 20}") for index in range(60)])
    assert outcomes.count(True) == 20
    assert _balance(rows, user) == (200, 20)
    assert rows.db.execute("select * from xp_mismatches()").fetchall() == []


def test_nobody_changes_the_ledger_not_even_its_owner(rows: HotmessRows) -> None:
    user = rows.member()
    rows.one("select award_xp(%s, 'daily_login', null, %s)", user, uuid4().hex)
    for role in (None, "service_role", "authenticated"):
        db = rows.connect(role, user if role == "authenticated" else None)
        for attack in (
            "update xp_events set amount = 1000000",
            "delete from xp_events",
            "truncate xp_events cascade",
        ):
            with pytest.raises(psycopg.Error) as refused:
                db.execute(attack)
            assert refused.value.sqlstate in ("KT403", "42501")
    service = rows.connect("service_role")
    for around in (
        "update xp_totals set balance = 1000000",
        "insert into xp_events (user_id, event_type, amount, cause) values (gen_random_uuid(), 'purchase', 5, 'mine')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            service.execute(around)
    with pytest.raises(psycopg.errors.CheckViolation):
        service.execute("select award_xp(%s, 'admin_adjustment', 5, 'adjustment:mine')", (user,))
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        service.execute("select award_xp(%s, 'beacon_scan', 5, %s)", (uuid4(), uuid4().hex))
    with pytest.raises(psycopg.errors.IntegrityError):
        rows.db.execute("delete from profiles where user_id = %s", (user,))
    # Tampering by the owner shows, and the ledger says what is right.
    rows.db.execute("update xp_totals set balance = 999 where user_id = %s", (user,))
    assert rows.db.execute("select user_id, balance, ledger from xp_mismatches()").fetchall() == [
        (user, 999, 10)
    ]
    rows.one("select rebuild_xp()")
    assert _balance(rows, user) == (10, 1)


def test_more_than_a_thousand_takes_a_second_person_also_in_small_pieces(rows: HotmessRows) -> None:
    user, first, second = rows.member(), uuid4(), uuid4()
    adjust = "select adjustment_id, state from adjust_xp(%s, %s, 'Wristband lost', %s)"

    def ask(amount: int) -> tuple[UUID, str]:
        row = rows.db.execute(adjust, (user, amount, first)).fetchone()
        assert row is not None
        return row

    assert ask(1000)[1] == "applied"
    small, state = ask(1)
    assert state == "proposed"
    large, state = ask(5000)
    assert state == "proposed"
    decide = "select decide_adjustment(%s, %s, %s)"
    assert rows.one(decide, large, first, True) == "second_person"
    with pytest.raises(psycopg.errors.CheckViolation):
        rows.db.execute(
            "update xp_adjustments set state = 'applied', decided_by = proposed_by, decided_at = kith.now() where id = %s",
            (large,),
        )

    def apply(db: psycopg.Connection[Any]) -> str:
        row = db.execute(decide, (large, second, True)).fetchone()
        assert row is not None
        return row[0]

    assert rows.at_once([apply] * 5) == ["applied"] * 5
    assert rows.one(decide, small, second, False) == "declined"
    assert _balance(rows, user) == (6000, 2)


def test_a_day_counts_once_by_the_members_own_calendar_and_the_seventh_in_a_row_more(
    rows: HotmessRows,
) -> None:
    berlin = rows.one("select id from cities where slug = 'berlin'")
    user = rows.member(city_id=berlin)
    midnight = rows.one(
        "select date_trunc('day', kith.now(), 'Europe/Berlin') + interval '2 days' - kith.now()"
    )
    seen: list[int | None] = []
    for step in ("-1 second", "0 seconds", "1 hour", *(f"{day} days" for day in range(1, 6))):
        rows.moved(rows.one("select (%s::interval + %s::interval)::text", midnight, step))
        seen.append(rows.one("select come_by(%s)", user))
        rows.moved("0")
    assert seen == [1, 2, None, 3, 4, 5, 6, 7]
    assert _balance(rows, user) == (7 * 10 + 50, 8)
    rows.moved("30 days")
    assert rows.one("select come_by(%s)", user) == 1


def test_the_leaderboard_names_only_those_who_show_their_name(rows: HotmessRows) -> None:
    shown, hidden, out = (
        rows.member(username_public=True),
        rows.member(),
        rows.member(username_public=True, leaderboard_opt_out=True),
    )
    for user in (shown, hidden, out):
        rows.one("select award_xp(%s, 'beacon_scan', 9000, %s)", user, uuid4().hex)
    names = {row[0] for row in rows.connect("anon").execute("select username from xp_leaderboard")}
    of = "select username from profiles where user_id = %s"
    assert rows.one(of, shown) in names
    assert not names & {rows.one(of, hidden), rows.one(of, out)}
