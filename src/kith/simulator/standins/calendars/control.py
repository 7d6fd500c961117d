"""The control API of a calendar stand-in. JSON in and out."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.params import FromPath, JSONBody

from kith.simulator.standins.calendars.diary import Entry, Exceptional
from kith.simulator.standins.calendars.pages import Provider
from kith.simulator.standins.calendars.standin import PushChannel
from kith.simulator.standins.controlling import refusal
from kith.simulator.standins.faults import Fault


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose."""

    account: str


class InstanceChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One instance of a series by its original local start, and what becomes of it."""

    original: datetime
    change: Exceptional


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far to move the provider's time."""

    days: float


class CalendarControl(Controller):
    """What people do with their calendars, and what goes wrong at the provider."""

    path = "/control"

    @post("/events")
    async def add(self, data: JSONBody[Entry], provider: Provider) -> Entry:
        """Put an event into an account's calendar; an id that exists replaces."""
        entry = provider.diaries.add(data)
        provider.changed(entry.account)
        return entry

    @post("/events/{account:str}/{key:str}/instances", status_code=200)
    async def change_instance(
        self, account: FromPath[str], key: FromPath[str], data: JSONBody[InstanceChange], provider: Provider
    ) -> Response[object]:
        """Move or call off one instance."""
        try:
            entry = provider.diaries.change_instance(account, key, data.original, data.change)
        except LookupError:
            return refusal(f"id: there is no event {key}.", 404)
        provider.changed(account)
        return Response(entry)

    @delete("/events/{account:str}/{key:str}", status_code=200)
    async def remove(
        self, account: FromPath[str], key: FromPath[str], provider: Provider
    ) -> Response[object]:
        """Delete an event."""
        try:
            entry = provider.diaries.delete(account, key)
        except LookupError:
            return refusal(f"id: there is no event {key}.", 404)
        provider.changed(account)
        return Response(entry)

    @get("/events/{account:str}")
    async def events(self, account: FromPath[str], provider: Provider) -> list[Entry]:
        """Everything in an account, deleted things included."""
        return provider.diaries.of(account)

    @post("/revoke", status_code=200)
    async def revoke(self, data: JSONBody[Account], provider: Provider) -> dict[str, int]:
        """Take back all access an account gave."""
        return {"revoked": provider.sign_in.revoke_account(data.account)}

    @post("/expire/cursors", status_code=204)
    async def expire_cursors(self, provider: Provider) -> None:
        """Sync tokens and delta links given so far are gone."""
        provider.expire_cursors()

    @post("/expire/tokens", status_code=204)
    async def expire_tokens(self, provider: Provider) -> None:
        """Access tokens run out; refresh tokens stay."""
        provider.sign_in.expire_accesses()

    @post("/advance", status_code=200)
    async def advance(self, data: JSONBody[Step], provider: Provider) -> Response[object]:
        """Move the provider's time."""
        try:
            now = provider.clock.advance(timedelta(days=data.days))
        except (ValueError, OverflowError) as error:
            return refusal(str(error))
        return Response({"now": now})

    @get("/channels")
    async def channels(self, provider: Provider) -> list[PushChannel]:
        """Who is told of changes."""
        return provider.channels.all()

    @post("/faults")
    async def plan_fault(self, data: JSONBody[Fault], provider: Provider) -> Response[object]:
        """Plan a fault: `fail` with status 410 is a sync token that is gone."""
        try:
            provider.faults.add(data)
        except ValueError as error:
            return refusal(str(error))
        return Response(provider.faults.planned(), status_code=201)

    @delete("/faults")
    async def forget_faults(self, provider: Provider) -> None:
        """Forget every planned fault."""
        provider.faults.clear()

    @post("/settle", status_code=204)
    async def settle(self, provider: Provider) -> None:
        """Answer when every webhook under way has ended."""
        await provider.settled()

    @post("/reset", status_code=204)
    async def reset(self, provider: Provider) -> None:
        """Forget everything and return to real time."""
        provider.reset()
