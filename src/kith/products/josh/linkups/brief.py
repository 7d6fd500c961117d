"""A LinkUp's brief: what somebody would like to do, when, with how many, under which conditions.

A text becomes a draft; what is missing or unclear is asked for; the finished draft is said back and confirmed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import msgspec

from kith.products.josh.conversation.copy.said import people, sendable
from kith.products.josh.conversation.replies import ReplyKind, read_reply
from kith.products.josh.conversation.wording import latin
from kith.products.josh.linkups.activities import find, find_activities
from kith.products.josh.linkups.create_key import create_key, keys_to_check
from kith.products.josh.linkups.day_parts import (
    DEFAULT_START,
    LATEST_START,
    Part,
    part_of,
    said_day,
    said_hour,
)
from kith.products.josh.linkups.draft import BriefDraft, Choice, Unsure
from kith.products.josh.linkups.proposals import is_brief_like
from kith.products.josh.linkups.when import read_when
from kith.products.josh.linkups.wishes import read_wishes

__all__ = [
    "NOTICE",
    "BriefDraft",
    "Choice",
    "Unsure",
    "create_key",
    "event_time",
    "is_brief_like",
    "keys_to_check",
    "question_for",
    "read_brief",
    "said_when",
    "summary",
    "to_document",
]

NOTICE: Final = timedelta(hours=1)
"""Shortest time between a brief and the meeting it is about."""


class _Parts(msgspec.Struct):
    """The draft's fields while one text is worked in."""

    activity_key: str | None
    day: date | None
    part: Part | None
    at: time | None
    constraints: dict[str, bool]
    size: tuple[int, int]
    moods: dict[str, float]
    refused: str | None = None
    unsure: dict[str, tuple[Choice, ...]] = {}
    may_be_next_week: bool = False


def read_brief(text: str, now_local: datetime, previous: BriefDraft | None = None) -> BriefDraft:
    """Read `text` as a brief, or as an answer to a question about `previous`. Any text is read.

    `now_local` is now in the zone of the place (aware). What the text says wins over `previous`.
    """
    before = previous or BriefDraft()
    parts = _Parts(
        before.activity_key,
        before.day,
        before.part,
        before.at,
        dict(before.constraints),
        (before.min_size, before.max_size),
        dict(before.motive_emphasis),
        unsure={unsure.field: unsure.choices for unsure in before.unsure},
    )
    plain_text = latin(text).lower().replace("'", "")
    mentioned = find_activities(plain_text)
    hint = find(parts.activity_key or "") if not mentioned else mentioned[0].activity
    when = read_when(plain_text, now_local, hint.usual_start if hint else None)
    wishes = read_wishes(when.rest)
    found = find_activities(wishes.rest)

    chosen = _answered(text, before)
    if len(found) == 1 or (found and not chosen):
        _take_activities([entry.activity.key for entry in found], parts)
    if when.day is not None or when.day_choices:
        parts.day, parts.unsure["day"] = when.day, _day_choices(when.day_choices)
        parts.may_be_next_week = when.weekday_alone
    if when.at is not None or when.hour_choices:
        parts.at, parts.unsure["hour"] = when.at, _hour_choices(when.hour_choices)
        parts.part = when.part if when.at is not None else None
    elif when.part is not None:
        _take_part(when.part, parts)
    for field, value in chosen.items():
        _take_choice(field, value, parts, said=when.day is not None)
    parts.constraints.update(wishes.constraints)
    for key in wishes.dropped:
        parts.constraints.pop(key, None)
    parts.size = wishes.group or parts.size
    parts.refused = when.refused or wishes.refused
    parts.moods.update({motive.value: weight for motive, weight in wishes.motives.items()})
    return _settled(parts, now_local, said=previous is None or bool(found))


def _take_activities(keys: list[str], parts: _Parts) -> None:
    if len(keys) == 1:
        parts.activity_key, parts.unsure["activity"] = keys[0], ()
        parts.moods.clear()
        return
    parts.activity_key = None
    parts.unsure["activity"] = tuple(Choice(known.name, key) for key in keys[:4] if (known := find(key)))


def _take_part(part: Part, parts: _Parts) -> None:
    """A part of the day was said; it also answers "8 in the morning or in the evening?"."""
    waiting = [time.fromisoformat(choice.value) for choice in parts.unsure.get("hour", ())]
    wanted = [at for at in waiting if (at < time(12)) == (part is Part.MORNING)]
    parts.unsure["hour"] = ()
    if len(wanted) == 1:
        parts.at, parts.part = wanted[0], part_of(wanted[0])
        return
    if parts.at is None or part_of(parts.at) is not part:
        parts.at = None
    parts.part = part


