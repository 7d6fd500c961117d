"""The ledger of prepaid sessions, attacked: sums to zero, never changed, never below zero, and a balance is its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.attacked import constraint
from harness.mentor import MentorRows

pytestmark = pytest.mark.postgres15


class Credits(MentorRows):
    """A mentor with a package of three, bought by a mentee."""

    def bought(self, sessions: int = 3, price: int = 9000) -> tuple[UUID, UUID, UUID]:
        """Mentor, mentee, purchase."""
        mentor, mentee = self.mentor(), self.person()
        package = self.insert(
            "packages",
            {
                "mentor_user_id": mentor,
                "sessions": sessions,
                "minutes": 60,
                "price_cents": price,
                "currency": "usd",
            },
        )
        purchase = self.insert(
            "package_purchases",
            {
                "package_id": package,
                "mentor_user_id": mentor,
                "mentee_user_id": mentee,
                "sessions": sessions,
                "minutes": 60,
                "price_cents": price,
                "currency": "usd",
            },
        )
        payment = self.insert(
            "payments",
            {
                "user_id": mentee,
                "purchase_id": purchase,
                "amount_cents": price,
                "currency": "usd",
                "status": "pending",
            },
        )
        assert self.one("select settle_purchase(%s, %s)", payment, f"ch_{uuid4().hex}") == "bought"
        return mentor, mentee, purchase

    def credit(self, purchase: UUID) -> int:
        return self.one("select credit_of(%s)", purchase)

    def use(self, mentor: UUID, mentee: UUID, hours: int) -> tuple[UUID | None, str]:
        row = self.db.execute(_USE, {"mentor": mentor, "mentee": mentee, "hours": hours}).fetchone()
        assert row is not None
        return row[0], row[1]


_USE = """select booking_id, outcome from (select date_trunc('hour', kith.now()) + make_interval(days => 40, hours => %(hours)s) as d) t,
            book_with_credit(%(mentor)s, %(mentee)s, d, d + interval '1 hour')"""


@pytest.fixture
def rows(database_url: str) -> Iterator[Credits]:
    found = Credits(database_url)
    yield found
    found.close()


def test_what_is_written_sums_to_zero_at_once_and_is_never_changed(rows: Credits) -> None:
    _mentor, _mentee, purchase = rows.bought()
    cards = rows.one("select ledger_account('cards', 'usd')")
    credit = rows.one("select ledger_account('credit', 'usd', %s)", purchase)
    payment = rows.one("select id from payments limit 1")
    begin = "insert into ledger_transactions (kind, key, purchase_id, payment_id) values ('bought', %s, %s, %s) returning id"

    def written(*amounts: tuple[UUID, int]) -> None:
        with rows.db.transaction():
            made = rows.one(begin, uuid4().hex, purchase, payment)
            for account, amount in amounts:
                rows.db.execute(
                    "insert into ledger_entries (transaction_id, account_id, amount_cents) values (%s, %s, %s)",
                    (made, account, amount),
                )

    for amounts in ([(credit, 100)], [(cards, -100), (credit, 99)], []):
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            written(*amounts)
        assert constraint(refused) == "ledger_sums_to_zero"
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        written((credit, -9001), (cards, 9001))
    assert constraint(refused) == "ledger_never_below_zero"
    old = rows.one("select id from ledger_transactions limit 1")
    other = rows.one("select ledger_account('session', 'usd', %s, %s)", purchase, uuid4())
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.db.execute(
            "insert into ledger_entries (transaction_id, account_id, amount_cents) values (%s, %s, 1)",
            (old, other),
        )
    assert constraint(refused) == "ledger_written_at_once"
    for change in (
        "update ledger_entries set amount_cents = 1",
        "delete from ledger_entries",
        "truncate ledger_entries",
        "update ledger_transactions set kind = 'bought'",
        "delete from ledger_accounts",
    ):
        with pytest.raises(psycopg.Error) as kept:
            rows.db.execute(change)
        assert kept.value.sqlstate == "KT403", change
    assert rows.credit(purchase) == 9000
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.book(_mentor, _mentee, "1 hour", p_paid_with="credit", p_price_cents=1)
    assert constraint(refused) == "bookings_credit_is_taken"


def test_twenty_at_once_on_credit_for_three_sessions_get_three(rows: Credits) -> None:
    mentor, mentee, purchase = rows.bought()

    def use(hour: int) -> Any:
        return lambda db: db.execute(
            _USE, {"mentor": mentor, "mentee": mentee, "hours": hour * 2}
        ).fetchone()[1]

    outcomes = rows.at_once([use(hour) for hour in range(20)])
    assert sorted(set(outcomes)) == ["confirmed", "no_credit"]
    assert (outcomes.count("confirmed"), rows.credit(purchase)) == (3, 0)


def test_a_refund_and_bookings_at_once_give_every_cent_one_place(rows: Credits) -> None:
    for _round in range(3):
        mentor, mentee, purchase = rows.bought()

        def use(hour: int, mentor: UUID = mentor, mentee: UUID = mentee) -> Any:
            return lambda db: db.execute(
                _USE, {"mentor": mentor, "mentee": mentee, "hours": hour * 2}
            ).fetchone()[1]

        def back(db: Any, purchase: UUID = purchase) -> Any:
            return db.execute("select end_purchase(%s, 'house')", (purchase,)).fetchone()[0]

        outcomes = rows.at_once([use(0), use(1), back, use(2), back])
        assert not [one for one in outcomes if isinstance(one, psycopg.Error)], outcomes
        used = outcomes.count("confirmed")
        assert sorted(one for one in outcomes if isinstance(one, int)) == ([9000 - 3000 * used])
        owed = rows.one(
            "select coalesce(sum(amount_cents), 0) from payments where purchase_id = %s and kind = 'refund'",
            purchase,
        )
        assert (rows.credit(purchase), owed) == (0, 9000 - 3000 * used)


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["use", "late", "early", "mentor", "more", "end"]), st.integers(0, 5)),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_histories_sum_to_zero_and_balances_equal_their_replay(
    rows: Credits, steps: list[tuple[str, int]]
) -> None:
    mentor, mentee, purchase = rows.bought(4, 400)
    credit, returned, booked, hours = 400, 0, [], iter(range(0, 400, 2))
    ended = False
    for what, which in steps:
        if what == "use":
            made, outcome = rows.use(mentor, mentee, next(hours))
            assert (outcome == "confirmed") == (not ended and credit >= 100), (outcome, credit)
            if made is not None:
                booked.append([made, 100])
                credit -= 100
        elif what == "end":
            rows.one("select end_purchase(%s, 'house')", purchase)
            ended, returned, credit = True, returned + credit, 0
        elif booked:
            one = booked[which % len(booked)]
            percent = {"late": 50, "early": 100, "mentor": 100, "more": 30}[what]
            if what == "more":
                back = rows.one("select owe_refund(%s, 30, 'goodwill')", one[0])
            else:
                answer = rows.one(
                    "select end_booking(%s, 'cancelled', %s, %s)",
                    one[0],
                    "mentor" if what == "mentor" else "mentee",
                    percent,
                )
                back = min(percent, one[1]) if answer == "ended" else 0
            assert back <= one[1]
            one[1] -= back
            credit, returned = (credit, returned + back) if ended else (credit + back, returned)
    assert rows.credit(purchase) == credit
    assert [rows.one("select kept_of(%s)", made) for made, _kept in booked] == [
        kept for _made, kept in booked
    ]
    owed = rows.one(
        "select coalesce(sum(amount_cents), 0) from payments where purchase_id = %s and kind = 'refund'",
        purchase,
    )
    assert owed == returned
    total = rows.one(
        """select coalesce(sum(e.amount_cents), 0) from ledger_entries e join ledger_transactions t on t.id = e.transaction_id
           where t.purchase_id = %s""",
        purchase,
    )
    assert total == 0
    assert credit + returned + sum(kept for _made, kept in booked) == 400
