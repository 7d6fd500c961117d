"""The bank's console: nobody else sees it, the checks decide what comes into play, every change is written down."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from harness.house import run_schedule
from harness.members import add_person, make_admin, run
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.attuned.bank.commands import deliver
from kith.products.attuned.bank.deck import deck_of
from kith.products.attuned.bank.jobs import SCHEDULES
from kith.products.attuned.bank.shipped import shipped

CARDS = "/console/attuned/cards"
GOOD = {
    "type": "truth",
    "rating": "G",
    "intensity": "2",
    "text": "Which bus stop belongs to the two of you?",
    "tags": "memories",
    "domains": "connection",
    "preference_keys": "memories",
    "audience_scope": "couples",
}


async def _desk(house: House, open_browser: Any, role: str = "ops") -> Any:
    person = await add_person(house, email=f"{role}@kith.example")
    await make_admin(house, person, role)
    browser = await open_browser(person)
    await browser.get("/console/attuned/cards/new")
    return browser


async def _live(house: House) -> set[int]:
    async with house.database.session(service("test"), "attuned") as db:
        return {int(number) for number in (await deck_of(db, house)).ids}


async def test_nobody_but_operators_finds_the_bank(house: House, app: Any, open_browser: Any) -> None:
    someone = await open_browser(await add_person(house, email="ada@kith.example"))
    engineer = await _desk(house, open_browser, "engineering")
    for browser in (someone, engineer):
        await browser.get("/account")
        for path in (CARDS, f"{CARDS}/new", f"{CARDS}/import", "/console/attuned/statistics"):
            assert (await browser.get(path)).status_code == 404
        assert (await browser.post(CARDS, **GOOD)).status_code == 404
    assert await run(house, "select 1 from attuned.activities") == []


async def test_shipped_cards_come_once_and_stay_as_operators_left_them(house: House) -> None:
    assert await asyncio.gather(deliver(house), deliver(house)) in ([len(shipped()), 0], [0, len(shipped())])
    assert len(await _live(house)) == len(shipped())
    await run(
        house,
        """update attuned.activities set is_active = false, archived_at = now()
           where activity_id = (select min(activity_id) from attuned.activities)""",
    )
    await run(
        house,
        """update attuned.activities set activity_uid = repeat('a', 64)
           where activity_id = (select max(activity_id) from attuned.activities)""",
    )
    await run_schedule(house, SCHEDULES[0].name)
    [row] = await run(
        house, "select count(*) as all, count(*) filter (where is_active) as live from attuned.activities"
    )
    assert (row["all"], row["live"]) == (len(shipped()), len(shipped()) - 1)
    # An archived card is out of the very next draw.
    assert len(await _live(house)) == len(shipped()) - 1


async def test_a_card_comes_into_play_when_it_passes_and_somebody_has_let_it_in(
    house: House, open_browser: Any
) -> None:
    desk = await _desk(house, open_browser)
    written = await desk.post(CARDS, **{**GOOD, "text": "Tell me about the best orgasm."})
    assert written.status_code == 303
    path = written.headers["location"]
    number = int(path.rpartition("/")[2])
    page = await desk.get(path)
    assert "“orgasm” is too explicit for this level." in page.text
    refused = await desk.post(f"{path}/approve")
    assert refused.status_code == 409
    assert await _live(house) == set()
    assert (await desk.post(path, **GOOD)).status_code == 303
    assert "It passes every check." in (await desk.get(path)).text
    assert await _live(house) == set()
    approved = await asyncio.gather(desk.post(f"{path}/approve"), desk.post(f"{path}/approve"))
    assert sorted(one.status_code for one in approved) == [303, 409]
    assert await _live(house) == {number}
    # Rewritten into something that does not pass, it is out of play at once.
    assert (await desk.post(path, **{**GOOD, "text": "Write to me@example.com about us."})).status_code == 303
    assert await _live(house) == set()
    await desk.post(path, **GOOD)
    await desk.post(f"{path}/approve")
    assert (
        await desk.post(CARDS, **{**GOOD, "text": "  which bus stop belongs to the two of you"})
    ).status_code == 409
    assert (
        await desk.post(CARDS, **{**GOOD, "text": "Another one for us two?", "intensity": "9"})
    ).status_code == 422
    assert (await desk.post(f"{path}/archive", reason="x")).status_code == 422
    assert (await desk.post(f"{path}/archive", reason="Nobody understands it")).status_code == 303
    assert await _live(house) == set()
    assert (await desk.post(path, **GOOD)).status_code == 409
    assert (await desk.post(f"{path}/restore")).status_code == 303
    assert await _live(house) == {number}
    for missing in (f"{CARDS}/999999", f"{CARDS}/99999999999"):
        assert (await desk.get(missing)).status_code == 404
    actions = [
        row["action"] for row in await run(house, "select action from kith.audit_log order by sequence")
    ]
    assert [one for one in actions if one.startswith("attuned.")] == [
        f"attuned.card.{what}"
        for what in ("added", "changed", "approved", "changed", "changed", "approved", "archived", "restored")
    ]


async def test_what_is_refused_is_shown_again_as_it_was_sent(house: House, open_browser: Any) -> None:
    desk = await _desk(house, open_browser)
    wrong = {**GOOD, "text": "Which bench is ours?", "tags": "benches", "domains": "sofa"}
    new = await desk.post(CARDS, **wrong)
    assert new.status_code == 422
    assert all(words in new.text for words in ("Which bench is ours?", "benches", "sofa", 'role="alert"'))
    assert re.search(r'name="domains"[^>]*value="sofa"[^>]*aria-invalid="true"', new.text)
    assert "“domains” is not right: “sofa” is none of the choices." in new.text
    path = (await desk.post(CARDS, **GOOD)).headers["location"]
    changed = await desk.post(path, **wrong)
    assert changed.status_code == 422
    assert all(words in changed.text for words in ("Which bench is ours?", "benches", "sofa"))
    unread = await desk.post(f"{CARDS}/import", pasted="text,level\nWhich bench?,G", approved="yes")
    assert unread.status_code == 422
    assert "Which bench?,G" in unread.text
    assert "has to name at least the columns type, rating, intensity and text" in unread.text
    assert re.search(r'name="approved"[^>]*checked', unread.text)


async def test_a_file_is_imported_once_with_a_report_and_the_list_finds_its_cards(
    house: House, open_browser: Any
) -> None:
    desk = await _desk(house, open_browser, "support")
    csv = (
        "type,rating,intensity,text,tags\n"
        "truth,G,1,Which window of ours do you like best?,home\n"
        "dare,X,5,Undress to the chorus and stay naked until the song ends.,style\n"
        "truth,G,1,Which orgasm do you like best?,home\n"
    )
    first = await desk.post(f"{CARDS}/import", pasted=csv, approved="yes")
    assert first.status_code == 200
    assert "“orgasm” is too explicit" in first.text
    again = await desk.post(f"{CARDS}/import", pasted=csv, approved="yes")
    assert "Which window of ours" in again.text
    rows = await run(house, "select rating, approved from attuned.activities order by activity_id")
    assert [(row["rating"], row["approved"]) for row in rows] == [("G", True), ("X", True)]
    assert len(await _live(house)) == 2
    empty = await desk.post(f"{CARDS}/import", pasted=" ")
    assert empty.status_code == 422
    found = await desk.get(f"{CARDS}?theme=home&state=live&words=WINDOW&type=truth&rating=G")
    assert "Which window of ours" in found.text
    assert "chorus" not in found.text
    assert "No card is like that" in (await desk.get(f"{CARDS}?theme=moon")).text
    assert (await desk.get(f"{CARDS}?after=many")).status_code == 422
    await deliver(house)
    pages = await desk.get(CARDS)
    assert "after=" in pages.text
    numbers = await desk.get("/console/attuned/statistics")
    assert "Not enough has been played" in numbers.text
    [entry] = await run(
        house,
        "select payload from kith.audit_log where action = 'attuned.cards.imported' order by sequence limit 1",
    )
    assert entry["payload"] == {"added": 2, "refused": 1, "approved": True}
