"""Where our books and the provider's do not agree. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal
from uuid import UUID

import msgspec

from kith.commons.billing.minor_units import digits_of, in_whole_units
from kith.foundation.operations import MoneyKind, MoneyRow

What = Literal["only_there", "only_here", "amount", "state", "back"]

ADVICE: Final[dict[tuple[MoneyKind, What], str]] = {
    (
        "payment",
        "only_there",
    ): "Somebody paid for something that we do not know of. Find them at Stripe by its number; give it back there.",
    (
        "payment",
        "only_here",
    ): "We believe that it was paid. Nothing was charged: find out who wrote it before anything is given back.",
    (
        "payment",
        "amount",
    ): "Another sum was charged than we asked for. Give back what is too much at Stripe's desk.",
    (
        "payment",
        "state",
    ): "Ask again. If it stays so, the payment's page in the product says what it waits for.",
    (
        "payment",
        "back",
    ): "Money went back that no refund of ours explains, probably at Stripe's desk. Say so here, and tell the product's.",
    (
        "refund",
        "only_there",
    ): "Somebody gave money back at Stripe's desk under our name. Say so here once you know who.",
    (
        "refund",
        "only_here",
    ): "We believe that it went back, and the member waits. Give it back at Stripe's desk, and say so here.",
    (
        "refund",
        "amount",
    ): "Another sum went back than we owed. Give back the rest at Stripe's desk, and say so here.",
    (
        "refund",
        "state",
    ): "A refund that failed there is owed still. Ask again, then look at the product's refunds.",
    (
        "transfer",
        "only_there",
    ): "Somebody was paid whom we did not mean to pay. Find who sent it, or take it back at Stripe.",
    (
        "transfer",
        "only_here",
    ): "We believe that somebody was paid, and they wait. Look at the product's payouts.",
    (
        "transfer",
        "amount",
    ): "Another sum was paid than we owed. Settle the rest at Stripe's desk, and say so here.",
    (
        "subscription",
        "only_there",
    ): "Somebody pays for a plan that we do not know of. Find them at Stripe by its number; end it there.",
    (
        "subscription",
        "only_here",
    ): "We believe that a plan is paid, and Stripe does not know it. Ask again, then look at the person.",
    ("subscription", "state"): "Ask again: it brings the plan to how it stands at Stripe.",
    ("transfer", "back"): "A part was taken back, probably at Stripe's desk. Say so here once you know why.",
}
OTHERWISE: Final = "Look at both sides, and say here what it was."


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One disagreement: `ours` and `theirs` in words an operator compares; `row` is our row's id, where there is one."""

    kind: MoneyKind
    what: What
    key: str
    row: MoneyRow
    ours: str
    theirs: str


def advice(kind: MoneyKind, what: What) -> str:
    """What an operator does about it."""
    return ADVICE.get((kind, what), OTHERWISE)


def pairs(
    ours: Sequence[MoneyRow], theirs: Sequence[MoneyRow]
) -> tuple[list[tuple[MoneyRow, MoneyRow]], list[MoneyRow], list[MoneyRow]]:
    """What belongs together (ours, theirs), by the provider's key or else by the number of ours that they carry; then ours alone, theirs alone."""
    by_key = {(one.kind, one.key): one for one in theirs if one.key}
    by_id: dict[tuple[MoneyKind, UUID | None], MoneyRow] = {
        (one.kind, one.id): one for one in theirs if one.id is not None
    }
    both: list[tuple[MoneyRow, MoneyRow]] = []
    alone: list[MoneyRow] = []
    taken: set[tuple[MoneyKind, str]] = set()
    for one in ours:
        other = by_key.get((one.kind, one.key)) if one.key else by_id.get((one.kind, one.id))
        if other is None:
            alone.append(one)
        else:
            both.append((one, other))
            taken.add((other.kind, other.key))
    return both, alone, [one for one in theirs if (one.kind, one.key) not in taken]


def between(ours: MoneyRow, theirs: MoneyRow) -> list[Difference]:
    """In what two accounts of one movement differ."""
    found: list[What] = []
    abandoned = ours.kind == "payment" and (ours.state, theirs.state) == ("failed", "open")
    if ours.state != theirs.state and not abandoned:
        found.append("state")
    if "failed" not in (ours.state, theirs.state) and (ours.amount, ours.currency.lower()) != (
        theirs.amount,
        theirs.currency.lower(),
    ):
        found.append("amount")
    if (
        ours.state == theirs.state == "done"
        and None not in (ours.back, theirs.back)
        and ours.back != theirs.back
    ):
        found.append("back")
    return [
        Difference(
            kind=ours.kind,
            what=what,
            key=theirs.key,
            row=ours,
            ours=_said(ours, what),
            theirs=_said(theirs, what),
        )
        for what in found
    ]


def compare(ours: Sequence[MoneyRow], theirs: Sequence[MoneyRow]) -> list[Difference]:
    """All differences. What did not move money counts only where one of both says that it did."""
    both, here, there = pairs(ours, theirs)
    found = [difference for pair in both for difference in between(*pair)]
    found += [
        Difference(
            kind=one.kind, what="only_here", key=one.key, row=one, ours=_said(one, "amount"), theirs="nothing"
        )
        for one in here
        if one.state == "done"
    ]
    found += [
        Difference(
            kind=one.kind,
            what="only_there",
            key=one.key,
            row=one if one.kind == "subscription" else msgspec.structs.replace(one, id=None),
            ours="nothing",
            theirs=_said(one, "amount"),
        )
        for one in there
        if one.state == "done"
    ]
    return found


def _said(row: MoneyRow, what: What) -> str:
    if row.kind == "subscription":
        return {"done": "runs", "open": "waits for money", "failed": "has ended"}[row.state]
    if what == "state":
        return row.state
    if what == "back":
        return f"{_sum(row.back or 0, row.currency)} of {_sum(row.amount, row.currency)} came back"
    return _sum(row.amount, row.currency)


def _sum(minor: int, currency: str) -> str:
    return f"{in_whole_units(minor, currency):.{digits_of(currency)}f} {currency.upper()}"
