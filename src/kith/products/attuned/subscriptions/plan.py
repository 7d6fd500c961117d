"""What a person's plan is: one rule over all their transactions, from whichever store and in whatever order they became known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

import msgspec

Platform = Literal["ios", "android", "web"]
Standing = Literal["running", "grace", "hold", "paused"]
State = Literal["none", "running", "cancelled", "grace", "hold", "paused", "ended", "refunded"]


class Transaction(msgspec.Struct, frozen=True, kw_only=True):
    """One paid period as its store tells it.

    `chain` is what all renewals of a purchase share, `sequence` the place within it; `replaces` is the chain that this one took
    the place of. `standing` is how the store says the chain stands, as far as it was told with this transaction.
    """

    platform: Platform
    chain: str
    id: str
    sequence: int
    expires_at: datetime
    standing: Standing = "running"
    grace_until: datetime | None = None
    revoked_at: datetime | None = None
    replaces: str | None = None
    auto_renew: bool = True
    kind: str = "premium"

    @property
    def ends_at(self) -> datetime | None:
        """Until when this transaction gives the plan; None when it gives nothing."""
        if self.revoked_at is not None or self.standing in ("hold", "paused"):
            return None
        if self.standing == "grace" and self.grace_until is not None:
            return max(self.grace_until, self.expires_at)
        return self.expires_at


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has. `until` is set exactly while the tier is premium; `platform` is where what they have or had came from."""

    tier: Literal["free", "premium"]
    state: State
    until: datetime | None = None
    platform: Platform | None = None
    kind: str | None = None
    renews: bool = False


NOTHING: Final = Plan(tier="free", state="none")


def plan_of(transactions: Iterable[Transaction], now: datetime) -> Plan:
    """The plan at a moment.

    In each chain its latest transaction alone counts, so that the refund of a renewal ends what it renewed, and that of an earlier
    period does not. A chain that another took the place of counts for nothing. Of several chains, the one that gives longest.
    """
    known = list(transactions)
    replaced = {(one.platform, one.replaces) for one in known if one.replaces is not None}
    chains: dict[tuple[Platform, str], list[Transaction]] = defaultdict(list)
    for one in known:
        if (one.platform, one.chain) not in replaced:
            chains[one.platform, one.chain].append(one)
    latest = [max(chain, key=_place) for chain in chains.values()]
    giving = [one for one in latest if one.ends_at is not None and one.ends_at > now]
    if giving:
        best = max(giving, key=lambda one: (one.ends_at, _place(one)))
        return Plan(
            tier="premium",
            state=_giving_state(best),
            until=best.ends_at,
            platform=best.platform,
            kind=best.kind,
            renews=best.auto_renew,
        )
    if not latest:
        return NOTHING
    last = max(latest, key=lambda one: (one.expires_at, _place(one)))
    return Plan(tier="free", state=_past_state(last), platform=last.platform, kind=last.kind)


def _place(one: Transaction) -> tuple[int, datetime, str]:
    return one.sequence, one.expires_at, one.id


def _giving_state(one: Transaction) -> State:
    if one.standing == "grace":
        return "grace"
    return "running" if one.auto_renew else "cancelled"


def _past_state(one: Transaction) -> State:
    if one.revoked_at is not None:
        return "refunded"
    if one.standing == "hold":
        return "hold"
    return "paused" if one.standing == "paused" else "ended"
