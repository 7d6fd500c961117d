"""Nothing is sold that is not there, nobody gets more than their share, money adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.attacked import constraint
from harness.hotmess import HotmessRows

pytestmark = pytest.mark.postgres15


def _drop(rows: HotmessRows, **columns: Any) -> UUID:
    begins, ends = rows.db.execute(
        "select kith.now() - interval '1 minute', kith.now() + interval '1 hour'"
    ).fetchone()  # type: ignore[misc]
    return rows.insert(
        "drops",
        {"slug": f"d-{uuid4().hex[:8]}", "title": "Drop", "start_at": begins, "end_at": ends} | columns,
    )


def _free(rows: HotmessRows, product: UUID) -> int:
    return rows.one("select free_units(%s)", product)


def _order(
    rows: HotmessRows, user: UUID, *reservations: UUID | None, country: str = "GB"
) -> tuple[UUID, str]:
    row = rows.db.execute(
        "select order_id, outcome from place_order(%s, %s, %s, 'standard', '{\"name\": \"A\"}')",
        (user, list(reservations), country),
    ).fetchone()
    assert row is not None
    return row


def test_a_drop_of_fifty_and_five_hundred_buyers_sells_exactly_fifty(rows: HotmessRows) -> None:
    product = rows.product(50, drop_id=_drop(rows, per_person_limit=1))
    buyers = rows.members(500)

    def wave(people: list[UUID]) -> Callable[[psycopg.Connection[Any]], Counter[str]]:
        def act(db: psycopg.Connection[Any]) -> Counter[str]:
            found: Counter[str] = Counter()
            for person in people:
                row = db.execute(
                    "select outcome from reserve_stock(%s, %s, null, 1)", (person, product)
                ).fetchone()
                assert row is not None
                found[row[0]] += 1
            return found

        return act

    # Twenty-five connections, each with twenty people who press at once.
    outcomes = sum(rows.at_once([wave(buyers[start::25]) for start in range(25)]), Counter[str]())
    assert outcomes == {"reserved": 50, "sold_out": 450}
    assert _free(rows, product) == 0
    assert (
        rows.one("select count(distinct reservation_id) from stock_units where product_id = %s", product)
        == 50
    )


def test_a_lapsed_reservation_is_free_to_the_second_and_late_money_gets_another_or_goes_back(
    rows: HotmessRows,
) -> None:
    product, slow, quick = rows.product(1), rows.member(), rows.member()
    reservation, _ = rows.reserve(slow, product)
    order, outcome = _order(rows, slow, reservation)
    assert outcome == "placed"
    payment = rows.paid(order)
    rows.moved("9 minutes 59 seconds")
    assert rows.reserve(quick, product)[1] == "sold_out"
    rows.moved("10 minutes")
    assert rows.reserve(quick, product)[1] == "reserved"
    assert rows.one("select settle_payment(%s, 'ch_late')", payment) == "too_late"
    assert rows.one("select fulfilment_status from orders where id = %s", order) == "cancelled"
    assert rows.one("select amount_pence from refunds where payment_id = %s", payment) == 2895
    rows.moved("0")
    again, _ = rows.reserve(slow, other := rows.product(2))
    rows.moved("11 minutes")
    order, _ = _order(rows, slow, again)
    assert order is None
    rows.moved("0")
    order, _ = _order(rows, slow, again)
    payment = rows.paid(order)
    rows.moved("20 minutes")
    assert rows.one("select settle_payment(%s, 'ch_late_but_there')", payment) == "paid"
    assert _free(rows, other) == 1


def test_one_person_in_many_browsers_gets_no_more_than_their_share(rows: HotmessRows) -> None:
    product, greedy = rows.product(50, per_person_limit=2), rows.member()

    def take(db: psycopg.Connection[Any]) -> str:
        row = db.execute("select outcome from reserve_stock(%s, %s, null, 1)", (greedy, product)).fetchone()
        assert row is not None
        return row[0]

    assert Counter(rows.at_once([take] * 12)) == {"reserved": 2, "limit": 10}
    # What was bought counts as well, and what was given back does not.
    kept = [
        row[0] for row in rows.db.execute("select id from stock_reservations where user_id = %s", (greedy,))
    ]
    order, _ = _order(rows, greedy, *kept)
    assert rows.one("select settle_payment(%s, %s)", rows.paid(order), uuid4().hex) == "paid"
    rows.moved("1 day")
    assert rows.reserve(greedy, product)[1] == "limit"
    item = rows.one("select id from order_items where order_id = %s limit 1", order)
    assert rows.one("select refund_line(%s, 1, 'returned')", item) == 2500
    assert rows.reserve(greedy, product)[1] == "reserved"


def test_a_drop_begins_and_ends_to_the_second_without_any_job(rows: HotmessRows) -> None:
    begins, ends = rows.db.execute(
        "select kith.now() + interval '1 hour', kith.now() + interval '2 hours'"
    ).fetchone()  # type: ignore[misc]
    drop = _drop(rows, start_at=begins, end_at=ends)
    product, buyer = rows.product(9, drop_id=drop), rows.member()
    seen: dict[str, tuple[str, str, str]] = {}
    for moment in ("59 minutes 59 seconds", "61 minutes", "2 hours 1 second"):
        rows.moved(moment)
        state = rows.one("select drop_state(d) from drops d where id = %s", drop)
        seen[moment] = (
            state,
            rows.reserve(buyer, product)[1],
            rows.one("select status from drops where id = %s", drop),
        )
    assert list(seen.values()) == [
        ("scheduled", "not_yet", "scheduled"),
        ("live", "reserved", "scheduled"),
        ("ended", "ended", "scheduled"),
    ]
    rows.one("select advance_drops()")
    assert rows.one("select status from drops where id = %s", drop) == "ended"


def test_the_line_before_a_drop_keeps_its_order_and_lets_in_who_is_next(rows: HotmessRows) -> None:
    drop = _drop(rows, queued=True)
    product, people = rows.product(9, drop_id=drop), rows.members(5)
    places = [rows.one("select join_drop(%s, %s)", drop, person) for person in people]
    assert places == [1, 2, 3, 4, 5]
    assert rows.one("select join_drop(%s, %s)", drop, people[1]) == 2
    assert rows.reserve(people[0], product)[1] == "in_line"
    rows.one("select admit_to_drop(%s, 2)", drop)
    assert [rows.reserve(person, product)[1] for person in people[:3]] == ["reserved", "reserved", "in_line"]
    assert rows.one("select join_drop(%s, %s)", drop, people[3]) == 2


def test_an_order_adds_up_and_keeps_title_and_price_though_the_thing_be_gone(rows: HotmessRows) -> None:
    user, product = rows.member(), rows.product(5, price=2500, xp_reward=50)
    reservation, _ = rows.reserve(user, product, 2)
    order, _ = _order(rows, user, reservation)
    sums = rows.db.execute(
        "select subtotal_pence, shipping_pence, tax_pence, total_pence from orders where id = %s", (order,)
    ).fetchone()
    assert sums == (5000, 395, 833 + 66, 5395)
    assert _order(rows, user, reservation)[1] == "ordered"
    payment, twice = rows.paid(order), rows.paid(order)
    answers = [
        rows.one("select settle_payment(%s, %s)", one, f"ch_{one}")
        for one in (payment, payment, twice, twice)
    ]
    assert answers == ["paid", "paid", "paid_twice", "paid_twice"]
    item = rows.one("select id from order_items where order_id = %s", order)
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.db.execute(
            "update order_items set title = 'Cheap', unit_price_pence = 1, total_price_pence = 2 where id = %s",
            (item,),
        )
    assert constraint(refused) == "order_items_fixed"
    with pytest.raises(psycopg.errors.Error):
        rows.db.execute("update orders set fulfilment_status = 'shipped' where id = %s", (order,))

    def refund(db: psycopg.Connection[Any]) -> int:
        row = db.execute("select refund_line(%s, 1, 'returned')", (item,)).fetchone()
        assert row is not None
        return row[0]

    assert sorted(rows.at_once([refund] * 6)) == [0, 0, 0, 0, 2500, 2500]
    # With the last line of an unsent order, what sending cost went back too.
    assert rows.one("select refund_shipping(%s, 'returned')", order) == 0
    assert rows.db.execute(
        "select payment_status, fulfilment_status, refunded_pence from orders where id = %s", (order,)
    ).fetchone() == (
        "refunded",
        "cancelled",
        5395,
    )
    assert _free(rows, product) == 5
    rows.db.execute("delete from products where id = %s", (product,))
    assert rows.db.execute(
        "select title, unit_price_pence, product_id from order_items where id = %s", (item,)
    ).fetchone() == ("Vest", 2500, None)


def test_a_seller_sells_once_approved_and_reachable_and_is_owed_what_is_left(rows: HotmessRows) -> None:
    owner, buyer = rows.member(), rows.member()
    seller: UUID = rows.insert(
        "market_sellers", {"owner_id": owner, "display_name": "Harness & Co", "slug": f"s-{uuid4().hex[:8]}"}
    )
    listing: UUID = rows.insert(
        "market_listings", {"seller_id": seller, "title": "Harness", "price_pence": 4000}
    )
    rows.db.execute("update market_listings set status = 'pending_review' where id = %s", (listing,))
    go = "update market_listings set status = 'live' where id = %s"
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.db.execute(go, (listing,))
    assert constraint(refused) == "market_listings_seller"
    rows.db.execute(
        """update market_sellers set status = 'approved', stripe_account_id = %s, stripe_onboarding_complete = true, stripe_state = 'ready'
           where id = %s""",
        (f"acct_{seller}", seller),
    )
    rows.db.execute(go, (listing,))
    assert rows.one("select restock(null, %s, 1)", listing) == 1
    reserve = "select reservation_id, outcome from reserve_stock(%s, null, %s, 1)"
    assert rows.db.execute(reserve, (owner, listing)).fetchone() == (None, "yourself")
    reservation, outcome = rows.db.execute(reserve, (buyer, listing)).fetchone()  # type: ignore[misc]
    assert outcome == "reserved"
    order, _ = _order(rows, buyer, reservation)
    assert rows.one("select settle_payment(%s, %s)", rows.paid(order), uuid4().hex) == "paid"
    rows.one("select note_stock(null, %s)", listing)
    assert rows.one("select status from market_listings where id = %s", listing) == "sold_out"
    owed = rows.db.execute(
        "select gross_pence, fee_pence, amount_pence from payouts where order_id = %s", (order,)
    ).fetchone()
    assert owed == (4395, 400, 3995)
    rows.one("select refund_line(id, 1, 'faulty') from order_items where order_id = %s", order)
    assert rows.one("select status from market_listings where id = %s", listing) == "live"
    with pytest.raises(psycopg.errors.CheckViolation):
        rows.db.execute(
            "update market_listings set images = %s where id = %s", ('["x"' + ', "x"' * 12 + "]", listing)
        )
