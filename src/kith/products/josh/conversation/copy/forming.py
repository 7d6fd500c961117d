"""Texts while somebody's LinkUp takes shape. The questions about a brief itself come from `linkups.brief`."""

from __future__ import annotations

from kith.products.josh.conversation.copy.said import phrase, sendable


def how_to_start() -> str:
    return sendable(
        'What would you like to do, and when? For example: "coffee saturday morning" or "tennis sunday, small'
        ' group, no bars".'
    )


def broadcasting_started(activity: str, when: str) -> str:
    return sendable(
        f"Great, I'm asking around for {phrase(activity, 30, otherwise='a LinkUp')},"
        f" {phrase(when, 44, otherwise='soon')}. I'll text you as soon as"
        f" the group is set,"
        " or if nobody can make it."
    )


def already_asking(activity: str, when: str) -> str:
    return sendable(
        f"I'm already asking around for {phrase(activity, 30, otherwise='a LinkUp')},"
        f" {phrase(when, 44, otherwise='soon')}. I'll text you when the"
        f" group is set."
    )


def dropped() -> str:
    return sendable("Okay, I've dropped that plan. Text me any time with another idea.")


def confirm_not_understood() -> str:
    return sendable(
        'Reply YES and I\'ll ask around, NO to drop it, or tell me what to change, like "sunday instead".'
    )


def clashes_with_other() -> str:
    return sendable(
        "You're already meeting people at that time. Tell me another day or time, and I'll ask around for"
        " that."
    )


def cannot_initiate(link: str) -> str:
    return sendable(f"To start a LinkUp you need a JOSH membership. You can set it up here: {link}")


def interview_first() -> str:
    return sendable(
        "Before I can match you well I need a few more answers from you. Text GO to carry on with the"
        " questions."
    )


def not_open_yet() -> str:
    return sendable(
        "JOSH isn't open where you live yet. You're on the list, and I'll text you as soon as it is. Then"
        " just tell me what you feel like."
    )
