"""Asking, accepting, declining, parting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.identity.addresses import read_address
from kith.commons.identity.languages import writing_to
from kith.commons.messaging.deciding import Decision
from kith.commons.messaging.outbox import queue_mail
from kith.commons.messaging.wishes import turned_off
from kith.commons.privacy.data_keys import forget as forget_key
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Invalid, NotFound, SignInNeeded
from kith.foundation.jobs import Schedule
from kith.foundation.language import _, later
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.attuned import topics
from kith.products.attuned.connections.code import hash_of, new_code, plain
from kith.products.attuned.players.player import Player, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
ACTOR = service("attuned.connections")
LIVES: Final = timedelta(minutes=5)
_ASKING: Final = Limit("attuned.connect", 20, timedelta(hours=1))
_WRITING: Final = Limit("attuned.connect.letters", 6, timedelta(hours=1))
_WRITTEN_TO: Final = Limit("attuned.connect.address", 4, timedelta(hours=1))
_TRYING: Final = Limit(
    "attuned.connect.code",
    10,
    timedelta(minutes=10),
    later("That were many codes. Please wait ten minutes, then ask for a fresh one."),
)
_TRYING_FROM: Final = Limit("attuned.connect.network", 40, timedelta(minutes=10), _TRYING.sentence)
WRONG: Final = later("This code does not fit, or its five minutes are over. Ask for a fresh one.")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request: until when it lives, and the code to show; a letter carries its code itself."""

    expires_at: datetime
    code: str | None = None


def row_id(number: int) -> int:
    """A number of an address as a row's.

    Raises:
        NotFound: no row can have it.
    """
    if not 0 < number < 2**31:
        raise NotFound
    return number


def topic(connection_id: int) -> str:
    """What is announced about a request and the connection it becomes."""
    return f"connection:{connection_id}"


async def ask(house: House, player: Player, email: str | None = None) -> Asked:
    """Ask somebody: by letter to their address, or with a code to show. What was still open before is void.

    The answer to an address is the same whether or not anybody has an account with it.

    Raises:
        NotFound: the player has not begun.
        SignInNeeded: a letter, without an account of one's own.
        Invalid: no address, or one's own.
        TooMany: too often.
    """
    await take(house, _ASKING, player.owner)
    to = "" if email is None else _address(email)
    if to:
        if player.user_id is None:
            raise SignInNeeded("Letters go out with an account only. Show a code instead, or sign in.")
        await take(house, _WRITING, player.owner)
        await take(house, _WRITTEN_TO, to)
    code = new_code()
    async with house.database.session(ACTOR, schema(house)) as db:
        me = await queries.asker(db.connection, user=player.user_id, anonymous=player.anonymous_id)
        if me is None or not me["adult"]:
            raise NotFound("Please begin first.")
        if to and to == me["email"]:
            raise Invalid("That is your own address.", field="email")
        await queries.withdraw(db.connection, player=player.owner)
        row = await queries.ask(
            db.connection,
            user=player.user_id,
            anonymous=player.anonymous_id,
            email=to,
            token_hash=hash_of(house, code),
        )
        if to:
            await _write(db, house, player, me["display_name"], to, code, row["id"])
    return Asked(expires_at=row["expires_at"], code=None if to else code)


def _address(typed: str) -> str:
    try:
        found = read_address(typed)
    except Invalid as problem:
        raise Invalid(problem.detail, field="email") from None
    if found.channel != "email":
        raise Invalid("Please give an e-mail address.", field="email")
    return found.value


_NOBODY: Final = UUID(int=0)


class _Unwanted(Exception):
    """The letter was written like any other, and is not sent."""


