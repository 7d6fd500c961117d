"""Evenings over JSON. One address for every move, so that no log says which it was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.foundation.errors import Invalid
from kith.products.attuned.play import beginning, drawing, moves, reads
from kith.products.attuned.play import replay as again
from kith.products.attuned.play.evening import id_in
from kith.products.attuned.play.reads import Contents, Table
from kith.products.attuned.play.replay import Position
from kith.products.attuned.play.settings import Feedback, GuestWanted, Wanted, Yes
from kith.products.attuned.players.player import player_of
from kith.web.edge import client_address
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.request import house_of

Requested = Request[Any, Any, Any]


class Asking(Wanted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An evening with somebody one is connected with."""

    connection: int


class Begun(msgspec.Struct, frozen=True):
    id: str


class Moved(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A move. `after` is the number of the card before one, 0 before the first: somebody who moved meanwhile is not moved over."""

    move: Literal["next", "skip", "pause", "aftercare", "stop", "refuse"]
    after: Annotated[int, msgspec.Meta(ge=0, le=50)] | None = None


class Felt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    feeling: Annotated[str, msgspec.Meta(max_length=20)]


class Allowed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    allow: bool


class EveningInNumbers(msgspec.Struct, frozen=True):
    id: str
    with_: str | None = msgspec.field(name="with")
    status: str
    cards: int
    target: int
    truths: int
    dares: int
    skipped: int
    begun_at: datetime
    ended_at: datetime | None


def _address(request: Requested) -> str:
    return client_address(house_of(request), request.scope)  # pyright: ignore[reportArgumentType]


@post("/api/attuned/evenings", tags=["attuned"], status_code=201)
async def ask(request: Requested, data: JSONBody[Asking]) -> Begun:
    """Ask a partner for an evening; the one under way, if there is one."""
    wanted = Wanted(
        level=data.level, kind=data.kind, count=data.count, bank_ratio=data.bank_ratio, talked=data.talked
    )
    return Begun(await beginning.ask(house_of(request), player_of(request), data.connection, wanted))


@post("/api/attuned/evenings/at-one-phone", tags=["attuned"], status_code=201)
async def ask_at_one_phone(request: Requested, data: JSONBody[GuestWanted]) -> Begun:
    """An evening with somebody at the same phone."""
    return Begun(await beginning.ask_at_one_phone(house_of(request), player_of(request), data))


@get("/api/attuned/evenings", tags=["attuned"])
async def evenings(request: Requested) -> list[EveningInNumbers]:
    """One's evenings, in numbers."""
    found = await reads.before(house_of(request), player_of(request))
    return [
        EveningInNumbers(
            one.session_id, one.name, one.status, one.current_step, one.target_activities, one.truth_so_far,
            one.dare_so_far, one.skipped, one.created_at, one.completed_at,
        )
        for one in found
    ]  # fmt: skip


@get("/api/attuned/evenings/{evening:str}", tags=["attuned"])
async def table(request: Requested, evening: FromPath[str]) -> Table:
    """The evening as it is now."""
    return await reads.table(house_of(request), player_of(request), id_in(evening))


@post("/api/attuned/evenings/{evening:str}/yes", tags=["attuned"], status_code=200)
async def agree(request: Requested, evening: FromPath[str], data: JSONBody[Yes]) -> Table:
    """Say yes."""
    house, player, evening_id = house_of(request), player_of(request), id_in(evening)
    await beginning.agree(house, player, evening_id, data)
    return await reads.table(house, player, evening_id)


# Its answer shows a card, which is kept under the evening's key and nowhere else; `after` makes a repeat harmless.
@post(
    "/api/attuned/evenings/{evening:str}",
    tags=["attuned"],
    status_code=200,
    opt={HANDS_OUT_SECRETS: True},
)
async def move(request: Requested, evening: FromPath[str], data: JSONBody[Moved]) -> Table:
    """Move; the evening as it is then."""
    house, player, evening_id = house_of(request), player_of(request), id_in(evening)
    if data.move in ("next", "skip", "aftercare"):
        await drawing.draw_next(
            house,
            player,
            evening_id,
            _address(request),
            after=data.after,
            skipping=data.move == "skip",
            aftercare=data.move == "aftercare",
        )
    elif data.move == "pause":
        await moves.pause(house, player, evening_id)
    elif data.move == "refuse":
        await beginning.refuse(house, player, evening_id)
    else:
        await moves.stop(house, player, evening_id)
    return await reads.table(house, player, evening_id)


@post("/api/attuned/evenings/{evening:str}/feedback", tags=["attuned"], status_code=204)
async def feedback(request: Requested, evening: FromPath[str], data: JSONBody[Feedback]) -> None:
    """How it was, for oneself."""
    await moves.tell(house_of(request), player_of(request), id_in(evening), data)


@get("/api/attuned/evenings/{evening:str}/cards", tags=["attuned"])
async def cards(request: Requested, evening: FromPath[str]) -> Contents:
    """The cards of an evening, opened."""
    return await reads.contents(house_of(request), player_of(request), id_in(evening))


@post("/api/attuned/evenings/{evening:str}/cards/{seq:int}", tags=["attuned"], status_code=204)
async def feel(request: Requested, evening: FromPath[str], seq: FromPath[int], data: JSONBody[Felt]) -> None:
    """How one card was."""
    if not 1 <= seq <= 50:
        raise Invalid("There is no such card.", field="seq")
    await moves.feel(house_of(request), player_of(request), id_in(evening), seq, data.feeling)


@get("/api/attuned/evenings/{evening:str}/replay", tags=["attuned"])
async def replay(request: Requested, evening: FromPath[str]) -> list[Position]:
    """Draw the evening again from its seed: where the order comes out the same."""
    return await again.replay(house_of(request), player_of(request), id_in(evening))


@post("/api/attuned/evenings/{evening:str}/check", tags=["attuned"], status_code=204)
async def open_to_check(request: Requested, evening: FromPath[str], data: JSONBody[Allowed]) -> None:
    """Let operators see whether the order comes again, or not any more. It takes both."""
    await moves.open_to_check(house_of(request), player_of(request), id_in(evening), allow=data.allow)


ROUTES = [
    ask,
    ask_at_one_phone,
    evenings,
    table,
    agree,
    move,
    feedback,
    cards,
    feel,
    replay,
    open_to_check,
]
