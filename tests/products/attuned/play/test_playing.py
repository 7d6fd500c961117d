"""An evening through the API: asking, both saying yes, drawing, skipping, stopping, the end; in all four combinations and at one phone."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from harness.members import run
from harness.pairs import Program, Somebody, answer, connect, somebody
from kith.foundation.errors import TooMany
from kith.foundation.house import House
from kith.products.attuned.bank.commands import deliver
from kith.products.attuned.play import beginning, drawing
from kith.products.attuned.play.settings import GuestWanted, Wanted, Yes
from kith.products.attuned.profiles.profile import Boundaries
from kith.products.attuned.terms import Boundary

HOME = "198.51.100.9"
DECK = {"bank_ratio": 1.0}


async def pair(
    app: Any, house: House, *, anonymous: tuple[bool, bool] = (False, False)
) -> tuple[Somebody, Somebody, Program, Program, int]:
    await deliver(house)
    ada = await somebody(house, "Ada", anonymous=anonymous[0])
    bo = await somebody(house, "Bo", anonymous=anonymous[1])
    return ada, bo, Program(app, house, ada), Program(app, house, bo), await connect(house, ada, bo)


async def begun(ada: Program, bo: Program, connection: int, **wanted: Any) -> str:
    asked = await ada.post("/api/attuned/evenings", connection=connection, **(DECK | wanted))
    assert asked.status_code == 201, asked.text
    evening = f"/api/attuned/evenings/{asked.json()['id']}"
    agreed = await bo.post(f"{evening}/yes", talked=True)
    assert agreed.json()["stage"] == "ready", agreed.text
    return evening


@pytest.mark.parametrize("anonymous", [(False, False), (False, True), (True, True), (True, False)])
async def test_an_evening_of_two_is_asked_for_agreed_to_played_and_ended_in_every_combination(
    app: Any, house: House, anonymous: tuple[bool, bool]
) -> None:
    _, _, ada, bo, connection = await pair(app, house, anonymous=anonymous)
    stranger = Program(app, house, await somebody(house, "Cy", anonymous=anonymous[0]))
    asked = await ada.post("/api/attuned/evenings", connection=connection, level="X", count=3, **DECK)
    evening = f"/api/attuned/evenings/{asked.json()['id']}"
    assert (await ada.post(evening, move="next")).json()["type"].endswith("/not-agreed")
    assert (await ada.post(f"{evening}/yes")).status_code == 409
    assert (await bo.get(evening)).json()["stage"] == "asked"
    # Asking again is the same evening; so is the other's asking.
    again = await bo.post("/api/attuned/evenings", connection=connection)
    assert again.json() == asked.json()
    agreed = (await bo.post(f"{evening}/yes", level="G")).json()
    assert (agreed["level"], agreed["stage"]) == ("G", "ready")
    for number in range(1, 4):
        mine = (await (ada, bo)[number % 2].post(evening, move="next", after=number - 1)).json()
        assert (mine["step"], mine["card"]["rating"]) == (number, "G")
        assert (await (bo, ada)[number % 2].get(evening)).json()["card"] == mine["card"]
    for path in (evening, f"{evening}/cards", f"{evening}/replay"):
        assert (await stranger.get(path)).status_code == 404
    for move in ("next", "skip", "pause", "stop"):
        assert (await stranger.post(evening, move=move)).status_code == 404
    assert (await stranger.post(f"{evening}/yes")).status_code == 404
    assert (await ada.post(evening, move="next", after=3)).json()["stage"] == "over"
    assert (await bo.post(evening, move="next")).json()["type"].endswith("/evening-over")
    told = {"mood": "good", "words": "a very private note"}
    assert (await ada.post(f"{evening}/feedback", **told)).status_code == 204
    assert (await ada.get(evening)).json()["told"] == told
    assert (await bo.get(evening)).json()["told"] is None
    [numbers] = (await bo.get("/api/attuned/evenings")).json()
    assert (numbers["with"], numbers["cards"], numbers["status"]) == ("Ada", 3, "completed")
    assert {one["outcome"] for one in (await bo.get(f"{evening}/replay")).json()} == {"same"}
    [kept] = await run(house, "select s::text as row from attuned.sessions s")
    assert "private" not in kept["row"]


async def test_two_phones_that_draw_at_the_same_moment_get_one_card(app: Any, house: House) -> None:
    _, _, ada, bo, connection = await pair(app, house)
    evening = await begun(ada, bo, connection)
    drawn = await asyncio.gather(
        *(who.post(evening, move="next", after=0) for who in (ada, bo) for _ in range(3))
    )
    assert {one.json()["step"] for one in drawn} == {1}
    assert len({str(one.json()["card"]) for one in drawn}) == 1
    rows = await run(house, "select seq, user_id from attuned.user_activity_history")
    assert len(rows) == 2


async def test_a_skipped_card_does_not_come_again_and_three_in_a_row_ease_the_evening(
    app: Any, house: House
) -> None:
    _, _, ada, bo, connection = await pair(app, house)
    evening = await begun(ada, bo, connection)
    nudged = [(await ada.post(evening, move="skip", after=number)).json()["nudge"] for number in range(6)]
    # The first "skip" only begins; the nudge comes with the third that was passed over, and goes with the next.
    assert nudged == [False, False, False, True, False, False]
    [row] = await run(house, "select rules, skip_count from attuned.sessions")
    assert row["rules"]["eased"] == 1
    played = (await ada.get(f"{evening}/cards")).json()["cards"]
    assert [one["skipped"] for one in played] == [True] * 5 + [False]
    await ada.post(evening, move="stop")
    second = await begun(ada, bo, connection, count=50)
    for _number in range(18):
        assert (await bo.post(second, move="next")).status_code == 200
    texts: Counter[str] = Counter()
    for path in (evening, second):
        cards = (await ada.get(f"{path}/cards")).json()["cards"]
        texts.update(line["text"] for one in cards for line in one["card"]["lines"])
    assert max(texts.values()) == 1


async def test_the_safe_word_stops_at_once_leaves_aftercare_or_the_end_and_is_written_nowhere(
    app: Any, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    _, _, ada, bo, connection = await pair(app, house)
    evening = await begun(ada, bo, connection)
    await ada.post(evening, move="next")
    calm = (await bo.post(evening, move="pause")).json()
    assert (calm["stage"], calm["card"], calm["level"]) == ("calm", None, "G")
    assert (await ada.get(evening)).json()["stage"] == "calm"
    # Nobody, by whatever move, brings an ordinary card any more.
    for move in ("next", "skip", "aftercare"):
        card = (await ada.post(evening, move=move)).json()["card"]
        assert (card["rating"], card["phase"]) == ("G", "aftercare")
    over = (await bo.post(evening, move="stop")).json()
    assert over["stage"] == "over"
    # Nor does it show when something else ends the evening.
    second = await begun(ada, bo, connection)
    await bo.post(second, move="pause")
    await run(house, "update attuned.sessions set status = 'abandoned' where status = 'active'")
    rows = await run(house, "select status, rules from attuned.sessions order by created_at")
    assert [row["status"] for row in rows] == ["completed", "abandoned"]
    assert not [row for row in rows if "calm" in row["rules"]]
    events = await run(house, "select event_type from attuned.domain_events where entity_type = 'session'")
    assert {one["event_type"] for one in events} == {
        "session.begun",
        "session.completed",
        "session.abandoned",
    }
    assert "pause" not in caplog.text
    assert "calm" not in caplog.text


async def test_a_guest_at_the_same_phone_says_what_is_off_and_never_meets_it(app: Any, house: House) -> None:
    await deliver(house)
    host = Program(app, house, await somebody(house, "Ada"))
    asked = await host.post("/api/attuned/evenings/at-one-phone", name="Kim", count=20, **DECK)
    evening = f"/api/attuned/evenings/{asked.json()['id']}"
    assert (await host.get(evening)).json()["stage"] == "hand_over"
    refused = await host.post(f"{evening}/yes", limits=["touch"])
    assert refused.json()["field"] == "adult"
    assert (await host.post(f"{evening}/yes", adult=True, limits=["feet"])).json()["field"] == "limits"
    await host.post(f"{evening}/yes", adult=True, limits=["touch"], talked=True)
    for number in range(20):
        assert (await host.post(evening, move="next", after=number)).status_code == 200
    shown = await _texts(host, evening)
    assert len(shown) >= 20
    assert not shown & await _touching(house)
    [row] = await run(house, "select count(*) as n from attuned.user_activity_history")
    assert row["n"] == 40


async def test_what_ends_an_evening_ends_drawing_in_it(app: Any, house: House) -> None:
    _, _, ada, bo, connection = await pair(app, house)
    evening = await begun(ada, bo, connection)
    await ada.post(evening, move="next")
    await bo.post(f"/api/attuned/partners/{connection}/end")
    assert (await ada.post(evening, move="next")).status_code == 409
    assert (await ada.post("/api/attuned/evenings", connection=connection)).status_code == 404
    [row] = await run(house, "select status, current_step from attuned.sessions")
    assert (row["status"], row["current_step"]) == ("abandoned", 1)


@pytest.mark.postgres15
async def test_parting_while_both_draw_and_ask_leaves_no_evening_running(app: Any, house: House) -> None:
    _, _, ada, bo, connection = await pair(app, house)
    evening = await begun(ada, bo, connection, count=50)
    answers = await asyncio.gather(
        *(ada.post(evening, move="next") for _ in range(4)),
        bo.post(f"/api/attuned/partners/{connection}/end"),
        *(bo.post("/api/attuned/evenings", connection=connection) for _ in range(3)),
        *(ada.post(evening, move="next") for _ in range(4)),
    )
    assert {answer.status_code for answer in answers} <= {200, 201, 204, 404, 409}
    rows = await run(house, "select status, current_step from attuned.sessions")
    assert {row["status"] for row in rows} == {"abandoned"}
    drawn = await run(house, "select count(*) as n from attuned.session_activities")
    assert sum(row["current_step"] for row in rows) == drawn[0]["n"]


async def test_a_yes_comes_within_a_day_and_idle_evenings_end(app: Any, house: House) -> None:
    _, _, ada, bo, connection = await pair(app, house)
    asked = await ada.post("/api/attuned/evenings", connection=connection)
    evening = f"/api/attuned/evenings/{asked.json()['id']}"
    house.clock.move(timedelta(hours=25))
    assert (await bo.get(evening)).json()["stage"] == "over"
    assert (await bo.post(f"{evening}/yes")).status_code == 409
    # No job has been by, and yet a new one may be asked for.
    second = await begun(ada, bo, connection)
    await run(house, "select attuned.abandon_idle_sessions()")
    rows = await run(house, "select status from attuned.sessions order by created_at")
    assert [row["status"] for row in rows] == ["abandoned", "active"]
    house.clock.move(timedelta(days=31))
    assert (await ada.get(second)).json()["stage"] == "ready"


async def _evenings(house: House, ada: Somebody, number: int) -> list[str]:
    found: list[str] = []
    for _ in range(number):
        evening = await beginning.ask_at_one_phone(
            house, ada.player, GuestWanted(name="Kim", count=50, bank_ratio=1.0)
        )
        await beginning.agree(house, ada.player, evening, Yes(adult=True))
        found.append(evening)
    return found


@pytest.mark.postgres15
async def test_26_parallel_draws_give_25_cards_until_the_players_own_midnight(house: House) -> None:
    await deliver(house)
    ada = await somebody(house, "Ada")
    await run(
        house,
        "update attuned.users set timezone = 'Pacific/Auckland', daily_activity_timezone = 'Pacific/Auckland'",
    )
    evenings = await _evenings(house, ada, 4)

    async def draw(number: int) -> Any:
        try:
            return await drawing.draw_next(house, ada.player, evenings[number % 4], HOME)
        except Exception as problem:
            return problem

    drawn = await asyncio.gather(*(draw(number) for number in range(26)))
    refused = [one for one in drawn if isinstance(one, Exception)]
    assert [getattr(one, "slug", one) for one in refused] == ["daily-limit"]
    assert (await run(house, "select count(*) as n from attuned.session_activities"))[0]["n"] == 25
    # Midnight in Auckland, not in Greenwich.
    [row] = await run(
        house,
        """select extract(epoch from (((kith.now() at time zone 'Pacific/Auckland')::date + 1)::timestamp
             at time zone 'Pacific/Auckland') - kith.now()) as left""",
    )
    house.clock.move(timedelta(seconds=float(row["left"]) - 60))
    assert getattr(await draw(0), "slug", "") == "daily-limit"
    house.clock.move(timedelta(seconds=120))
    assert (await draw(0)).seq


async def test_new_anonymous_sessions_from_one_address_share_the_days_25_cards_and_one_plan_is_enough_for_two(
    house: House,
) -> None:
    await deliver(house)
    drawn = 0
    for name in ("Ann", "Ben"):
        who = await somebody(house, name, anonymous=True)
        [evening] = await _evenings(house, who, 1)
        for _ in range(20):
            with contextlib.suppress(TooMany):
                await drawing.draw_next(house, who.player, evening, HOME)
                drawn += 1
    assert drawn == 25
    guest, paying = await somebody(house, "Cy", anonymous=True), await somebody(house, "Di")
    await run(
        house,
        "update attuned.users set subscription_tier = 'premium', subscription_expires_at = kith.now() + interval '1 day'",
    )
    connection = await connect(house, guest, paying)
    evening = await beginning.ask(house, guest.player, connection, Wanted(count=50, bank_ratio=1.0))
    await beginning.agree(house, paying.player, evening, Yes())
    for _ in range(26):
        await drawing.draw_next(house, guest.player, evening, HOME)


async def test_a_limit_that_somebody_draws_during_an_evening_holds_from_the_next_card_on(
    app: Any, house: House
) -> None:
    ada_, _, ada, bo, connection = await pair(app, house)
    await answer(house, ada_.player, activities={"slow_dance": 1.0})
    evening = await begun(ada, bo, connection, count=50, bank_ratio=0.3)
    await ada.post(evening, move="next")
    await answer(house, ada_.player, boundaries=Boundaries(hard_limits=(Boundary.TOUCH,)))
    for _ in range(20):
        await bo.post(evening, move="next")
    lines = await run(house, "select distinct source from attuned.session_activities")
    assert {one["source"] for one in lines} == {"bank", "ai_generated"}
    first = await _texts(ada, evening, until=1)
    assert not (await _texts(ada, evening) - first) & await _touching(house)


async def _texts(who: Program, evening: str, until: int = 50) -> set[str]:
    """What was on the first cards of an evening, with the mark for the partner's name put back."""
    cards = (await who.get(f"{evening}/cards")).json()["cards"][:until]
    lines = [line["text"] for one in cards for line in one["card"]["lines"]]
    return {re.sub(r"\b(Ada|Bo|Kim)\b", "{partner}", line) for line in lines}


async def _touching(house: House) -> set[str]:
    rows = await run(
        house,
        """select step ->> 'text' as text from attuned.activities, jsonb_array_elements(script -> 'steps') step
           where hard_boundaries ? 'touch'""",
    )
    assert rows
    return {row["text"] for row in rows}