async def _write(
    db: Session, house: House, player: Player, name: str | None, to: str, code: str, request_id: int
) -> None:
    known = await queries.known_by(db.connection, email=to)
    blocked = await queries.blocked(db.connection, one=player.user_id, other=known)
    # Asked for every address, known or not; an address nobody has may be written to once asked for by hand.
    unwanted = await turned_off(db, known or _NOBODY, topics.CONNECTIONS.key, "email")
    with await writing_to(db, house, known):
        who = _first_name(name) or _("Somebody")
        subject = _("%(name)s would like to connect", name=who)
        text = "\n\n".join(
            (
                _("Hello,"),
                _("%(name)s would like to connect with you. The code, for five minutes:", name=who),
                code,
                _("Enter it here: %(address)s", address=f"{house.settings.public_url}/attuned/connect/enter"),
                _("If you do not know %(name)s, do nothing. The request ends by itself.", name=who),
                "Attuned",
            )
        )
    try:
        async with db.savepoint():
            await queue_mail(
                db,
                house,
                to=to,
                subject=subject,
                text=text,
                topic=topics.CONNECTIONS,
                purpose="attuned.connection",
                key=f"attuned:connection:{request_id}",
                decided=Decision("send"),
            )
            if blocked or unwanted:
                raise _Unwanted
    except _Unwanted:
        pass


def _first_name(name: str | None) -> str:
    """The name as a letter to strangers may say it: one word, nothing that could be an address."""
    first = (name or "").split()[:1]
    return first[0][:20] if first and first[0].replace("-", "").replace("’", "").isalpha() else ""


async def accept(house: House, player: Player, code: str, address: str) -> int:
    """Say yes with a code; the connection. `address` is the network's, for the limit on trying.

    Raises:
        Invalid: whatever kept it from being a yes; nobody is told which.
        TooMany: too many tries.
    """
    await take(house, _TRYING_FROM, address)
    await take(house, _TRYING, player.owner)
    async with house.database.session(ACTOR, schema(house)) as db:
        connection: int | None = await queries.accept(
            db.connection,
            token_hash=hash_of(house, code) if plain(code) else "",
            user=player.user_id,
            anonymous=player.anonymous_id,
        )
        if connection is None:
            raise Invalid(WRONG, field="code")
        await announce(db, topic(connection))
    return connection


async def decline(house: House, player: Player, code: str, address: str) -> None:
    """Say no to a letter. The same answer for every code; nobody is told.

    Raises:
        TooMany: too many tries.
    """
    await take(house, _TRYING_FROM, address)
    await take(house, _TRYING, player.owner)
    if player.user_id is not None and plain(code):
        async with house.database.session(ACTOR, schema(house)) as db:
            await queries.decline(db.connection, token_hash=hash_of(house, code), user=player.user_id)


async def part(house: House, player: Player, connection: int) -> None:
    """End a connection, at once, with the evenings that are running and all that was shared. The other is told nothing.

    Raises:
        NotFound: not a connection of theirs.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        ended = await queries.end(
            db.connection,
            connection=row_id(connection),
            user=player.user_id,
            anonymous=player.anonymous_id,
        )
        if not ended:
            raise NotFound
        await announce(db, topic(connection))
    forget_key(house, schema(house), f"connection:{connection}")


async def ask_again(house: House, player: Player, remembered: int) -> Asked:
    """Ask a remembered partner, by letter.

    Raises:
        NotFound: not on their list.
        TooMany: as `ask`.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        address = await queries.remembered_address(
            db.connection, user=player.user_id, remembered=row_id(remembered)
        )
    if address is None:
        raise NotFound
    return await ask(house, player, address)


async def forget(house: House, player: Player, remembered: int) -> None:
    """Take somebody off one's list.

    Raises:
        NotFound: not on it.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.forget(db.connection, user=player.user_id, remembered=row_id(remembered)) is None:
            raise NotFound


async def note_expired(house: House) -> None:
    """Write down that requests are over. Nothing waits for it: the yes itself compares with the time."""
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.expire(db.connection)


async def latest(house: House, player: Player) -> Any | None:
    """The player's last request (`queries.latest`) as it stands now, None before the first."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return await queries.latest(db.connection, player=player.owner)


SCHEDULES = [Schedule(name="attuned.connections.expire", cron="* * * * *", run=note_expired)]
