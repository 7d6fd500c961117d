"""Texts about a LinkUp from the invite to the meeting.

Activities come in small letters ("coffee"), times as said to people ("Saturday morning (Nov 21)").
"""

from __future__ import annotations

from collections.abc import Sequence

from kith.products.josh.conversation.copy.said import first_name, names, opening, people, phrase, sendable


def _what(activity: str) -> str:
    return phrase(activity, 30, otherwise="a LinkUp")


def _when(when: str) -> str:
    return phrase(when, 44, otherwise="soon")


def _where(venue: str | None, address: str | None = None) -> str:
    """ "Corner Cafe, 1 Main St"; empty without a venue."""
    place = phrase(venue or "", 48)
    street = phrase(address or "", 60)
    return f"{place}, {street}" if place and street else place


def invite(activity: str, when: str, group_min: int, group_max: int, initiator: str | None = None) -> str:
    """An offer to somebody who may like it. The one who asks is named by first name, or not at all."""
    asks = f"{first_name(initiator)} would like company: " if initiator is not None else "Fancy this? "
    size = people(group_min, group_max)
    return sendable(
        f"{asks}{opening(_what(activity))}, {_when(when)}, {size}. Reply YES if you're in, NO if not."
    )


def invite_with_options(activity: str, options: Sequence[str]) -> str:
    """An offer with several times, lettered from A; at most four."""
    lettered = " ".join(
        f"{chr(ord('A') + place)}) {phrase(option, 36, otherwise='another time')}"
        for place, option in enumerate(options[:4])
    )
    return sendable(f"{opening(_what(activity))} with a small group? {lettered}. Reply with a letter, or NO.")


def invite_not_understood() -> str:
    return sendable("I'm not sure if that's a yes. Reply YES to come along or NO to skip this one.")


def accepted(activity: str, when: str) -> str:
    return sendable(
        f"You're in for {_what(activity)}, {_when(when)}. I'll text you the place and who's coming once the"
        f" group is set."
    )


def already_in(activity: str, when: str) -> str:
    return sendable(
        f"You're already in for {_what(activity)}, {_when(when)}. Nothing more to do; I'll text you when"
        f" the group is set."
    )


def busy_then() -> str:
    return sendable(
        "You're already meeting people at that time, so I've left this one to others. See you at the one"
        " you picked!"
    )


def declined() -> str:
    return sendable("No problem, thanks for telling me. I'll ask again when something else fits.")


def just_filled(activity: str) -> str:
    what = f"The {phrase(activity, 30)} group" if phrase(activity, 30) else "This one"
    return sendable(
        f"{what} just filled a moment before your yes, sorry! You're first in line for the next one that"
        f" fits."
    )


def closed(activity: str) -> str:
    return sendable(
        f"The invite for {_what(activity)} is closed now. No need to reply; I'll have another one for you"
        f" soon."
    )


def locked(activity: str, when: str, venue: str | None, address: str | None, others: Sequence[str]) -> str:
    """The group is set: what, when, where, and the others by first name."""
    where = _where(venue, address)
    place = f" Where: {where}." if where else " I'll text you the place soon."
    company = f" With {names(others, 4)}." if others else ""
    return sendable(
        f"It's on! {opening(_what(activity))}, {_when(when)}.{place}{company}"
        ' Change of plan? Text "can\'t make it".'
    )


def expired(activity: str, when: str) -> str:
    return sendable(
        f"Not enough people could make it to {_what(activity)}, {_when(when)}, so it won't happen this"
        f" time. Thanks for saying yes!"
    )


def expired_for_initiator(activity: str, when: str) -> str:
    return sendable(
        f"I couldn't gather enough people for {_what(activity)}, {_when(when)}. Another time may work better:"
        ' text me a new day, like "sunday afternoon", and I\'ll ask around again.'
    )


def another_window(activity: str, options: Sequence[str]) -> str:
    """Other times for a LinkUp that found too few; lettered from A, at most three."""
    lettered = " ".join(
        f"{chr(ord('A') + place)}) {phrase(option, 36, otherwise='another time')}"
        for place, option in enumerate(options[:3])
    )
    return sendable(
        f"Shall I try {_what(activity)} again at another time? {lettered}. Reply with a letter, or NO."
    )


def merged(activity: str, when: str) -> str:
    return sendable(
        f"Good news: another small group wants {_what(activity)}, {_when(when)}, too, so I've put you"
        f" together. Your yes still counts."
    )


def canceled(activity: str, when: str) -> str:
    return sendable(
        f"Sorry, {_what(activity)}, {_when(when)}, has been called off. Nothing you did; I'll look out for"
        f" another one for you."
    )


def called_off(activity: str) -> str:
    return sendable(
        f"Done, {_what(activity)} is called off and I've told everybody kindly. Text me when you'd like to"
        f" try another one."
    )


def call_off_question(activity: str, when: str) -> str:
    return sendable(
        f"Call off {_what(activity)}, {_when(when)}, for everybody? Reply YES to call it off or NO to keep"
        f" it."
    )


def participant_left(name: str, activity: str, when: str) -> str:
    return sendable(
        f"{opening(first_name(name))} can't make it to {_what(activity)}, {_when(when)}. The rest of you"
        f" are still on. Have fun!"
    )


def cancel_noted(activity: str, when: str) -> str:
    return sendable(
        f"Thanks for telling me. You're out of {_what(activity)}, {_when(when)}, and I've let the others"
        f" know. See you next time!"
    )


def cancel_noted_late() -> str:
    return sendable(
        "Thanks for telling me; I've let the others know. Less than 3 hours before counts as a late cancel,"
        " and"
        " several of those pause invites for a while. Hope all is well!"
    )


def running_late_noted() -> str:
    return sendable("Got it, I've told the others you're on your way. Travel safely!")


def running_late_relay(name: str, minutes: int | None) -> str:
    by = f"about {minutes} min" if minutes is not None and 1 <= minutes <= 240 else "a little"
    return sendable(f"{opening(first_name(name))} is running {by} late and on the way. Please save a seat!")


def reminder_24h(activity: str, when: str, venue: str | None) -> str:
    where = _where(venue)
    place = f" at {where}" if where else ""
    return sendable(
        f"See you tomorrow? {opening(_what(activity))}, {_when(when)}{place}."
        ' If plans changed, text "can\'t make it" now so the others know.'
    )


def reminder_2h(activity: str, at: str, venue: str | None) -> str:
    where = _where(venue)
    place = f" at {where}" if where else ""
    start = phrase(at, 12, otherwise="the agreed time")
    return sendable(
        f"{opening(_what(activity))} starts at {start}{place}."
        ' Text "running late" if you are and I\'ll tell the others. Enjoy!'
    )


def nothing_planned() -> str:
    return sendable(
        "You have no LinkUp coming up right now. Text me an idea,"
        ' like "coffee saturday morning", and I\'ll ask around.'
    )
