"""A LinkUp taking shape by text: a wish, what is missing, the summary, YES."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from kith.foundation.queries import load
from kith.products.josh.conversation.copy import forming as copy
from kith.products.josh.conversation.copy import texting as texting_copy
from kith.products.josh.conversation.replies import ReplyKind, read_reply
from kith.products.josh.linkups.activities import find
from kith.products.josh.linkups.brief import is_brief_like, question_for, read_brief, said_when
from kith.products.josh.linkups.draft import BriefDraft
from kith.products.josh.linkups.opening import BusyThen, open_linkup

if TYPE_CHECKING:
    from kith.products.josh.conversation.turn import Turn

queries = load(__file__)

ANSWER_WITHIN = timedelta(hours=2)
_MOST_QUESTIONS = 12
_INVITABLE = ("complete_mvp", "complete_full", "stale")


async def start(turn: Turn) -> bool:
    """Take up a wish such as “coffee saturday morning?”. False when the text is none."""
    if not is_brief_like(turn.body):
        return False
    allowed = await _may_initiate(turn)
    if allowed is not None:
        await _ask(turn, read_brief(turn.body, _now_local(turn, allowed)), asked=0)
    return True


async def handle(turn: Turn) -> bool:
    """The next text about a wish: a missing part, a change, or the YES that makes the LinkUp."""
    region = await _may_initiate(turn)
    if region is None:
        await turn.become("idle", "idle")
        return True
    draft = _draft_of(turn)
    reply = read_reply(turn.body)
    if reply.kind in (ReplyKind.NO, ReplyKind.CANT_MAKE_IT) and reply.confidence >= 0.7:
        await turn.become("idle", "idle")
        await turn.reply(copy.dropped(), "brief.dropped")
        return True
    if draft.is_complete and draft.refused is None and reply.kind is ReplyKind.YES:
        await _confirm(turn, region, draft)
        return True
    changed = read_brief(turn.body, _now_local(turn, region), draft)
    asked = int(turn.conversation.context.get("asked", 0)) + 1
    if asked > _MOST_QUESTIONS:
        await turn.become("idle", "idle")
        await turn.reply(copy.how_to_start(), "brief.let_go")
        return True
    if changed == draft and draft.is_complete:
        await turn.become(
            "linkup_forming", "brief:confirm", context=_context(draft, asked), expires_in=ANSWER_WITHIN
        )
        await turn.reply(copy.confirm_not_understood(), "brief.unclear")
        return True
    await _ask(turn, changed, asked)
    return True


async def _ask(turn: Turn, draft: BriefDraft, asked: int) -> None:
    step = "confirm" if draft.is_complete else "open"
    await turn.become(
        "linkup_forming", f"brief:{step}", context=_context(draft, asked), expires_in=ANSWER_WITHIN
    )
    await turn.reply(question_for(draft), f"brief.{step}")


async def _confirm(turn: Turn, region: Any, draft: BriefDraft) -> None:
    activity = find(draft.activity_key or "")
    named = activity.name.lower() if activity is not None else "a LinkUp"
    try:
        opened = await open_linkup(turn.db, turn.house, turn.member.id, region, draft)
    except BusyThen:
        await _keep(turn, draft)
        await turn.reply(copy.clashes_with_other(), "brief.clash")
        return
    except ValueError:
        await _ask(turn, read_brief("", _now_local(turn, region), draft), asked=1)
        return
    await turn.become("idle", "idle")
    say = copy.broadcasting_started if opened.new else copy.already_asking
    await turn.reply(say(named, said_when(draft)), "brief.confirmed")


async def _keep(turn: Turn, draft: BriefDraft) -> None:
    await turn.become("linkup_forming", "brief:open", context=_context(draft, 1), expires_in=ANSWER_WITHIN)


async def _may_initiate(turn: Turn) -> Any:
    """The person's region when they may start a LinkUp; otherwise they are told why not, and None."""
    row = await queries.may_initiate(turn.db.connection, user_id=turn.member.id)
    if row["hold"] != "none":
        await turn.reply(texting_copy.still_held(), "brief.on_hold")
    elif row["region_id"] is None or row["region_state"] != "open":
        # Before the questions: whoever answered fourteen would hear only then that there is nobody to meet.
        await turn.reply(copy.not_open_yet(), "brief.region_closed")
    elif row["state"] != "active" or row["profile_state"] not in _INVITABLE:
        await turn.reply(copy.interview_first(), "brief.interview_first")
    elif not row["entitled"]:
        link = f"{turn.house.settings.public_url}/josh/subscription"
        await turn.reply(copy.cannot_initiate(link), "brief.not_entitled")
    else:
        return row
    return None


def _now_local(turn: Turn, region: Any) -> datetime:
    return turn.now.astimezone(ZoneInfo(region["region_zone"]))


def _context(draft: BriefDraft, asked: int) -> dict[str, Any]:
    return {"draft": msgspec.to_builtins(draft), "asked": asked}


def _draft_of(turn: Turn) -> BriefDraft:
    return msgspec.convert(turn.conversation.context.get("draft", {}), BriefDraft)