def _answered(text: str, before: BriefDraft) -> dict[str, str]:
    """The choice that `text` points at, for the first part of the brief that was unclear."""
    if not before.unsure:
        return {}
    asked = before.unsure[0]
    reply = read_reply(text, [choice.label for choice in asked.choices])
    if reply.kind is not ReplyKind.OPTION or reply.option is None or reply.confidence < 0.5:
        return {}
    return {asked.field: asked.choices[reply.option].value}


def _take_choice(field: str, value: str, parts: _Parts, *, said: bool) -> None:
    match field:
        case "activity":
            _take_activities([value], parts)
        case "day" if not said or parts.unsure.get("day"):
            parts.day, parts.unsure["day"] = date.fromisoformat(value), ()
        case "day" if parts.day != date.fromisoformat(value):
            # "Friday" as the answer to "Nov 20 or Nov 27?" reads as the nearest one; the letter decides.
            parts.day = parts.day or date.fromisoformat(value)
        case "hour":
            at = time.fromisoformat(value)
            parts.at, parts.part, parts.unsure["hour"] = at, part_of(at), ()
        case _:
            pass


def _settled(parts: _Parts, now_local: datetime, *, said: bool) -> BriefDraft:
    activity = find(parts.activity_key or "")
    unsure = tuple(
        Unsure(field, parts.unsure[field]) for field in ("activity", "day", "hour") if parts.unsure.get(field)
    )
    hour_open = parts.refused is not None or bool(parts.unsure.get("hour"))
    if activity is not None and activity.usual_start and parts.part is None and not hour_open:
        parts.part = part_of(activity.usual_start)
    if parts.day is not None and parts.day < now_local.date():
        parts.refused, parts.day = f"{said_day(parts.day)} has already passed.", None
    draft = BriefDraft(parts.activity_key, parts.day, parts.part, parts.at)
    if (
        parts.may_be_next_week
        and draft.time_window is not None
        and _start(draft, now_local) is None
        and parts.day
    ):
        # "Friday morning", said on a Friday afternoon, is next week's.
        parts.day += timedelta(days=7)
        draft = BriefDraft(parts.activity_key, parts.day, parts.part, parts.at)
    if draft.time_window is not None and _start(draft, now_local) is None:
        parts.refused = parts.refused or _too_soon(draft, now_local)
        later = any(_start(BriefDraft(day=parts.day, part=part), now_local) for part in Part)
        parts.part, parts.at = None, None
        parts.day = parts.day if later else None
    fields = (("activity", parts.activity_key), ("day", parts.day), ("part", parts.part))
    asked = {entry.field for entry in unsure}
    if "hour" in asked:
        asked.add("part")
    missing = tuple(field for field, value in fields if value is None and field not in asked)
    motives: dict[str, float] = {}
    if activity is not None:
        motives = {motive.value: weight for motive, weight in activity.motives.items()}
    motives.update(parts.moods)
    return BriefDraft(
        parts.activity_key,
        parts.day,
        parts.part,
        parts.at,
        parts.constraints,
        parts.size[0],
        parts.size[1],
        motives,
        missing,
        unsure,
        parts.refused if said or parts.refused else None,
    )


def _too_soon(draft: BriefDraft, now_local: datetime) -> str:
    named = said_hour(draft.at) if draft.at else "That part of the day"
    moment = f"{named} on {said_day(draft.day)}" if draft.at and draft.day else named
    started = _instant(draft, draft.at or time(0), now_local) <= now_local if draft.at else True
    return f"{moment} has already passed." if started else f"{moment} is too soon; I need at least an hour."


def event_time(brief: BriefDraft, now_local: datetime) -> datetime:
    """When the LinkUp begins, local and aware, in the zone of `now_local`.

    The hour that was said, else the activity's usual one within the part of the day, else the part's own; on the
    very day it is moved to leave an hour's notice. Raises ValueError when the brief has no day and part of day,
    or when its time has passed.
    """
    if brief.time_window is None:
        raise ValueError("The brief has no day or no part of the day yet.")
    start = _start(brief, now_local)
    if start is None:
        raise ValueError("The brief's time has already passed.")
    return start


