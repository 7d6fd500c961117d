"""How writing went is written down without a readable word, and its texts go after thirty days."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from harness.attuned import AttunedRows
from harness.house import open_house, run_schedule
from harness.members import run
from kith.commons.privacy.data_keys import existing_key
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.attuned.cards.player import Pair, Player
from kith.products.attuned.terms import CardType, Level
from kith.products.attuned.writing.chat_writer import ChatWriter
from kith.products.attuned.writing.commands import note, writer_of
from kith.products.attuned.writing.template_writer import TemplateWriter
from kith.products.attuned.writing.wish import Wish
from kith.products.attuned.writing.writing import write
from kith.simulator.standins import StandIns
from kith.simulator.standins.chat import KEY, Manner

WISH = Wish(type=CardType.TRUTH, level=Level.G, intensity=2, theme="play", touch=True)


async def test_tries_are_noted_sealed_and_forgotten_after_thirty_days(
    house: House, standins: StandIns
) -> None:
    assert isinstance(writer_of(house), TemplateWriter)
    told = msgspec.structs.replace(
        house.settings, writer_url=standins.chat_url, writer_key=KEY, writer_model="a-model"
    )
    other = open_house(told, products=("attuned",))
    try:
        writer = writer_of(other)
        assert isinstance(writer, ChatWriter)
        standins.chat.behave(Manner.EXPLICIT)
        written = await write(writer, WISH, Pair(Player(), Player()), "A")
    finally:
        await other.close()
    assert written.card is not None
    rows = AttunedRows(house.settings.database_url)
    evening = rows.evening(rows.person(), rows.anonymous()[0])
    rows.close()
    async with house.database.session(service("test"), "attuned") as db:
        await note(db, house, evening, WISH, written)
    noted = await run(house, "select * from attuned.ai_generation_logs order by id")
    assert [row["was_approved"] for row in noted] == [False, True]
    assert noted[0]["validation_failures"] == ["content:explicit"]
    assert noted[1]["validation_failures"] is None
    assert {row["model_version"] for row in noted} == {"a-model"}
    everything = " ".join(str(value) for row in noted for value in row.values())
    assert "orgasm" not in everything
    assert "theme" not in everything
    async with house.database.session(service("test"), "attuned") as db:
        key = await existing_key(house, db, f"session:{evening}")
    assert key is not None
    assert "orgasm" in key.open_text(noted[0]["response_text"], "ai_generation_logs.response_text")
    house.clock.move(timedelta(days=29))
    await run_schedule(house, "kith.retention")
    kept = "select count(*) as n from attuned.ai_generation_logs where prompt_text <> '' and response_text is not null"
    assert (await run(house, kept))[0]["n"] == 2
    house.clock.move(timedelta(days=2))
    await run_schedule(house, "kith.retention")
    assert (await run(house, kept))[0]["n"] == 0
    assert len(await run(house, "select 1 from attuned.ai_generation_logs")) == 2
