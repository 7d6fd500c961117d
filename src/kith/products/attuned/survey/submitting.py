"""From a draft to a submission and a profile, all or nothing; and what was submitted, worked out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import msgspec

from kith.commons.privacy.data_keys import key_within
from kith.foundation.actor import service
from kith.foundation.errors import Conflict
from kith.foundation.queries import load
from kith.products.attuned.players.player import Player, schema
from kith.products.attuned.players.profile_rows import profile_of
from kith.products.attuned.profiles.derive import derive
from kith.products.attuned.profiles.profile import Profile, columns
from kith.products.attuned.survey.applying import applying, without_strays
from kith.products.attuned.survey.definition import CURRENT, Answers, Kind
from kith.products.attuned.survey.definition import load as survey
from kith.products.attuned.survey.drafts import Draft, opened

if TYPE_CHECKING:
    from kith.commons.privacy.data_keys import DataKey
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.attuned.terms import Anatomy

queries = load(__file__)
_ACTOR = service("attuned.survey")
PAYLOAD: Final = "survey_submissions.payload_json"
_SEALED: Final = (
    "power_dynamic",
    "arousal_propensity",
    "domain_scores",
    "activities",
    "truth_topics",
    "boundaries",
)


def open_limits(draft: Draft) -> list[str]:
    """Questions about limits without an answer: nothing is submitted before they have one, for a guess could hurt."""
    return [
        question.id
        for question in applying(survey(CURRENT), draft.anatomy, draft.answers)
        if question.kind is Kind.BOUNDARY and question.id not in draft.answers
    ]


async def submit(house: House, player: Player) -> None:
    """Submission, profile and links in one transaction; what was submitted before goes.

    Raises:
        Conflict: there is no draft (submitted already, given up), the basics are missing, or a limit is not said.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        key = await key_within(house, db, player.owner)
        row = await queries.lock_draft(
            db.connection, version=CURRENT, user=player.user_id, anonymous=player.anonymous_id
        )
        if row is None:
            raise Conflict("This survey has been submitted already, or was never begun.", slug="no-draft")
        if await profile_of(db, player) is None:
            raise Conflict("Your name and a few basics come first.", slug="basics-first")
        draft = opened(key, row)
        if open_limits(draft):
            raise Conflict(
                "Please answer every question about your limits first. No card is chosen on a guess.",
                slug="limits-open",
            )
        await put_answers(db, key, player, draft.anatomy, draft.answers, CURRENT, draft=draft.id)
        await queries.complete(db.connection, draft=draft.id)


async def put_answers(
    db: Session,
    key: DataKey,
    player: Player,
    anatomy: Anatomy,
    answers: Answers,
    version: str,
    *,
    draft: int | None = None,
) -> None:
    """What follows from these answers takes the place of the player's profile, and their submission of the one before (service).

    `key` is the player's; they have a profile.
    """
    row = await profile_of(db, player)
    if row is None:
        raise Conflict("Your name and a few basics come first.", slug="basics-first")
    answers = without_strays(survey(version), anatomy, answers)
    profile = derive(anatomy, answers, version)
    submission = str(uuid4())
    await queries.add_submission(
        db.connection,
        submission=submission,
        version=version,
        payload=key.seal({"answers": answers, "profile": columns(profile)}, PAYLOAD),
        draft=draft,
        user=player.user_id,
        anonymous=player.anonymous_id,
    )
    plain = columns(profile)
    await queries.replace_profile(
        db.connection,
        profile=row["id"],
        submission=submission,
        profile_version=profile.profile_version,
        survey_version=profile.survey_version,
        **{name: key.seal(plain[name], f"profiles.{name}") for name in _SEALED},
    )
    await queries.drop_submission(db.connection, submission=row["submission_id"])
    if player.user_id is not None:
        await queries.personal(db.connection, person=player.user_id)


async def submitted(db: Session, key: DataKey, player: Player) -> tuple[dict[str, Any], str] | None:
    """What was submitted last (`answers`, `profile`) and its version, None when nothing was."""
    row = await queries.last_submission(db.connection, user=player.user_id, anonymous=player.anonymous_id)
    return None if row is None else (key.open(row["payload_json"], PAYLOAD), row["survey_version"])


async def derive_anew(db: Session, key: DataKey, player: Player, anatomy: Anatomy) -> None:
    """Another anatomy: other questions apply, so the same answers may say something else."""
    before = await submitted(db, key, player)
    if before is not None:
        await put_answers(db, key, player, anatomy, before[0]["answers"], before[1])


def recomputed(payload: dict[str, Any], survey_version: str) -> tuple[Profile, Profile]:
    """The profile that was stored with a submission, and the one that follows from its answers today: equal, byte for byte."""
    stored = msgspec.convert(payload["profile"], Profile)
    return stored, derive(stored.anatomy, payload["answers"], survey_version)
