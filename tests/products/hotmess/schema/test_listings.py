"""Tickets from person to person: evidence, a fair price, one buyer, the line, and what reports do."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.attacked import constraint
from harness.hotmess import HotmessRows

pytestmark = pytest.mark.postgres15


def _hold(rows: HotmessRows, listing: UUID, buyer: UUID) -> str:
    return rows.one("select outcome from hold_listing(%s, %s)", listing, buyer)


def _status(rows: HotmessRows, listing: UUID) -> str:
    return rows.one("select status from ticket_listings where id = %s", listing)


def _new_token() -> tuple[UUID, bytes]:
    return uuid4(), hashlib.sha256(uuid4().bytes).digest()


def _buy(rows: HotmessRows, listing: UUID, buyer: UUID) -> str:
    """Hold, order, pay."""
    order = rows.one("select order_id from order_ticket(%s, %s)", listing, buyer)
    assert order is not None
    token, hashed = _new_token()
    return rows.one(
        "select settle_payment(%s, %s, %s, %s, 'k1')", rows.paid(order), uuid4().hex, token, hashed
    )


@pytest.mark.parametrize(
    ("requirement", "post", "scan", "missing"),
    [
        ("none", False, False, None),
        ("proof_post", False, True, "proof_post"),
        ("proof_post", True, False, None),
        ("qr_scan", True, False, "qr_scan"),
        ("qr_scan", False, True, None),
        ("both", True, False, "qr_scan"),
        ("both", False, True, "proof_post"),
        ("both", True, True, None),
    ],
)
def test_a_listing_goes_live_with_all_of_its_evidence_only(
    rows: HotmessRows, requirement: str, post: bool, scan: bool, missing: str | None
) -> None:
    seller, beacon = rows.member(), rows.beacon()
    columns: dict[str, Any] = {"evidence_requirement": requirement}
    if post:
        columns["proof_post_id"] = rows.insert(
            "beacon_posts",
            {"beacon_id": beacon, "author_id": seller, "post_type": "proof", "body": "Here it is"},
        )
    if scan:
        _, hashed = rows.token(beacon, seller, scope="listing_proof")
        assert rows.redeem(hashed, beacon, p_scopes=["listing_proof"])["result"] == "valid"
    listing = rows.listing(seller, beacon, live=False, **columns)
    rows.db.execute("update ticket_listings set status = 'pending_review' where id = %s", (listing,))
    go = "update ticket_listings set status = 'live' where id = %s"
    if missing is None:
        rows.db.execute(go, (listing,))
        assert _status(rows, listing) == "live"
    else:
        with pytest.raises(psycopg.errors.CheckViolation, match="lacks its evidence") as refused:
            rows.db.execute(go, (listing,))
        assert constraint(refused) == "ticket_listings_evidence_missing"
        assert missing in str(refused.value.diag.message_detail)


def _proof(rows: HotmessRows, beacon: UUID, author: UUID, **columns: Any) -> UUID:
    row = {"beacon_id": beacon, "author_id": author, "post_type": "proof", "body": "I have it"} | columns
    return rows.insert("beacon_posts", row)


def _draft(rows: HotmessRows, beacon: UUID, seller: UUID, **columns: Any) -> UUID:
    needed = {"evidence_requirement": "proof_post"}
    return rows.listing(seller, beacon, live=False, **(needed | columns))


_BEHIND = "select proof_behind(l) from ticket_listings l where l.id = %s"


def test_the_sellers_newest_visible_proof_in_that_thread_stands_behind_a_draft_without_one(
    rows: HotmessRows,
) -> None:
    seller, other, beacon = rows.member(), rows.member(), rows.beacon()
    listing = _draft(rows, beacon, seller)
    # Nobody else's, no other night's, no comment, and nothing that others do not see.
    _proof(rows, beacon, other)
    _proof(rows, rows.beacon(), seller)
    _proof(rows, beacon, seller, post_type="comment")
    _proof(rows, beacon, seller, status="flagged")
    for status in ("hidden", "removed"):
        gone = _proof(rows, beacon, seller)
        rows.db.execute("update beacon_posts set status = %s where id = %s", (status, gone))
    assert rows.one(_BEHIND, listing) is None
    rows.db.execute("update ticket_listings set status = 'pending_review' where id = %s", (listing,))
    with pytest.raises(psycopg.errors.CheckViolation, match="lacks its evidence"):
        rows.db.execute("update ticket_listings set status = 'live' where id = %s", (listing,))
    # Sent back, it takes what is posted now; the newest.
    rows.db.execute(
        "update ticket_listings set status = 'draft', review_notes = 'Proof?' where id = %s", (listing,)
    )
    _proof(rows, beacon, seller)
    rows.moved("1 minute")
    newest = _proof(rows, beacon, seller)
    assert rows.one(_BEHIND, listing) == newest


def test_a_draft_keeps_its_own_proof_while_it_is_seen_and_what_is_handed_in_keeps_it_for_good(
    rows: HotmessRows,
) -> None:
    seller, beacon = rows.member(), rows.beacon()
    own = _proof(rows, beacon, seller)
    listing = _draft(rows, beacon, seller, proof_post_id=own)
    rows.moved("1 minute")
    later = _proof(rows, beacon, seller)
    assert rows.one(_BEHIND, listing) == own
    rows.db.execute("update beacon_posts set status = 'hidden' where id = %s", (own,))
    assert rows.one(_BEHIND, listing) == later
    rows.db.execute("update ticket_listings set status = 'pending_review' where id = %s", (listing,))
    kept = "select proof_post_id from ticket_listings where id = %s"
    assert rows.one(kept, listing) == later
    rows.moved("2 minutes")
    another = _proof(rows, beacon, seller)
    with pytest.raises(psycopg.errors.CheckViolation, match="keeps its proof") as refused:
        rows.db.execute("update ticket_listings set proof_post_id = %s where id = %s", (another, listing))
    assert constraint(refused) == "ticket_listings_fixed"
    # Taken out of the thread, it is not replaced by another: somebody looks at this again.
    rows.db.execute("update beacon_posts set status = 'removed' where id = %s", (later,))
    assert (rows.one(_BEHIND, listing), rows.one(kept, listing)) == (None, later)
    with pytest.raises(psycopg.errors.CheckViolation, match="lacks its evidence"):
        rows.db.execute("update ticket_listings set status = 'live' where id = %s", (listing,))


def test_no_role_puts_somebody_elses_proof_behind_a_listing(rows: HotmessRows) -> None:
    seller, other, beacon = rows.member(), rows.member(), rows.beacon()
    foreign = [
        _proof(rows, beacon, other),
        _proof(rows, rows.beacon(), seller),
        _proof(rows, beacon, seller, post_type="comment"),
    ]
    listing = _draft(rows, beacon, seller)
    for db in (rows.db, rows.connect("service_role"), rows.connect("authenticated", seller)):
        for post in foreign:
            with pytest.raises(psycopg.errors.CheckViolation) as refused:
                db.execute("update ticket_listings set proof_post_id = %s where id = %s", (post, listing))
            assert constraint(refused) == "ticket_listings_own_proof"


def test_the_price_stays_under_the_countrys_cap(rows: HotmessRows) -> None:
    seller = rows.member()
    for city, most in (("berlin", 2200), ("dublin", 2000)):
        beacon = rows.beacon(city=city)
        rows.listing(seller, beacon, price=most)
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            rows.listing(seller, beacon, price=most + 1)
        assert constraint(refused) == "ticket_listings_price_cap"
    # The face value is the ticket's, whatever the seller says.
    assert (
        rows.one("select face_value_pence from ticket_listings where seller_id = %s limit 1", seller) == 2000
    )
    rows.db.execute("update resale_caps set percent = 100 where country = '*'")
    with pytest.raises(psycopg.errors.CheckViolation):
        rows.listing(seller, rows.beacon(city="berlin"), price=2001)
    rows.db.execute("update resale_caps set percent = 110 where country = '*'")


def test_one_listing_a_ticket_and_ones_own_unused_ticket_only(rows: HotmessRows) -> None:
    seller, other, beacon = rows.member(), rows.member(), rows.beacon()
    listing = rows.listing(seller, beacon)
    token = rows.one("select token_id from ticket_listings where id = %s", listing)
    twin = {"beacon_id": beacon, "token_id": token, "title": "Again", "price_pence": 1, "face_value_pence": 1}
    second: UUID = rows.insert("ticket_listings", twin | {"seller_id": seller})
    with pytest.raises(psycopg.errors.UniqueViolation):
        rows.db.execute("update ticket_listings set status = 'pending_review' where id = %s", (second,))
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.insert("ticket_listings", twin | {"seller_id": other})
    assert constraint(refused) == "ticket_listings_own_ticket"
    used, hashed = rows.token(beacon, seller, face_value_pence=2000, currency="GBP")
    rows.redeem(hashed, beacon)
    third: UUID = rows.insert("ticket_listings", twin | {"seller_id": seller, "token_id": used})
    rows.db.execute("update ticket_listings set status = 'pending_review' where id = %s", (third,))
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.db.execute("update ticket_listings set status = 'live' where id = %s", (third,))
    assert constraint(refused) == "ticket_listings_unused_ticket"


def test_twenty_who_want_one_ticket_at_once_one_holds_it_for_ten_minutes(rows: HotmessRows) -> None:
    listing = rows.listing(rows.member(), rows.beacon())
    buyers = rows.members(20)

    def hold(buyer: UUID) -> Callable[[psycopg.Connection[Any]], str]:
        return lambda db: db.execute("select outcome from hold_listing(%s, %s)", (listing, buyer)).fetchone()[
            0
        ]  # type: ignore[index]

    outcomes = rows.at_once([hold(buyer) for buyer in buyers])
    assert Counter(outcomes) == {"held": 1, "taken": 19}
    lucky, loser = buyers[outcomes.index("held")], buyers[outcomes.index("taken")]
    assert _hold(rows, listing, lucky) == "held"
    rows.moved("11 minutes")
    assert _hold(rows, listing, loser) == "held"
    assert _hold(rows, listing, lucky) == "taken"


def test_sold_twice_at_once_is_sold_once_and_the_old_code_dies_as_the_new_one_is_born(
    rows: HotmessRows,
) -> None:
    beacon, seller, buyer, late = rows.beacon(), rows.member(), rows.member(), rows.member()
    listing = rows.listing(seller, beacon)
    old = rows.one(
        "select t.token_hash from qr_tokens t join ticket_listings l on l.token_id = t.id where l.id = %s",
        listing,
    )
    first = rows.one("select order_id from order_ticket(%s, %s)", listing, buyer)
    first_paid, again = rows.paid(first), rows.paid(first)
    rows.moved("11 minutes")
    second = rows.one("select order_id from order_ticket(%s, %s)", listing, late)
    second_paid = rows.paid(second)
    tokens = {payment: _new_token() for payment in (first_paid, again, second_paid)}

    def settle(payment: UUID) -> Callable[[psycopg.Connection[Any]], str]:
        def act(db: psycopg.Connection[Any]) -> str:
            db.execute("select set_config('kith.clock_offset', '11 minutes', false)")
            row = db.execute(
                "select settle_payment(%s, %s, %s, %s, 'k1')", (payment, uuid4().hex, *tokens[payment])
            ).fetchone()
            assert row is not None
            return row[0]

        return act

    outcomes = rows.at_once([settle(payment) for payment in (first_paid, again, second_paid)])
    # Whose hold is over comes too late; the other's holds.
    assert outcomes == ["too_late", "too_late", "paid"]
    assert rows.one("select settle_payment(%s, 'ch_again', null, null, null)", second_paid) == "paid"
    assert rows.one("select buyer_id from ticket_listings where id = %s", listing) == late
    assert rows.redeem(old, beacon)["result"] == "revoked"
    assert rows.redeem(tokens[first_paid][1], beacon)["reason"] == "unknown"
    mine = rows.redeem(tokens[second_paid][1], beacon)
    assert (mine["result"], mine["holder_id"]) == ("valid", late)
    owed = rows.db.execute(
        "select user_id, amount_pence, reason from refunds where payment_id in (%s, %s)", (first_paid, again)
    ).fetchall()
    assert owed == [(buyer, 2000, "too_late")] * 2
    assert rows.one("select fulfilment_status from orders where id = %s", second) == "delivered"
    assert rows.one("select amount_pence from payouts where payee_id = %s", seller) == 2000


def test_a_ticket_used_at_the_door_while_it_is_paid_for_is_not_sold(rows: HotmessRows) -> None:
    beacon, seller, buyer = rows.beacon(), rows.member(), rows.member()
    listing = rows.listing(seller, beacon)
    order = rows.one("select order_id from order_ticket(%s, %s)", listing, buyer)
    hashed = rows.one(
        "select t.token_hash from qr_tokens t join ticket_listings l on l.token_id = t.id where l.id = %s",
        listing,
    )
    assert rows.redeem(hashed, beacon)["result"] == "valid"
    assert (
        rows.one("select settle_payment(%s, 'ch_used', %s, %s, 'k1')", rows.paid(order), *_new_token())
        == "too_late"
    )
    assert _status(rows, listing) == "live"
    assert _hold(rows, listing, rows.member()) in ("closed", "taken")


def test_a_freed_ticket_is_offered_in_order_two_hours_each(rows: HotmessRows) -> None:
    beacon = rows.beacon(sold_out=True)
    line = rows.members(3)
    for person in line:
        rows.insert("beacon_waiting_list", {"beacon_id": beacon, "user_id": person})
    listing, passer_by = rows.listing(rows.member(), beacon), rows.member()
    assert _hold(rows, listing, passer_by) == "offered"
    offer = "select offer_to_next(%s)"
    assert rows.one(offer, listing) == line[0]
    assert rows.one(offer, listing) is None
    assert _hold(rows, listing, line[1]) == "offered"
    rows.moved("121 minutes")
    assert rows.one("select %s = any (offers_to_pass_on())", listing)
    assert rows.one(offer, listing) == line[1]
    # Paying goes on a little beyond the offer.
    rows.moved("240 minutes")
    assert _hold(rows, listing, line[1]) == "held"
    rows.moved("245 minutes")
    assert rows.one(offer, listing) is None
    assert _buy(rows, listing, line[1]) == "paid"
    states = rows.db.execute(
        "select status from beacon_waiting_list where beacon_id = %s order by number", (beacon,)
    ).fetchall()
    assert states == [("lapsed",), ("bought",), ("waiting",)]


def test_five_distinct_credible_reports_at_once_send_a_listing_back_to_review(rows: HotmessRows) -> None:
    listing = rows.listing(rows.member(), rows.beacon())
    people = rows.members(5)

    def report(person: UUID) -> Callable[[psycopg.Connection[Any]], bool]:
        return lambda db: db.execute(
            "select fresh from report_content(%s, 'scam', 'listing', %s, 'Looks fake')", (person, listing)
        ).fetchone()[0]  # type: ignore[index]

    # Four people, one of them ten times over, are four.
    outcomes = rows.at_once([report(person) for person in [*people[:3], *[people[3]] * 10]])
    assert outcomes.count(True) == 4
    assert _status(rows, listing) == "live"
    assert rows.one("select report_count from ticket_listings where id = %s", listing) == 4
    # Somebody who was wrong every time does not count.
    liar = rows.member()
    for _ in range(3):
        case = rows.one("select case_id from report_content(%s, 'other', 'beacon', %s)", liar, rows.beacon())
        rows.db.execute(
            "update kith.cases set state = 'closed', closed_at = kith.now(), outcome = 'dismissed' where id = %s",
            (case,),
        )
    assert rows.one("select kith.reporter_weight(%s)", liar) < 0.4
    rows.one("select fresh from report_content(%s, 'scam', 'listing', %s)", liar, listing)
    assert _status(rows, listing) == "live"
    rows.one("select fresh from report_content(%s, 'scam', 'listing', %s)", people[4], listing)
    assert _status(rows, listing) == "pending_review"
    assert (
        rows.one("select snapshot ->> 'title' from kith.reports where content_id = %s limit 1", listing)
        == "One ticket"
    )
