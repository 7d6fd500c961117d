"""The station's week: no overlaps, past midnight, right on the days when clocks change, and why something is on air."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from harness.hotmess import HotmessRows

pytestmark = pytest.mark.postgres15


def _station(rows: HotmessRows, zone: str = "Europe/London") -> UUID:
    return rows.insert(
        "radio_stations", {"slug": f"s-{uuid4().hex[:8]}", "name": "Station", "timezone": zone}
    )


def _show(rows: HotmessRows, station: UUID, title: str) -> UUID:
    return rows.insert(
        "radio_shows",
        {"station_id": station, "slug": f"w-{uuid4().hex[:8]}", "title": title, "status": "live"},
    )


def _block(
    rows: HotmessRows, station: UUID, show: UUID, day: int, start: str, end: str, **columns: Any
) -> UUID:
    return rows.insert(
        "schedule_blocks",
        {"station_id": station, "show_id": show, "day_of_week": day, "start_time": start, "end_time": end}
        | columns,
    )


def _on_air(rows: HotmessRows, station: UUID, at: str) -> tuple[str, str | None]:
    row = rows.db.execute("select source, title from now_playing(%s, %s)", (station, at)).fetchone()
    assert row is not None
    return row


def test_overlapping_blocks_are_refused_past_midnight_and_past_the_week_too(rows: HotmessRows) -> None:
    station = _station(rows)
    show = _show(rows, station, "Late")
    friday = _block(rows, station, show, 5, "22:00", "04:00")
    _block(rows, station, show, 6, "04:00", "05:00")
    _block(rows, station, show, 6, "23:00", "02:00")
    for day, start, end in (
        (6, "03:59", "04:30"),
        (5, "21:00", "22:01"),
        (5, "23:00", "23:30"),
        (0, "01:59", "03:00"),
        (6, "22:30", "23:01"),
    ):
        with pytest.raises(psycopg.errors.ExclusionViolation):
            _block(rows, station, show, day, start, end)
    for day, start, end in ((0, "02:00", "03:00"), (5, "20:00", "22:00")):
        _block(rows, station, show, day, start, end)
    for wrong in ({"day": 7}, {"start": "10:00:30"}, {"end": "09:00"}):
        with pytest.raises(psycopg.errors.CheckViolation):
            _block(
                rows,
                station,
                show,
                wrong.get("day", 2),
                wrong.get("start", "09:00"),
                wrong.get("end", "11:00"),
            )
    # Another station's week is its own, and an overridden block leaves its hours to others.
    other = _station(rows)
    _block(rows, other, _show(rows, other, "Other"), 5, "22:00", "04:00")
    rows.db.execute("update schedule_blocks set status = 'overridden' where id = %s", (friday,))
    _block(rows, station, show, 5, "23:00", "23:30")
    with pytest.raises(psycopg.errors.ExclusionViolation):
        rows.db.execute("update schedule_blocks set status = 'live' where id = %s", (friday,))


def test_two_who_plan_the_same_hour_at_once_one_gets_it(rows: HotmessRows) -> None:
    station = _station(rows)
    show = _show(rows, station, "Wanted")

    def plan(db: psycopg.Connection[Any]) -> str:
        db.execute(
            "insert into schedule_blocks (station_id, show_id, day_of_week, start_time, end_time) values (%s, %s, 2, '20:00', '22:00')",
            (station, show),
        )
        return "planned"

    outcomes = rows.at_once([plan] * 8, role="service_role")
    assert [outcome for outcome in outcomes if outcome == "planned"] == ["planned"]
    assert sum(isinstance(outcome, psycopg.errors.ExclusionViolation) for outcome in outcomes) == 7


def test_an_override_goes_before_a_days_block_before_the_week_before_silence(rows: HotmessRows) -> None:
    station = _station(rows)
    weekly, special = _show(rows, station, "Weekly"), _show(rows, station, "Special")
    _block(rows, station, weekly, 5, "22:00", "04:00")
    # Friday 4 December 2026.
    _block(rows, station, special, 5, "23:00", "00:00", on_date="2026-12-04")
    seen = [
        _on_air(rows, station, f"2026-12-{at}Z")
        for at in (
            "04 21:59",
            "04 22:00",
            "04 22:59",
            "04 23:00",
            "05 00:00",
            "05 03:59",
            "05 04:00",
            "11 23:30",
        )
    ]
    assert seen == [
        ("off_air", None),
        ("schedule", "Weekly"),
        ("schedule", "Weekly"),
        ("override_block", "Special"),
        ("schedule", "Weekly"),
        ("schedule", "Weekly"),
        ("off_air", None),
        ("schedule", "Weekly"),
    ]
    rows.insert(
        "now_playing_overrides",
        {
            "station_id": station,
            "title": "Breaking",
            "starts_at": "2026-12-04 22:30Z",
            "expires_at": "2026-12-04 23:00Z",
        },
    )
    assert _on_air(rows, station, "2026-12-04 22:45Z") == ("override", "Breaking")
    assert _on_air(rows, station, "2026-12-04 23:00Z") == ("override_block", "Special")
    up_next = rows.db.execute(
        "select next_title, next_starts_at from now_playing(%s, '2026-12-04 12:00Z')", (station,)
    ).fetchone()
    assert up_next == ("Weekly", rows.one("select '2026-12-04 22:00Z'::timestamptz"))
    plain: UUID = rows.insert("now_playing_overrides", {"station_id": station, "title": "Half an hour"})
    assert (
        rows.one(
            "select expires_at - starts_at from now_playing_overrides where id = %s", plain
        ).total_seconds()
        == 1800
    )


def test_a_night_over_a_clock_change_is_an_hour_shorter_or_longer_and_nothing_overlaps(
    rows: HotmessRows,
) -> None:
    station = _station(rows, "Europe/Berlin")
    night, morning = _show(rows, station, "Night"), _show(rows, station, "Morning")
    _block(rows, station, night, 6, "22:00", "04:00")
    _block(rows, station, morning, 0, "04:00", "06:00")
    _block(rows, station, morning, 6, "02:00", "02:30")
    blocks = """select extract(epoch from ends_at - starts_at) / 3600 from on_air_blocks(%s, %s, %s) b join radio_shows w on w.id = b.show_id
                where w.title = 'Night' and b.day = %s"""
    for day, before, after, hours in (
        ("2027-03-27", "2027-03-27", "2027-03-29", 5),
        ("2026-10-24", "2026-10-24", "2026-10-26", 7),
        ("2026-12-05", "2026-12-05", "2026-12-07", 6),
    ):
        assert rows.one(blocks, station, before, after, day) == hours
    # 02:30 happens twice in October: the night plays through both, and the morning follows at once.
    assert [
        _on_air(rows, station, f"2026-10-25 {at}Z")[1] for at in ("00:30", "01:30", "02:59", "03:00")
    ] == ["Night", "Night", "Night", "Morning"]
    assert [
        _on_air(rows, station, f"2027-03-28 {at}Z")[1] for at in ("00:59", "01:00", "01:59", "02:00")
    ] == ["Night", "Night", "Night", "Morning"]


def test_a_release_is_out_to_the_second_and_nobody_hears_of_it_before(rows: HotmessRows) -> None:
    at = rows.one("select kith.now() + interval '1 hour'")
    release: UUID = rows.insert(
        "records_releases",
        {"slug": f"r-{uuid4().hex[:8]}", "title": "Raw", "artist": "Convict", "release_at": at},
    )
    assert rows.one("select label from records_releases where id = %s", release) == "RAW CONVICT RECORDS"
    rows.db.execute("update records_releases set status = 'scheduled' where id = %s", (release,))
    visitor = rows.connect("anon")
    for offset, seen in (("59 minutes 58 seconds", 0), ("61 minutes", 1)):
        visitor.execute("select set_config('kith.clock_offset', %s, false)", (offset,))
        assert visitor.execute(
            "select count(id) from records_releases where id = %s", (release,)
        ).fetchone() == (seen,)
    rows.moved("61 minutes")
    assert rows.one("select release_state(r) from records_releases r where id = %s", release) == "live"
    assert rows.one("select advance_releases()") == 1


def test_ten_minutes_really_listened_are_worth_xp_and_two_players_are_one_pair_of_ears(
    rows: HotmessRows,
) -> None:
    station, user = _station(rows), rows.member()
    earned: list[int] = []
    for beat in range(0, 1230, 30):
        rows.moved(f"{beat} seconds")
        earned += [rows.one("select listen(%s, %s)", user, station) for _player in range(2)]
    assert sum(earned) == 10
    # A gap of two minutes was silence.
    seconds = "select seconds from listening where user_id = %s"
    before = rows.one(seconds, user)
    rows.moved("1350 seconds")
    rows.one("select listen(%s, %s)", user, station)
    assert rows.one(seconds, user) == before == 1200
