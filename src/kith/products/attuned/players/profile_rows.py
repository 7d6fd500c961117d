"""The row that every player has: a profile, of anatomy alone before the survey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kith.foundation.queries import load
from kith.products.attuned.survey.definition import CURRENT

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.products.attuned.players.player import Player

queries = load(__file__)


async def profile_of(db: Session, player: Player) -> Any | None:
    """The player's profile (`id`, `submission_id`, `has_survey`), locked; None before the basics."""
    return await queries.profile_of(db.connection, user=player.user_id, anonymous=player.anonymous_id)


async def add_profile(db: Session, player: Player, sealed_anatomy: dict[str, str], level: str) -> int:
    """A profile of anatomy alone, with the empty submission that the document wants behind each."""
    submission = str(uuid4())
    await queries.add_submission(
        db.connection,
        submission=submission,
        survey_version=CURRENT,
        payload={},
        user=player.user_id,
        anonymous=player.anonymous_id,
    )
    return await queries.add_profile(
        db.connection,
        submission=submission,
        version=CURRENT,
        user=player.user_id,
        anonymous=player.anonymous_id,
        anatomy=sealed_anatomy,
        highest_level=level,
    )
