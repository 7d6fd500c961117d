"""What a member may text when nothing is being asked: about a LinkUp, a wish for one, or a plain word."""

from __future__ import annotations

from typing import Final

from kith.foundation.queries import load
from kith.products.josh.conversation.copy import consent, texting
from kith.products.josh.conversation.copy import forming as forming_copy
from kith.products.josh.conversation.replies import ReplyKind, read_reply
from kith.products.josh.conversation.turn import Turn
from kith.products.josh.conversation.wording import plain
from kith.products.josh.dashboard import magic_links
from kith.products.josh.interview import conversation as interview
from kith.products.josh.linkups import forming, participants, replies

queries = load(__file__, "inbound.sql")

_ANSWERS: Final = frozenset({ReplyKind.YES, ReplyKind.NO, ReplyKind.CANT_MAKE_IT, ReplyKind.OPTION})
_PAUSE: Final = frozenset({"pause", "pause please", "take a break", "break", "not now", "pause invites"})
_RESUME: Final = frozenset({"resume", "unpause", "im back", "continue", "back", "resume please"})
_MORE: Final = frozenset(
    {"go", "more", "more questions", "questions", "interview", "continue interview", "lets go"}
)
_PAGE: Final = frozenset({"page", "dashboard", "link", "profile", "my page", "my profile", "website"})
_HELLO: Final = frozenset(
    {"hi", "hello", "hey", "hey josh", "hi josh", "hello josh", "yo", "start", "good morning"}
)
_THANKS: Final = frozenset(
    {"thanks", "thank you", "thx", "ty", "ok", "okay", "cool", "great", "k", "got it", "perfect"}
)


async def handle(turn: Turn) -> bool:
    """Answer a text outside any question. False when it means nothing to us."""
    return (
        await participants.handle_idle(turn)
        or await forming.start(turn)
        or await answered_invite(turn)
        or await _word(turn)
    )


async def answered_invite(turn: Turn) -> bool:
    """Answer an invite the conversation does not point at. False for anything but a clear answer to one."""
    return read_reply(turn.body).kind in _ANSWERS and await replies.handle(turn)


async def _word(turn: Turn) -> bool:
    said = plain(turn.body)
    if said in _PAUSE:
        await _set_paused(turn, paused=True)
        await turn.reply(consent.paused(), "conversation.paused")
    elif said in _RESUME:
        if not turn.member.paused and await interview.take_up(turn):
            return True
        await _set_paused(turn, paused=False)
        await turn.reply(consent.resumed(), "conversation.resumed")
    elif said in _MORE:
        if not await interview.take_up(turn):
            await turn.reply(forming_copy.how_to_start(), "conversation.how_to_start")
    elif said in _PAGE:
        href = await magic_links.make(turn.db, turn.house, turn.member.id, purpose="dashboard")
        await turn.reply(consent.dashboard_link(href), "conversation.dashboard")
    elif said in _THANKS:
        await turn.reply(texting.any_time(), "conversation.thanks")
    elif said in _HELLO:
        await turn.reply(forming_copy.how_to_start(), "conversation.how_to_start")
    else:
        return False
    return True


async def _set_paused(turn: Turn, *, paused: bool) -> None:
    await queries.set_paused(turn.db.connection, user_id=turn.member.id, paused=paused)
