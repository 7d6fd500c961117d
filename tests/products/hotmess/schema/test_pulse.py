"""The pulse shows a city and nobody in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.hotmess import HotmessRows

pytestmark = pytest.mark.postgres15
_VIEWS = (
    "night_pulse_city_stats",
    "city_heat_map",
    "beacon_stats",
    "popular_beacons",
    "products_available",
    "seller_reputation",
    "xp_leaderboard",
)


def _hour(rows: HotmessRows, back: int) -> Any:
    return rows.one("select date_trunc('hour', kith.now() - make_interval(hours => %s), 'UTC')", back)


def _scan(rows: HotmessRows, beacon: UUID, people: list[UUID], hour: Any) -> None:
    """Good scans of these people at a beacon in an hour, as the door would have written them then."""
    rows.db.execute(
        """insert into beacon_scans (beacon_id, user_id, city_id, status, created_at, scanned_at)
           select b.id, p, b.city_id, 'valid', %(hour)s + interval '5 minutes', %(hour)s + interval '5 minutes'
           from beacons b, unnest(%(people)s::uuid[]) p where b.id = %(beacon)s""",
        {"beacon": beacon, "people": people, "hour": hour},
    )


def _seen(rows: HotmessRows, city: str, hour: Any, kind: str = "event") -> int | None:
    return (
        rows.connect("anon")
        .execute(
            "select people from night_pulse_city_stats where city_slug = %s and hour = %s and kind = %s",
            (city, hour, kind),
        )
        .fetchone()[0]
    )  # type: ignore[index]


def test_ten_distinct_people_make_a_cell_nine_and_nobody_look_the_same(rows: HotmessRows) -> None:
    hour = _hour(rows, 3)
    crowd = rows.members(23)
    for city, people in (("london", 10), ("berlin", 9), ("paris", 0), ("madrid", 23)):
        beacon = rows.beacon(city=city)
        for _often in range(3):
            _scan(rows, beacon, crowd[:people], hour)
    assert rows.one("select refresh_pulse()") == 24
    assert [_seen(rows, city, hour) for city in ("london", "berlin", "paris")] == [10, None, None]
    assert _seen(rows, "madrid", hour) in (20, 25)
    by_city = dict(
        rows.connect("anon")
        .execute("select city_slug, heat from city_heat_map where hour = %s", (hour,))
        .fetchall()
    )
    assert (by_city["london"], by_city["berlin"], by_city["paris"]) == (1, 0, 0)
    assert len(by_city) == rows.one("select count(*) from cities")
    # Every row of every city is there, so that a missing one tells nothing either.
    every = (
        rows.connect("anon")
        .execute("select city_slug, count(*) from night_pulse_city_stats group by 1")
        .fetchall()
    )
    assert {count for _, count in every} == {24 * 6}


def test_a_look_now_and_a_look_later_show_the_same(rows: HotmessRows) -> None:
    hour = _hour(rows, 2)
    beacon, crowd = rows.beacon(city="vienna"), rows.members(14)
    _scan(rows, beacon, crowd[:13], hour)
    rows.one("select refresh_pulse()")
    rows.one("select publish_hour(%s)", hour)
    first = _seen(rows, "vienna", hour)
    # A scanner that was offline comes back: one person more, in an hour that is published.
    _scan(rows, beacon, crowd[13:], hour)
    assert not rows.one("select publish_hour(%s)", hour)
    rows.one("select refresh_pulse()")
    assert _seen(rows, "vienna", hour) == first
    with pytest.raises(psycopg.errors.Error) as refused:
        rows.one("select publish_hour(%s)", _hour(rows, 0))
    assert refused.value.sqlstate == "KT409"


def test_one_person_more_moves_a_count_at_a_place_that_nobody_knows(rows: HotmessRows) -> None:
    # For each cell the place at which it rounds is drawn by a secret: over many cells each of the five comes up, and for one cell always the same.
    steps: set[int] = set()
    for _cell in range(60):
        cell = uuid4().hex
        counts = [rows.one("select pulse_round(%s, %s)", people, cell) for people in range(10, 16)]
        assert counts == [rows.one("select pulse_round(%s, %s)", people, cell) for people in range(10, 16)]
        assert set(counts) <= {10, 15}
        steps.add(counts.index(15) if 15 in counts else -1)
    assert len(steps) == 5
    assert rows.one("select pulse_round(9, 'x')") is None
    service = rows.connect("service_role")
    for attempt in ("select secret from pulse_secret", "select pulse_round(12, 'x')"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            service.execute(attempt)


def test_noise_has_a_budget_that_cannot_be_overdrawn(rows: HotmessRows) -> None:
    city = rows.one("select id from cities where slug = 'rome'")
    rows.db.execute(
        "insert into pulse_budgets (city_id, day, spent, most) values (%s, current_date, 0.5, 1)", (city,)
    )
    with pytest.raises(psycopg.errors.CheckViolation):
        rows.db.execute("update pulse_budgets set spent = spent + 0.6 where city_id = %s", (city,))


def test_no_public_view_names_anybody_or_a_place(rows: HotmessRows) -> None:
    columns = {
        name
        for (name,) in rows.db.execute(
            "select attname::text from pg_attribute where attrelid = any (%s::regclass[]) and attnum > 0",
            (list(_VIEWS),),
        )
    }
    assert not {
        name
        for name in columns
        if name
        in (
            "user_id",
            "owner_id",
            "email",
            "geo_hash",
            "ip_hash",
            "latitude",
            "longitude",
            "holder_id",
            "token_id",
        )
    }
    visitor = rows.connect("anon")
    for view in _VIEWS:
        visitor.execute(f"select * from {view}")
    for hidden in (
        "beacon_scans",
        "pulse_cells",
        "pulse_beacons",
        "evidence_events",
        "qr_tokens",
        "profiles",
        "stock_units",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            visitor.execute(f"select count(*) from {hidden}")
    for column in ("geo_hash", "owner_id", "scan_count", "review_notes", "content_flags"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            visitor.execute(f"select {column} from beacons")
