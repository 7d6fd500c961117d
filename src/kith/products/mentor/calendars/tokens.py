"""Tokens and passwords of calendar accounts: sealed, bound to their row, renewed before they run out; and a client that uses them."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.queries import load
from kith.products.mentor.calendars.providers import oauth
from kith.products.mentor.calendars.providers.caldav import CalDavCalendar, DavLogin
from kith.products.mentor.calendars.providers.google import GoogleCalendar
from kith.products.mentor.calendars.providers.microsoft import MicrosoftCalendar
from kith.products.mentor.calendars.providers.oauth import Tokens
from kith.products.mentor.calendars.providers.shapes import AccessEnded, CalendarClient, ProviderName

if TYPE_CHECKING:
    from kith.foundation.house import House

T = TypeVar("T")
queries = load(__file__)
ACTOR = service("mentor.calendars")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A connected calendar. `secret_version` counts renewals of its tokens, `connection` how often it was connected; `zone` is its owner's."""

    id: UUID
    user_id: UUID
    provider: ProviderName
    email: str
    zone: str
    write_back: bool
    sync_cursor: str
    full_synced_at: datetime | None
    last_synced_at: datetime | None
    access_ended_at: datetime | None
    secret: Sealed
    secret_version: int
    connection: int


def schema_of(house: House) -> str:
    return house.product("mentor").schema


def account_of(row: Any) -> Account:
    """The account in a row of `account`."""
    return Account(
        id=row["id"],
        user_id=row["user_id"],
        provider=row["provider"],
        email=row["email"],
        zone=row["zone"] or "UTC",
        write_back=row["write_back"],
        sync_cursor=row["sync_cursor"],
        full_synced_at=row["full_synced_at"],
        last_synced_at=row["last_synced_at"],
        access_ended_at=row["access_ended_at"],
        secret=Sealed(
            row["secret_ciphertext"], row["secret_iv"], row["secret_tag"], row["secret_key_version"]
        ),
        secret_version=row["secret_version"],
        connection=row["connection"],
    )


def seal(house: House, account_id: UUID, value: Tokens | DavLogin) -> dict[str, Any]:
    """What to store of an account's tokens or login: good for that row only."""
    sealed = house.keyring.seal(msgspec.json.encode(value).decode(), bound_to(account_id))
    return {
        "secret_ciphertext": sealed.ciphertext,
        "secret_iv": sealed.iv,
        "secret_tag": sealed.tag,
        "secret_key_version": sealed.key_version,
    }


def open_tokens(house: House, account: Account) -> Tokens:
    """An account's tokens. Raises AccessEnded when they cannot be read any more."""
    return _opened(house, account, Tokens)


def open_login(house: House, account: Account) -> DavLogin:
    """An account's CalDAV login. Raises AccessEnded when it cannot be read any more."""
    return _opened(house, account, DavLogin)


async def ask(
    house: House,
    account: Account,
    work: Callable[[CalendarClient], Awaitable[T]],
    ours: frozenset[str] = frozenset(),
) -> T:
    """Ask an account's calendar something; where its tokens are not taken any more, once again with renewed ones.

    Raises:
        AccessEnded: the renewed ones are not taken either, or there are none.
        ProviderAway: the provider does not answer.
    """
    try:
        async with client_of(house, account, ours) as client:
            return await work(client)
    except AccessEnded:
        if account.provider == "caldav" or open_tokens(house, account).due(house.clock.now()):
            raise
    account = await _with_fresh_tokens(house, account)
    async with client_of(house, account, ours) as client:
        return await work(client)


@contextlib.asynccontextmanager
async def client_of(
    house: House, account: Account, ours: frozenset[str] = frozenset()
) -> AsyncGenerator[CalendarClient]:
    """A client for an account's calendar, its tokens fresh. `ours`: references of bookings written there.

    Raises:
        AccessEnded: the access was taken back.
        ProviderAway: tokens were due and the provider does not answer.
    """
    client = await _client(house, account, ours)
    try:
        yield client
    finally:
        await client.close()


async def _client(house: House, account: Account, ours: frozenset[str]) -> CalendarClient:
    if account.provider == "caldav":
        return CalDavCalendar(house, open_login(house, account), account.zone)
    tokens = open_tokens(house, account)
    if tokens.due(house.clock.now()):
        tokens = await renewed(house, account, tokens)
    if account.provider == "google":
        return GoogleCalendar(house, tokens.access, account.zone)
    return MicrosoftCalendar(house, tokens.access, account.zone, ours)


async def _with_fresh_tokens(house: House, account: Account) -> Account:
    fresh = await renewed(house, account, open_tokens(house, account))
    sealed = house.keyring.seal(msgspec.json.encode(fresh).decode(), bound_to(account.id))
    return msgspec.structs.replace(account, secret=sealed, secret_version=account.secret_version + 1)


async def renewed(house: House, account: Account, known: Tokens) -> Tokens:
    """Fresh tokens, kept. Of two processes that renew at once, the second keeps what the first wrote."""
    if account.provider == "caldav":
        return known
    fresh = await oauth.renew(house, account.provider, known)
    async with house.database.session(ACTOR, schema_of(house)) as db:
        await queries.keep_secret(
            db.connection,
            id=account.id,
            secret_version=account.secret_version,
            **seal(house, account.id, fresh),
        )
    return fresh


def _opened(house: House, account: Account, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(house.keyring.open(account.secret, bound_to(account.id)), type=kind)
    except (Unreadable, msgspec.MsgspecError) as unreadable:
        raise AccessEnded("the tokens cannot be read") from unreadable


def bound_to(account_id: UUID) -> str:
    """What the tokens of an account are sealed to."""
    return f"calendar_accounts:{account_id}:secret"
