"""Having a card written within the time a draw may take: checked like any other, tried once more with what was wrong, or not at all.

Not to be called inside a transaction. When nothing comes of it the caller draws from the bank; play never waits longer than `LONGEST`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from kith.foundation.database import forbid_open_transaction
from kith.products.attuned.cards.card import Card
from kith.products.attuned.cards.checker import judge
from kith.products.attuned.cards.content import SENTENCES, Fault, Violation, violations
from kith.products.attuned.cards.player import Pair
from kith.products.attuned.writing.wish import CardWriter, Wish, WriterFailed, card_of

LONGEST: Final = 2.5
"""Seconds for both tries together."""
TRIES: Final = 2


class Attempt(msgspec.Struct, frozen=True):
    """One try, for `ai_generation_logs`. `failures` are codes, never words of a card."""

    prompt: str
    response: str | None
    milliseconds: int
    model: str
    failures: tuple[str, ...] = ()

    @property
    def approved(self) -> bool:
        return not self.failures


class Written(msgspec.Struct, frozen=True):
    """A card that may be shown with `active` ("A" or "B") as its active player, or None; and how it went."""

    card: Card | None
    active: str
    attempts: tuple[Attempt, ...]


class Objection(msgspec.Struct, frozen=True):
    """What is wrong with a card: a code for the log, a sentence for the writer."""

    code: str
    sentence: str


async def write(
    writer: CardWriter,
    wish: Wish,
    pair: Pair,
    active: str,
    names: Collection[str] = (),
    seconds: float = LONGEST,
    known: Collection[str] = (),
) -> Written:
    """A card for the wish that passes the checker for these two and the content check, written within `seconds`.

    `names` are the players' own, which no card may contain; `known` are `activity_uid`s that would be nothing new.
    """
    forbid_open_transaction()
    attempts: list[Attempt] = []
    objections: tuple[Objection, ...] = ()
    prompt, response, began = "", None, time.perf_counter()

    def attempt(failures: Sequence[str]) -> Attempt:
        took = round((time.perf_counter() - began) * 1000)
        return Attempt(prompt, response, took, writer.model, tuple(failures))

    try:
        async with asyncio.timeout(seconds):
            for _ in range(TRIES):
                began, response = time.perf_counter(), None
                prompt = writer.prompt(wish, [objection.sentence for objection in objections])
                response = await writer.answer(prompt)
                try:
                    card = card_of(response, wish)
                except (msgspec.MsgspecError, UnicodeError, RecursionError):
                    objections = (
                        Objection("broken", "The answer was not the JSON object that was asked for."),
                    )
                else:
                    objections = objections_to(card, pair, active, names, known)
                    if not objections:
                        return Written(card, active, (*attempts, attempt(())))
                attempts.append(attempt([objection.code for objection in objections]))
    except TimeoutError:
        attempts.append(attempt(["too_slow"]))
    except WriterFailed as failed:
        attempts.append(attempt([failed.code]))
    return Written(None, active, tuple(attempts))


def objections_to(
    card: Card, pair: Pair, active: str, names: Collection[str] = (), known: Collection[str] = ()
) -> tuple[Objection, ...]:
    """Everything that keeps a written card from these two: words, hard filters, or that it is one they know."""
    found = [Objection(f"content:{one.fault}", _told(one)) for one in violations(card, names)]
    # Which filter it was would tell the endpoint about the players.
    found += [
        Objection(
            f"filter:{name}", "The card does not fit what was asked for. Write a gentler one with words only."
        )
        for name in judge(card, pair, active).failed
    ]
    if card.activity_uid in known:
        found.append(Objection("known", "That card exists already. Write another one."))
    return tuple(found)


def _told(violation: Violation) -> str:
    # In English, whatever the players speak; and never a name, not even one that the writer hit upon.
    if violation.fault is Fault.NAME:
        return "The card has a name in it; write {partner} for the partner."
    return SENTENCES[violation.fault] % {"found": violation.found}
