"""The table as pages without script, what operators see of it, and what neither addresses nor logs say."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from harness.members import Browser, add_person, make_admin, run
from harness.pairs import Program, connect, somebody
from harness.playing import begin
from kith.commons.privacy.data_keys import key_of
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.attuned.bank.commands import deliver
from kith.products.attuned.play import beginning, drawing
from kith.products.attuned.play.evening import queries
from kith.products.attuned.play.settings import Wanted, Yes

Open = Callable[..., Awaitable[Browser]]


async def test_an_evening_at_one_phone_works_without_script_and_leaves_no_word_in_addresses_or_logs(
    house: House, open_browser: Open, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    await deliver(house)
    browser = await open_browser()
    await begin(browser, display_name="Robin")
    addresses: set[str] = set()

    async def look(path: str) -> str:
        answer = await browser.get(path)
        assert answer.status_code == 200, path
        addresses.update(re.findall(r'(?:action|href|data-live-url)="(/attuned/play[^"]*)"', answer.text))
        return answer.text

    assert "Who plays with you?" in await look("/attuned/play")
    await look("/attuned/play/here")
    too_many = await browser.post(
        "/attuned/play/here", level="R", kind="random", count="99", bank_ratio="1.0"
    )
    assert "Between 1 and 50 cards, please." in too_many.text
    nameless = await browser.post("/attuned/play/here", level="R", kind="random", count="3", bank_ratio="1.0")
    assert nameless.status_code == 422
    assert "What shall the cards call your partner?" in nameless.text
    asked = await browser.post(
        "/attuned/play/here", name="Kim", level="R", kind="random", count="4", bank_ratio="1.0", talked="yes"
    )
    evening = asked.headers["location"]
    assert "Hand the phone to Kim" in await look(evening)
    minor = await browser.post(evening, do="agree", level="R")
    assert (minor.status_code, "eighteen" in minor.text) == (422, True)
    await browser.post(evening, do="agree", level="R", adult="yes", limits=["touch", "impact"], talked="yes")
    assert "You both said yes" in await look(evening)
    texts: list[str] = []
    for do, after in (("next", 0), ("skip", 1), ("next", 2)):
        assert (await browser.post(evening, do=do, after=str(after))).status_code == 303
        shown = await look(evening)
        assert f"{after + 1} of 4" in shown
        assert "Turn it over" in shown
        texts += re.findall(r'playing-card__text">(?:<span.*?</span> )?([^<]+)<', shown)
    # Sent twice, as a phone does with a bad connection: still one card.
    assert (await browser.post(evening, do="next", after="2")).status_code == 303
    assert "3 of 4" in await look(evening)
    await browser.post(evening, do="pause")
    calm = await look(evening)
    assert "Everything stops here" in calm
    assert "playing-card__back" not in calm
    await browser.post(evening, do="aftercare", after="3")
    assert 'aria-label="Card 4"' in await look(evening)
    await browser.post(evening, do="stop")
    assert "How was it for you?" in await look(evening)
    assert (await browser.post(f"{evening}/feedback")).status_code == 422
    await browser.post(f"{evening}/feedback", mood="good", words="our little secret")
    assert "our little secret" in await look(evening)
    before = await look("/attuned/play")
    assert "4 cards" in before
    assert not [text for text in texts if text in before]
    opened = await look(f"{evening}/cards")
    assert all(text in opened for text in texts)
    assert (await browser.post(f"{evening}/cards/2", feeling="like")).status_code == 303
    print(
        await run(
            house, "select seq, anonymous_session_id, feedback_type::text from attuned.user_activity_history"
        )
    )
    opened = await look(f"{evening}/cards")
    assert 'aria-pressed="true">Liked it' in opened, re.findall("<button[^>]*feeling[^<]*<", opened)
    assert "comes again" in await look(f"{evening}/order")
    assert not [one for one in addresses if re.search(r"safe|skip|pause|stop|calm|touch|limit|level", one)]
    logged = caplog.text + "".join(capsys.readouterr())
    assert not [word for word in [*texts, "aftercare", "our little secret"] if word in logged]


async def test_operators_see_positions_of_an_evening_that_both_opened_and_never_a_card(
    app: Any, house: House, open_browser: Open
) -> None:
    await deliver(house)
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo")
    connection = await connect(house, ada, bo)
    one, other = Program(app, house, ada), Program(app, house, bo)
    asked = await one.post("/api/attuned/evenings", connection=connection, count=5, bank_ratio=1.0)
    evening = f"/api/attuned/evenings/{asked.json()['id']}"
    await other.post(f"{evening}/yes", talked=True)
    for move in ("next", "skip", "next", "pause", "aftercare"):
        assert (await one.post(evening, move=move)).status_code == 200
    found = (await one.get(f"{evening}/cards")).json()
    operator = await add_person(house, email="ops@house.example")
    await make_admin(house, operator, "ops")
    console = await open_browser(operator)
    assert (await (await open_browser(ada.user_id)).get("/console/attuned/replay")).status_code == 404
    await console.get("/console/attuned/replay")

    async def ask(seed: int) -> str:
        answer = await console.post("/console/attuned/replay", evening=found["id"], seed=str(seed))
        assert answer.status_code == 200
        return answer.text

    closed = "No evening with this number and seed"
    assert closed in await ask(found["seed"])
    await one.post(f"{evening}/check", allow=True)
    assert closed in await ask(found["seed"])
    await other.post(f"{evening}/check", allow=True)
    assert closed in await ask(found["seed"] + 1)
    seen = await ask(found["seed"])
    assert seen.count("the same card") == 4
    uids = await run(
        house, "select activity_uid, script -> 'steps' -> 0 ->> 'text' as text from attuned.activities"
    )
    assert not [row for row in uids if row["activity_uid"] in seen or row["text"] in seen]
    await other.post(f"{evening}/check", allow=False)
    assert closed in await ask(found["seed"])


async def test_an_export_has_the_cards_of_ones_evenings_and_ones_own_words_about_them(
    app: Any, house: House
) -> None:
    await deliver(house)
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo")
    connection = await connect(house, ada, bo)
    one, other = Program(app, house, ada), Program(app, house, bo)
    asked = await one.post("/api/attuned/evenings", connection=connection, count=1, bank_ratio=1.0)
    evening = f"/api/attuned/evenings/{asked.json()['id']}"
    await other.post(f"{evening}/yes")
    card = (await one.post(evening, move="next")).json()["card"]
    await one.post(evening, move="next")
    for who, words in ((one, "mine"), (other, "theirs")):
        await who.post(f"{evening}/feedback", mood="good", words=words)
    product = house.product("attuned")
    assert product.privacy is not None
    async with house.database.session(service("tests"), "attuned") as db:
        taken = await product.privacy.export(house, db, ada.user_id)
    [exported] = taken["evenings"]
    assert exported["feedback"]["words"] == "mine"
    assert [step["text"] for step in exported["cards"][0]["script"]["steps"]]
    assert exported["cards"][0]["type"] == card["type"]
    assert "theirs" not in str(taken)
    assert "sealed" not in str(taken)


async def test_what_another_process_showed_does_not_come_again_here(house: House) -> None:
    await deliver(house)
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo")
    connection = await connect(house, ada, bo)
    evening = await beginning.ask(house, ada.player, connection, Wanted(count=20, bank_ratio=1.0))
    await beginning.agree(house, bo.player, evening, Yes(talked=True))
    other = House(house.settings, house.products)
    try:
        for number in range(20):
            await drawing.draw_next((house, other)[number % 2], ada.player, evening, "198.51.100.9")
        cards = await _ids(house, evening)
    finally:
        await other.close()
    assert len(set(cards)) == 20


async def _ids(house: House, evening: str) -> list[int]:
    key = await key_of(house, "attuned", f"session:{evening}")
    async with house.database.session(service("tests"), "attuned") as db:
        return [
            key.open(row["script"], "session_activities.script")["activity_id"]
            async for row in queries.cards(db.connection, session_id=evening)
        ]
