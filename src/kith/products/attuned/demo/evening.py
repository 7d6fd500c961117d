"""A first start has the whole bank to play with, and two who are in the middle of an evening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from kith.commons.identity.person import Person
from kith.foundation.actor import service
from kith.foundation.product import DemoSignIn
from kith.foundation.queries import load
from kith.products.attuned.bank.commands import deliver
from kith.products.attuned.connections import commands as connections
from kith.products.attuned.play import beginning, drawing, moves
from kith.products.attuned.play.settings import Feedback, Wanted, Yes
from kith.products.attuned.players import commands as players
from kith.products.attuned.players.form import Basics, Beginning
from kith.products.attuned.players.player import Player, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("attuned.demo")
_NAMES: Final = UUID("5a1c7c1e-5a7b-4a53-9d0e-6f1c0a0e7b11")
_HERE: Final = "127.0.0.1"
_AGREED = Beginning(age_consent=True, terms_consent=True, privacy_consent=True)


async def build(house: House) -> list[DemoSignIn]:
    """Bring the shipped cards in, and two people who are connected, have played before and have a card on the table."""
    await deliver(house)
    jo, kim = await _player(house, "Jo"), await _player(house, "Kim")
    asked = await connections.ask(house, jo)
    connection = await connections.accept(house, kim, asked.code or "", _HERE)
    before = await _evening(house, jo, kim, connection, Wanted(level="G", count=6, talked=True), cards=6)
    await moves.stop(house, jo, before)
    await moves.tell(house, jo, before, Feedback(mood="good", words="The one about the first song."))
    await _evening(house, jo, kim, connection, Wanted(talked=True), cards=3)
    return [
        DemoSignIn("Jo", "has a card on the table", _sign_in(house, jo)),
        DemoSignIn("Kim", "plays with Jo, on another phone", _sign_in(house, kim)),
    ]


async def _evening(
    house: House, one: Player, other: Player, connection: int, wanted: Wanted, *, cards: int
) -> str:
    evening = await beginning.ask(house, one, connection, wanted)
    await beginning.agree(house, other, evening, Yes(talked=True))
    for number in range(cards):
        await drawing.draw_next(house, one, evening, _HERE, after=number, skipping=number == 2)
    return evening


async def _player(house: House, name: str) -> Player:
    email = f"{name.lower()}@attuned.example"
    person = uuid5(_NAMES, email)
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.person(db.connection, id=person, email=email, name=name)
    player = await players.begin(house, Person(id=person, session_id=UUID(int=0)), _AGREED, _HERE)
    await players.tell_basics(house, player, Basics(display_name=name, timezone="Europe/Berlin"))
    return player


def _sign_in(house: House, player: Player) -> str:
    return f"{house.settings.public_url}/sign-in/demo/{player.user_id}?next=/attuned/play"
