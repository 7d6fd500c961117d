"""The game's formulas say the same in Python and in the database, and what they promise holds."""

from __future__ import annotations

from itertools import pairwise

import psycopg

from kith.products.mentor.game.achievements.catalogue import ACHIEVEMENTS
from kith.products.mentor.game.leaderboards.leagues import SEATS, TIERS, moves
from kith.products.mentor.game.xp.rules import EVENTS, level_begins, level_of, pair_amount


def test_formulas_agree_with_the_database(migrated_database_url: str) -> None:
    with psycopg.connect(migrated_database_url, options="-c search_path=mentor") as db:
        events = db.execute("select e::text from unnest(enum_range(null::xp_event)) e").fetchall()
        assert [name for (name,) in events] == list(EVENTS)
        for amount, before, given in db.execute(
            "select a, b, pair_amount(a, b) from unnest(array[0, 1, 5, 20, 60, 10000]) a, generate_series(0, 45) b"
        ):
            assert given == pair_amount(amount, before), (amount, before)
        edges = [
            level_begins(level) + more for level in (1, 2, 3, 10, 77, 4000, 90000) for more in (-1, 0, 1)
        ]
        for xp, level in db.execute("select x, level_of(x) from unnest(%s::bigint[]) x", (edges[1:],)):
            assert level == level_of(xp), xp
        for people, tier, up, down in db.execute(
            "select n, t, m.up, m.down from generate_series(0, 30) n, generate_series(1, 7) t, league_moves(n, t) m"
        ):
            assert (up, down) == moves(people, tier), (people, tier)
        said = db.execute(
            "select slug, name, description, icon from achievements order by position"
        ).fetchall()
        assert said == [(one.slug, one.name, one.description, one.icon) for one in ACHIEVEMENTS]


def test_two_people_alone_never_earn_more_than_four_times_the_first() -> None:
    for amount in (1, 20, 60):
        given = [pair_amount(amount, before) for before in range(1000)]
        assert sum(given) <= 4 * amount
        assert given == sorted(given, reverse=True)
        assert given[0] == amount


def test_levels_begin_where_they_say_and_never_skip() -> None:
    assert [level_begins(level) for level in range(1, 6)] == [0, 100, 300, 600, 1000]
    levels = [level_of(xp) for xp in range(12_000)]
    assert levels[0] == 1
    assert all(after - before in (0, 1) for before, after in pairwise(levels))


def test_whoever_moves_up_does_not_move_down() -> None:
    for tier in range(1, len(TIERS) + 1):
        for people in range(SEATS + 1):
            up, down = moves(people, tier)
            assert up + down <= people
    assert moves(30, 1) == (6, 0)
    assert moves(30, 4) == (6, 5)
    assert moves(30, 7) == (0, 5)
