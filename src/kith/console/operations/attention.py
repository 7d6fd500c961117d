"""What of the house wants somebody's attention, the most urgent first. Pure: the numbers are read elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from kith.foundation.operations import IntakeState, RefusedRefunds

LATE_JOBS: Final = timedelta(minutes=5)
LATE_MESSAGES: Final = timedelta(minutes=10)


class Item(msgspec.Struct, frozen=True):
    """One thing to look at: the lower its `rank`, the more urgent; `since` when, where that is known; `href` where it is dealt with."""

    rank: int
    what: str
    whose: str
    since: datetime | None
    href: str


class Queue(msgspec.Struct, frozen=True):
    """A schema's jobs and recurring work, as of `now`."""

    now: datetime
    given_up: int
    last_given_up: datetime | None
    oldest: datetime | None
    failing: int
    failing_since: datetime | None
    overdue: datetime | None
    known: int


class Post(msgspec.Struct, frozen=True):
    """A schema's messages and events from outside, as of `now`."""

    now: datetime
    failed: int
    last_failed: datetime | None
    oldest: datetime | None
    unapplied: int
    unapplied_since: datetime | None


def of_queue(whose: str, queue: Queue, root: str) -> list[Item]:
    """What of jobs and schedules wants attention: no worker first, then jobs given up, then recurring work that fails."""
    found: list[Item] = []
    if queue.overdue is not None:
        found.append(
            Item(0, "No worker takes the recurring work.", whose, queue.overdue, f"{root}/schedules")
        )
    elif queue.oldest is not None and queue.now - queue.oldest > LATE_JOBS:
        found.append(Item(1, "Jobs are due and nobody takes them.", whose, queue.oldest, f"{root}/jobs"))
    if queue.given_up:
        found.append(Item(3, f"Jobs given up: {queue.given_up}", whose, queue.last_given_up, f"{root}/jobs"))
    if queue.failing:
        found.append(
            Item(
                4,
                f"Recurring work that fails: {queue.failing}",
                whose,
                queue.failing_since,
                f"{root}/schedules",
            )
        )
    return found


def of_post(whose: str, post: Post, root: str) -> list[Item]:
    """What of messages and events wants attention."""
    found: list[Item] = []
    if post.oldest is not None and post.now - post.oldest > LATE_MESSAGES:
        found.append(Item(2, "Messages wait too long.", whose, post.oldest, f"{root}/messages"))
    if post.unapplied:
        found.append(
            Item(2, f"Events not applied: {post.unapplied}", whose, post.unapplied_since, f"{root}/webhooks")
        )
    if post.failed:
        found.append(
            Item(5, f"Messages given up: {post.failed}", whose, post.last_failed, f"{root}/messages")
        )
    return found


def of_intake(whose: str, intake: IntakeState, root: str) -> list[Item]:
    """What of a product's own intake wants attention: what came in and is not applied."""
    if not intake.waiting:
        return []
    what = f"Not applied, of what {intake.provider} brought: {intake.waiting}"
    return [Item(2, what, whose, intake.oldest, f"{root}/webhooks")]


def of_refunds(whose: str, refused: RefusedRefunds) -> list[Item]:
    """What of money that goes back wants attention: what the provider refused, which nobody tries again by itself."""
    if not refused.count:
        return []
    return [Item(2, f"Refunds that Stripe refused: {refused.count}", whose, refused.oldest, refused.href)]


def in_order(items: Sequence[Item]) -> list[Item]:
    """The most urgent first; of the same urgency, what has waited longest, then by product."""
    return sorted(
        items,
        key=lambda item: (
            item.rank,
            item.since is None,
            item.since and item.since.timestamp(),
            item.whose,
            item.what,
        ),
    )
