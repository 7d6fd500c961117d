"""Changing the bank: the shipped cards come in, operators add, rewrite, approve and archive. Each change and its audit row are one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import asyncpg
import msgspec

from kith.commons.audit import commands as audit
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.products.attuned.bank.deck import card_from
from kith.products.attuned.bank.importing import ReadCard
from kith.products.attuned.bank.shipped import shipped
from kith.products.attuned.bank.verdict import verdict_on
from kith.products.attuned.cards.card import Card, row_of

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("attuned.bank")


class Imported(msgspec.Struct, frozen=True):
    """What became of a file: numbers of new cards, and the cards that were in the bank already."""

    added: int
    known: tuple[ReadCard, ...]


async def deliver(house: House) -> int:
    """Bring the shipped cards into the bank that never came before; how many. What operators did to earlier ones stays."""
    async with house.database.session(_ACTOR, house.product("attuned").schema) as db:
        return len(
            [row async for row in queries.deliver(db.connection, cards=[row_of(card) for card in shipped()])]
        )


async def add(db: Session, admin: Admin, card: Card) -> int:
    """Add one card, waiting for approval; its number (service).

    Raises:
        Conflict: its words are in the bank already.
    """
    added = [row async for row in queries.add(db.connection, cards=[row_of(card)], approved=False)]
    if not added:
        raise await _double(db, card)
    number: int = added[0]["activity_id"]
    await _note(db, admin, "added", number)
    return number


async def change(db: Session, admin: Admin, number: int, card: Card) -> bool:
    """Rewrite a card; whether it may be drawn. One that does not pass the checks any more waits for approval again (service).

    Raises:
        Conflict: another card has these words, or this one is archived.
        NotFound: there is no such card.
    """
    before = await find(db, number)
    approved = bool(before["approved"]) and verdict_on(card).ok
    try:
        async with db.savepoint():
            changed = await queries.change(
                db.connection, activity_id=number, card=row_of(card), approved=approved
            )
    except asyncpg.UniqueViolationError:
        raise await _double(db, card) from None
    if changed is None:
        raise Conflict("This card is archived. Bring it back before you change it.")
    await _note(db, admin, "changed", number)
    return approved


async def approve(db: Session, admin: Admin, number: int, *, approved: bool) -> None:
    """Let a card in that passes the checks, or out again (service).

    Raises:
        Conflict: it does not pass, or somebody was faster.
        NotFound: there is no such card.
    """
    row = await find(db, number)
    if approved:
        verdict = verdict_on(readable(row))
        if not verdict.ok:
            raise Conflict(
                _("It does not pass the checks yet: %(first)s", first=verdict.refusals[0]), field="approved"
            )
    done = await queries.approve(
        db.connection, activity_id=number, approved=approved, activity_uid=row["activity_uid"]
    )
    if done is None:
        raise Conflict("This card has changed in the meantime. Please look again.")
    await _note(db, admin, "approved" if approved else "withdrawn", number)


async def archive(db: Session, admin: Admin, number: int, reason: str) -> None:
    """Take a card out of every draw from now on (service).

    Raises:
        Conflict: it is out already.
        NotFound: there is no such card.
    """
    await find(db, number)
    if await queries.archive(db.connection, activity_id=number) is None:
        raise Conflict("This card is archived already.")
    await _note(db, admin, "archived", number, reason)


async def restore(db: Session, admin: Admin, number: int) -> None:
    """Bring an archived card back (service).

    Raises:
        Conflict: it is not archived.
        NotFound: there is no such card.
    """
    await find(db, number)
    if await queries.restore(db.connection, activity_id=number) is None:
        raise Conflict("This card is not archived.")
    await _note(db, admin, "restored", number)


async def bring_in(db: Session, admin: Admin, read: Sequence[ReadCard], *, approved: bool) -> Imported:
    """Add the good cards of a file, once each, and say which were there before (service)."""
    good = [one for one in read if one.card is not None]
    rows = [row_of(one.card) for one in good if one.card is not None]
    new = {row["activity_uid"] async for row in queries.add(db.connection, cards=rows, approved=approved)}
    await audit.record(
        db,
        admin=admin,
        action="attuned.cards.imported",
        target_type="cards",
        product="attuned",
        payload={"added": len(new), "refused": len(read) - len(good), "approved": approved},
    )
    known = tuple(one for one in good if one.card is not None and one.card.activity_uid not in new)
    return Imported(len(new), known)


async def find(db: Session, number: int) -> Any:
    """A card's row (service); NotFound when there is none."""
    row = await queries.card(db.connection, activity_id=number)
    if row is None:
        raise NotFound
    return row


def readable(row: Any) -> Card:
    """A row's card.

    Raises:
        Conflict: what lies there is no card; somebody wrote it past the program.
    """
    try:
        return card_from(row)
    except msgspec.ValidationError:
        raise Conflict("What is stored here is not a card. Please write it anew.") from None


async def _double(db: Session, card: Card) -> Conflict:
    number = await queries.number_of(db.connection, activity_uid=card.activity_uid)
    return Conflict(_("Card %(number)s says the same already.", number=number), field="text")


async def _note(db: Session, admin: Admin, what: str, number: int, reason: str | None = None) -> None:
    await audit.record(
        db,
        admin=admin,
        action=f"attuned.card.{what}",
        target_type="card",
        product="attuned",
        reason=reason,
        payload={"activity_id": number},
    )
