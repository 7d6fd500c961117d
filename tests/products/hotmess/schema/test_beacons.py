"""Who sees, writes and moves what: beacons, threads, rules; members and their leaving."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg
import pytest

from harness.attacked import constraint
from harness.hotmess import HotmessRows

pytestmark = pytest.mark.postgres15


def test_nobody_under_eighteen_is_a_member(rows: HotmessRows) -> None:
    day = "select ((kith.now() at time zone 'UTC')::date - interval '18 years' - interval %s)::date"
    rows.member(birth_date=rows.one(day.replace("%s", "'1 day'")))
    for too_young in (
        "select ((kith.now() at time zone 'UTC')::date - interval '18 years' + interval '1 day')::date",
        "select current_date",
    ):
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            rows.member(birth_date=rows.one(too_young))
        assert constraint(refused) == "profiles_adults"
    name = rows.one("select username from profiles where username is not null limit 1")
    with pytest.raises(psycopg.errors.UniqueViolation):
        rows.member(username=name.upper())


def test_a_beacon_whose_time_is_over_is_over_before_any_job_says_so(rows: HotmessRows) -> None:
    beacon = rows.beacon(hours=2)
    visitor = rows.connect("anon")
    seen = "select count(id) from beacons where id = %s"
    assert visitor.execute(seen, (beacon,)).fetchone() == (1,)
    for db in (visitor, rows.db):
        db.execute("select set_config('kith.clock_offset', '2 hours', false)")
    assert visitor.execute(seen, (beacon,)).fetchone() == (0,)
    assert rows.one("select beacon_state(b) from beacons b where id = %s", beacon) == "expired"
    assert rows.one("select status from beacons where id = %s", beacon) == "live"
    with pytest.raises(psycopg.errors.Error) as refused:
        rows.insert(
            "beacon_posts", {"beacon_id": beacon, "author_id": rows.member(), "body": "Anybody there?"}
        )
    assert refused.value.sqlstate == "KT409"
    assert rows.one("select expire_beacons()") >= 1
    assert rows.one("select status from beacons where id = %s", beacon) == "expired"


def test_taking_a_beacon_away_needs_a_reason_and_can_be_taken_back(rows: HotmessRows) -> None:
    beacon = rows.beacon()
    with pytest.raises(psycopg.errors.CheckViolation) as refused:
        rows.db.execute("update beacons set status = 'disabled' where id = %s", (beacon,))
    assert constraint(refused) == "beacons_reason"
    rows.db.execute(
        "update beacons set status = 'disabled', review_notes = 'Unsafe stairs' where id = %s", (beacon,)
    )
    rows.db.execute("update beacons set status = 'live' where id = %s", (beacon,))
    told = rows.db.execute(
        "select event_type from domain_events where entity_id = %s order by sequence", (beacon,)
    ).fetchall()
    assert [name for (name,) in told] == [
        "beacon.drafted",
        "beacon.submitted",
        "beacon.went_live",
        "beacon.disabled",
        "beacon.reinstated",
    ]
    with pytest.raises(psycopg.errors.Error) as refused_move:
        rows.db.execute("update beacons set status = 'archived' where id = %s", (beacon,))
    assert refused_move.value.sqlstate == "KT409"


def test_members_write_their_own_drafts_and_nothing_else(rows: HotmessRows) -> None:
    me, other = rows.member(), rows.member()
    mine = rows.connect("authenticated", me)
    city = rows.one("select id from cities where slug = 'london'")
    draft = """insert into beacons (owner_id, kind, title, city_id, expires_at)
               values (%s, 'event', 'My night', %s, kith.now() + interval '1 day') returning id"""
    beacon = mine.execute(draft, (me, city)).fetchone()[0]  # type: ignore[index]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        mine.execute(draft, (other, city))
    assert mine.execute("update beacons set title = 'My own night' where id = %s", (beacon,)).rowcount == 1
    assert (
        rows.connect("authenticated", other)
        .execute("update beacons set title = 'Theirs' where id = %s", (beacon,))
        .rowcount
        == 0
    )
    assert mine.execute("update beacons set status = 'pending_review' where id = %s", (beacon,)).rowcount == 1
    assert mine.execute("update beacons set title = 'Too late' where id = %s", (beacon,)).rowcount == 0
    live = rows.beacon(me)
    assert mine.execute("update beacons set title = 'Not any more' where id = %s", (live,)).rowcount == 0
    listing: UUID = rows.listing(me, live, live=False)
    assert (
        mine.execute("update ticket_listings set price_pence = 1500 where id = %s", (listing,)).rowcount == 1
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        mine.execute("update ticket_listings set evidence_requirement = 'none' where id = %s", (listing,))
    post = mine.execute(
        "insert into beacon_posts (beacon_id, author_id, body) values (%s, %s, 'Hello') returning id",
        (live, me),
    ).fetchone()[0]  # type: ignore[index]
    rows.db.execute("update beacon_posts set status = 'hidden' where id = %s", (post,))
    reads = "select count(id) from beacon_posts where id = %s"
    assert mine.execute(reads, (post,)).fetchone() == (1,)
    assert rows.connect("authenticated", other).execute(reads, (post,)).fetchone() == (0,)
    assert rows.connect("anon").execute(reads, (post,)).fetchone() == (0,)
    # Who is held back writes nothing, and reports are the reporter's own.
    told = mine.execute(
        "insert into moderation_reports (reporter_id, category, target_type, target_id) values (%s, 'other', 'beacon', %s) returning id",
        (me, rows.beacon()),
    ).fetchone()
    assert told is not None
    assert mine.execute("select status, category from moderation_reports where id = %s", told).fetchone() == (
        "open",
        "other",
    )
    assert rows.connect("authenticated", other).execute(
        "select count(*) from moderation_reports where id = %s", told
    ).fetchone() == (0,)
    rows.one("select suspend_member(%s, 'Threats')", me)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        mine.execute(
            "insert into beacon_posts (beacon_id, author_id, body) values (%s, %s, 'Hello again')",
            (rows.beacon(), me),
        )


def test_a_ruleset_is_never_changed_only_followed_by_another_version(rows: HotmessRows) -> None:
    with pytest.raises(psycopg.errors.Error, match="append-only"):
        rows.db.execute("update rulesets set body = 'Anything goes'")
    old = rows.beacon()
    rows.insert("rulesets", {"slug": "house", "version": 2, "name": "House rules", "body": "Be kinder."})
    new = rows.beacon()
    of = "select version from rulesets r join beacons b on b.ruleset_id = r.id where b.id = %s"
    assert (rows.one(of, old), rows.one(of, new)) == (1, 2)


def test_somebody_who_leaves_takes_everything_personal_along_and_the_books_still_balance(
    rows: HotmessRows,
) -> None:
    name = f"nautilus{uuid4().hex[:6]}"
    leaver, friend = rows.member(username=name), rows.member()
    beacon = rows.beacon(
        leaver, title="Nautilus and friends", description="At Nautilus's", venue_name="Nautilus"
    )
    rows.insert("beacon_posts", {"beacon_id": beacon, "author_id": leaver, "body": "It is me, Nautilus"})
    other = rows.beacon()
    listing = rows.listing(leaver, other, description="From Nautilus")
    rows.one("select award_xp(%s, 'beacon_scan', 25, %s)", leaver, uuid4().hex)
    token, hashed = rows.token(other, leaver, guest_name="Nautilus")
    product = rows.product(3)
    reservation, _ = rows.reserve(leaver, product)
    order = rows.one(
        "select order_id from place_order(%s, %s, 'GB', 'standard', '{\"name\": \"Nautilus\"}')",
        leaver,
        [reservation],
    )
    rows.one("select settle_payment(%s, %s)", rows.paid(order), uuid4().hex)
    rows.redeem(rows.token(other, leaver)[1], other, p_ip_hash=bytes(32))
    rows.one("select fresh from report_content(%s, 'other', 'listing', %s)", friend, listing)
    assert rows.one("select erase_member(%s)", leaver)
    assert not rows.one("select erase_member(%s)", leaver)
    for table in (
        "profiles",
        "beacons",
        "beacon_posts",
        "ticket_listings",
        "qr_tokens",
        "orders",
        "order_items",
        "market_sellers",
    ):
        assert rows.one(f"select count(*) from {table} t where t::text ilike '%%nautilus%%'") == 0, table
    assert (
        rows.one("select count(*) from beacon_scans where user_id = %s or ip_hash is not null", leaver) == 0
    )
    assert (
        rows.one(
            "select payment_status || ' ' || fulfilment_status || ' ' || refunded_pence from orders where id = %s",
            order,
        )
        == "refunded cancelled 2895"
    )
    assert rows.one("select free_units(%s)", product) == 3
    assert rows.one("select balance from xp_balances where user_id = %s", leaver) == 25
    assert rows.redeem(hashed, other)["result"] == "revoked"
    assert rows.one("select revoked_reason from qr_tokens where id = %s", token) == "left"
    assert rows.db.execute("select * from xp_mismatches()").fetchall() == []
