"""Connecting a calendar, and taking the connection away again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.jobs import Payload, enqueue
from kith.foundation.language import _, later
from kith.foundation.rate_limits import Limit, take
from kith.products.mentor.calendars import connecting_state
from kith.products.mentor.calendars.channels import CHANNEL_JOB, close_channel_of
from kith.products.mentor.calendars.providers import caldav, oauth
from kith.products.mentor.calendars.providers.caldav import DavLogin
from kith.products.mentor.calendars.providers.oauth import OAuthProvider, Tokens
from kith.products.mentor.calendars.providers.shapes import AccessEnded, ProviderAway, ProviderName
from kith.products.mentor.calendars.syncing import ask_for_sync
from kith.products.mentor.calendars.tokens import ACTOR, account_of, open_tokens, queries, schema_of, seal

if TYPE_CHECKING:
    from kith.foundation.house import House

MOST_ACCOUNTS: Final = 5
# Every try is a request from us to a server of somebody's choice, with a password of somebody's choice.
TRIES = Limit(
    "mentor.calendars.caldav",
    20,
    timedelta(hours=1),
    later("That were many tries. Please wait an hour before you connect a calendar."),
)
FORGET_JOB: Final = "mentor.calendars.forget"


def callback_url(house: House, provider: OAuthProvider) -> str:
    """Where the provider sends people back to; must be registered there."""
    return f"{house.settings.public_url}/mentor/calendars/{provider}/callback"


def offered(house: House) -> tuple[ProviderName, ...]:
    """Providers that people can connect here; CalDAV needs no client of ours."""
    oauth_providers: tuple[OAuthProvider, ...] = ("google", "microsoft")
    return (*(one for one in oauth_providers if oauth.credentials(house, one)[0]), "caldav")


def begin(house: House, person: UUID, provider: OAuthProvider, *, write_back: bool) -> str:
    """Where to send somebody who wants to connect their calendar.

    Raises:
        NotFound: this house has no client there.
    """
    if provider not in offered(house):
        raise NotFound
    begun, state = connecting_state.begin(house, person, provider, write=write_back)
    return oauth.authorize_url(
        house,
        provider,
        redirect_uri=callback_url(house, provider),
        state=state,
        verifier=begun.verifier,
        write=write_back,
    )


async def finish(house: House, person: UUID, provider: OAuthProvider, state: str, code: str) -> UUID:
    """They came back with a code: keep the account and read the calendar. Connecting one twice renews it.

    Raises:
        Invalid: the sign-in expired, belongs to somebody else, or the provider does not take it.
        ProviderAway: the provider does not answer.
    """
    begun = connecting_state.resume(house, person, provider, state)
    try:
        tokens = await oauth.exchange(
            house, provider, redirect_uri=callback_url(house, provider), code=code, verifier=begun.verifier
        )
    except AccessEnded:
        raise Invalid(
            "The sign-in did not go through. Please connect once more and allow access.", field="code"
        ) from None
    return await _keep(house, person, provider, tokens.email, tokens, write_back=begun.write)


async def connect_caldav(
    house: House, person: UUID, *, url: str, user: str, password: str, write_back: bool
) -> UUID:
    """Connect a calendar by its address, a name and a password (best one made for us alone).

    Raises:
        Invalid: the address is not one we call, nobody answers there, it has no calendar, or name and password are not taken; the field is named.
        TooMany: twenty tries within an hour.
    """
    await take(house, TRIES, str(person))
    address = url.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        login = await caldav.discover(house, address, user.strip(), password)
    except AccessEnded:
        raise Invalid(
            "The calendar server does not take this name and password. Many want a password made for one app.",
            field="password",
        ) from None
    except ProviderAway:
        raise Invalid(
            "Nobody answers at this address. Please look at it once more, or try again in a minute.",
            field="url",
        ) from None
    return await _keep(house, person, "caldav", user.strip().lower(), login, write_back=write_back)


async def set_write_back(house: House, person: UUID, account_id: UUID, *, write_back: bool) -> None:
    """Whether bookings go into this calendar.

    Raises:
        NotFound: no such account of this person.
        Conflict: we may only read there; it must be connected anew with more rights.
    """
    async with house.database.session(ACTOR, schema_of(house)) as db:
        row = await queries.account_of_person(db.connection, id=account_id, user_id=person)
        if row is None:
            raise NotFound
        account = account_of(row)
        if (
            write_back
            and account.provider != "caldav"
            and not _may_write(account.provider, open_tokens(house, account))
        ):
            raise Conflict(
                "We may only read this calendar. Connect it once more and allow us to add bookings.",
                slug="calendar-read-only",
            )
        await queries.set_write_back(db.connection, id=account_id, write_back=write_back)


async def disconnect(house: House, person: UUID, account_id: UUID) -> None:
    """Take a calendar out: what we read from it is gone at once, our access is given back right after.

    Raises:
        NotFound: no such account of this person.
    """
    async with house.database.session(ACTOR, schema_of(house)) as db:
        if await queries.disconnect(db.connection, id=account_id, user_id=person) is None:
            raise NotFound
        await enqueue(db, FORGET_JOB, {"account": str(account_id)})


async def forget(house: House, payload: Payload) -> None:
    """The job after a disconnection: end the push channel, give the tokens back, delete the row. Raises ProviderAway, to be tried again."""
    account_id = UUID(payload["account"])
    async with house.database.session(ACTOR, schema_of(house)) as db:
        row = await queries.disconnected_account(db.connection, id=account_id)
    if row is None:
        return
    account = account_of(row)
    try:
        await close_channel_of(house, account, row)
        if account.provider != "caldav":
            await oauth.revoke(house, account.provider, open_tokens(house, account))
    except AccessEnded:
        pass  # gone already
    async with house.database.session(ACTOR, schema_of(house)) as db:
        await queries.delete_account(db.connection, id=account_id)


async def _keep(
    house: House,
    person: UUID,
    provider: ProviderName,
    email: str,
    value: Tokens | DavLogin,
    *,
    write_back: bool,
) -> UUID:
    allowed = write_back and (isinstance(value, DavLogin) or _may_write(provider, value))
    async with house.database.session(ACTOR, schema_of(house)) as db:
        await db.lock("calendar-accounts", person)
        known = await queries.account_by_email(db.connection, user_id=person, provider=provider, email=email)
        if known is None and await queries.count_accounts(db.connection, user_id=person) >= MOST_ACCOUNTS:
            raise Conflict(
                _(
                    "You have %(most)s calendars connected, which is as many as we read. Take one out first.",
                    most=MOST_ACCOUNTS,
                ),
                slug="too-many-calendars",
            )
        account_id = known or uuid4()
        await queries.keep_account(
            db.connection,
            id=account_id,
            user_id=person,
            provider=provider,
            email=email,
            write_back=allowed,
            **seal(house, account_id, value),
        )
        await ask_for_sync(db, account_id)
        if provider != "caldav":
            await enqueue(
                db, CHANNEL_JOB, {"account": str(account_id)}, once_as=f"{CHANNEL_JOB}:{account_id}"
            )
    return account_id


def _may_write(provider: ProviderName, tokens: Tokens) -> bool:
    wanted = (
        "https://www.googleapis.com/auth/calendar.events" if provider == "google" else "Calendars.ReadWrite"
    )
    return any(scope.endswith(wanted) for scope in tokens.scope.split())
