"""The day after, by text: were you there, would you do it again, and with whom would you share your number."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from kith.foundation.database import sqlstate_of
from kith.products.josh.afterwards import commands
from kith.products.josh.conversation.contact_choices import read_contact_choices
from kith.products.josh.conversation.copy import afterwards as copy
from kith.products.josh.conversation.replies import AttendanceAnswer, read_attendance, read_do_again
from kith.products.josh.conversation.turn import offer_conversation
from kith.products.josh.linkups.wording import activity_named
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import recipient

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.products.josh.conversation.turn import Turn

queries = commands.queries

ANSWER_WITHIN = timedelta(days=3)


async def ask_due(db: Session, house: House, at_most: int = 50) -> int:
    """Ask people about yesterday's LinkUp; somebody in the middle of something is asked a little later. Returns how many."""
    rows: list[Any] = [
        row async for row in queries.due_for_asking(db.connection, now=db.now, at_most=at_most)
    ]
    asked = 0
    for row in rows:
        person = await recipient(db, row["user_id"])
        if person is None:
            await queries.open_outcome(db.connection, linkup_id=row["linkup_id"], user_id=row["user_id"])
            continue
        token = f"after:{row['linkup_id']}:attended"
        if not await offer_conversation(db, person.id, "idle", token, expires_in=ANSWER_WITHIN):
            continue
        if await queries.open_outcome(db.connection, linkup_id=row["linkup_id"], user_id=person.id) is None:
            continue
        await queue_text(
            db,
            house,
            member=person,
            body=copy.attended_question(activity=activity_named(row["brief"])),
            kind="unsolicited",
            purpose="after.attended",
            key=f"after:{row['linkup_id']}:{person.id}",
        )
        asked += 1
    return asked


async def handle(turn: Turn) -> bool:
    """One answer to a question about the day after."""
    _, linkup_text, step = turn.conversation.state_token.split(":", 2)
    linkup_id = UUID(linkup_text)
    match step:
        case "attended":
            return await _attended(turn, linkup_id)
        case "again":
            return await _again(turn, linkup_id)
        case "contacts":
            return await _contacts(turn, linkup_id)
        case _:
            return False


async def _attended(turn: Turn, linkup_id: UUID) -> bool:
    answer = read_attendance(turn.body)
    if answer.answer is AttendanceAnswer.UNCLEAR:
        return await _ask_once_more(turn, copy.attended_again())
    await commands.record_attendance(turn.db, turn.house, turn.member.id, linkup_id, answer.answer.value)
    if answer.answer is not AttendanceAnswer.ATTENDED:
        await turn.become("idle", "idle")
        await turn.reply(copy.missed(), "after.missed")
        return True
    await turn.become("idle", f"after:{linkup_id}:again", expires_in=ANSWER_WITHIN)
    await turn.reply(copy.do_again_question(), "after.again")
    return True


async def _again(turn: Turn, linkup_id: UUID) -> bool:
    answer = read_do_again(turn.body)
    if answer.answer is None:
        return await _ask_once_more(turn, copy.do_again_again())
    await commands.record_do_again(turn.db, turn.member.id, linkup_id, again=answer.answer)
    others = await _open_targets(turn, linkup_id)
    if not others:
        await turn.become("idle", "idle")
        await turn.reply(copy.thanks(), "after.thanks")
        return True
    await turn.become(
        "idle",
        f"after:{linkup_id}:contacts",
        context={"targets": [str(row["id"]) for row in others]},
        expires_in=ANSWER_WITHIN,
    )
    await turn.reply(copy.contact_list([row["first_name"] for row in others]), "after.contacts")
    return True


async def _contacts(turn: Turn, linkup_id: UUID) -> bool:
    listed = [UUID(text) for text in turn.conversation.context.get("targets", [])]
    there: dict[UUID, str] = {row["id"]: row["first_name"] for row in await _open_targets(turn, linkup_id)}
    names = [there.get(target, "") for target in listed]
    read = read_contact_choices(turn.body, names)
    if not read.choices:
        still = [target for target in listed if target in there]
        return await _ask_once_more(
            turn,
            copy.contact_list_again([there[target] for target in still]),
            {"targets": [str(target) for target in still]},
        )
    choices = {listed[place]: choice for place, choice in read.choices.items() if listed[place] in there}
    try:
        async with turn.db.savepoint():
            await commands.choose(turn.db, turn.member.id, linkup_id, choices)
    except asyncpg.PostgresError as refusal:
        if sqlstate_of(refusal) != "KT409":
            raise
        await turn.reply(copy.already_exchanged(), "after.too_late")
        return True
    left = [listed[place] for place in read.unclear if listed[place] in there]
    if left and not turn.conversation.context.get("again"):
        context = {"targets": [str(target) for target in left], "again": True}
        await turn.become("idle", f"after:{linkup_id}:contacts", context=context, expires_in=ANSWER_WITHIN)
        await turn.reply(copy.contact_list_again([there[target] for target in left]), "after.contacts")
        return True
    await turn.become("idle", "idle")
    await turn.reply(copy.choices_noted(), "after.noted")
    return True


async def _open_targets(turn: Turn, linkup_id: UUID) -> list[Any]:
    connection = turn.db.connection
    revealed = {
        row["other"]
        async for row in queries.revealed_with(connection, linkup_id=linkup_id, user_id=turn.member.id)
    }
    others = queries.others_there(connection, linkup_id=linkup_id, user_id=turn.member.id)
    return [row async for row in others if row["id"] not in revealed]


async def _ask_once_more(turn: Turn, text: str, context: dict[str, Any] | None = None) -> bool:
    """An unclear answer is asked about once; after that the question is let go."""
    before = turn.conversation.context
    if before.get("again"):
        await turn.become("idle", "idle")
        await turn.reply(copy.let_go(), "after.let_go")
        return True
    await turn.become(
        "idle",
        turn.conversation.state_token,
        context={**before, **(context or {}), "again": True},
        expires_in=ANSWER_WITHIN,
    )
    await turn.reply(text, "after.unclear")
    return True