def _start(brief: BriefDraft, now_local: datetime) -> datetime | None:
    """When it begins, or None when that can no longer be."""
    if brief.part is None or brief.day is None:
        return None
    soonest = now_local.astimezone(UTC) + NOTICE
    if brief.at is not None:
        start = _instant(brief, brief.at, now_local)
        return start if start.astimezone(UTC) >= soonest else None
    activity = find(brief.activity_key or "")
    usual = activity.usual_start if activity and activity.usual_start else None
    hour = usual if usual and part_of(usual) is brief.part else DEFAULT_START[brief.part]
    start = _instant(brief, hour, now_local)
    if start.astimezone(UTC) >= soonest:
        return start
    # Today, and the usual hour is near or gone: the next half hour that leaves notice, if any is left.
    minutes = -(-int(soonest.timestamp()) // 1800) * 1800
    moved = datetime.fromtimestamp(minutes, UTC).astimezone(now_local.tzinfo)
    latest = _instant(brief, LATEST_START[brief.part], now_local)
    return moved if moved.date() == brief.day and moved.astimezone(UTC) <= latest.astimezone(UTC) else None


def _instant(brief: BriefDraft, hour: time, now_local: datetime) -> datetime:
    """A local time as it is shown on the clock; one that daylight saving skips moves forward with the clock."""
    day = brief.day or now_local.date()
    local = datetime.combine(day, hour, now_local.tzinfo)
    return local.astimezone(UTC).astimezone(now_local.tzinfo)


def _day_choices(days: tuple[date, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(f"{day:%A} {said_day(day)}", day.isoformat()) for day in days[:4])


def _hour_choices(hours: tuple[time, ...]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            f"{at.hour % 12 or 12}{f':{at.minute:02}' if at.minute else ''} in the {_half(at)}",
            at.isoformat(),
        )
        for at in hours[:4]
    )


def _half(at: time) -> str:
    return "morning" if at < time(12) else "evening"


def _named(draft: BriefDraft) -> str:
    activity = find(draft.activity_key or "")
    return activity.name if activity is not None else "LinkUp"


def question_for(draft: BriefDraft) -> str:
    """The next text to send: why something is not possible, what is still open, or the summary to confirm."""
    excuse = f"{draft.refused} " if draft.refused else ""
    if draft.unsure:
        asked = draft.unsure[0]
        lettered = " ".join(
            f"{chr(ord('A') + place)}) {choice.label}" for place, choice in enumerate(asked.choices)
        )
        what = {"activity": "What shall it be?", "day": "Which day do you mean?", "hour": "At what time?"}[
            asked.field
        ]
        return sendable(f"{excuse}{what} {lettered}. Reply with a letter.")
    match draft.missing[:1]:
        case ("activity",):
            return sendable(
                f"{excuse}What would you like to do? For example coffee, a walk, tennis or board games."
            )
        case ("day",):
            return sendable(f"{excuse}{_named(draft)}: which day? For example saturday, tomorrow or dec 5.")
        case ("part",):
            on = f"{draft.day:%A} ({said_day(draft.day)})" if draft.day else "that day"
            return sendable(
                f"{excuse}{_named(draft)} on {on}: morning, afternoon or evening? Or tell me an hour."
            )
        case _:
            return sendable(excuse + summary(draft))


_SAID_CONDITION: Final = {
    "wheelchair": "wheelchair accessible",
    "smoke_free": "smoke-free",
    "dog_friendly": "dogs welcome",
    "no_late_night": "not late",
    "free": "free of charge",
}
_SAID_PART: Final = {
    Part.MORNING: "morning",
    Part.AFTERNOON: "afternoon",
    Part.EVENING: "evening",
    Part.NIGHT: "night",
}


def said_when(draft: BriefDraft) -> str:
    """ "Saturday morning (Nov 21)" or "Saturday at 3pm (Nov 21)"; "soon" while unknown."""
    if draft.day is None or draft.part is None:
        return "soon"
    time_of_day = f"at {said_hour(draft.at)}" if draft.at is not None else _SAID_PART[draft.part]
    return f"{draft.day:%A} {time_of_day} ({said_day(draft.day)})"


def summary(draft: BriefDraft) -> str:
    """What is about to be asked around for, and how to confirm it."""
    conditions = [
        _SAID_CONDITION.get(key, key.replace("_", " ")) for key, wanted in draft.constraints.items() if wanted
    ]
    what = ", ".join([_named(draft), said_when(draft), people(draft.min_size, draft.max_size), *conditions])
    return sendable(f"{what}. Shall I ask around? Reply YES.")


def to_document(draft: BriefDraft) -> dict[str, Any]:
    """The brief as `linkups.brief` keeps it; `date` and, when an hour was said, `time` are added to the document's
    own fields, since SAT_MORNING alone does not tell which Saturday.

    Raises ValueError when the draft is not complete.
    """
    if draft.activity_key is None or draft.day is None or draft.time_window is None:
        raise ValueError("The brief is not complete yet.")
    document: dict[str, Any] = {
        "activity_key": draft.activity_key,
        "time_window": draft.time_window,
        "date": draft.day.isoformat(),
        "motive_emphasis": dict(draft.motive_emphasis),
        "constraints": dict(draft.constraints),
        "group_size": {"min": draft.min_size, "max": draft.max_size},
    }
    if draft.at is not None:
        document["time"] = f"{draft.at:%H:%M}"
    return document
