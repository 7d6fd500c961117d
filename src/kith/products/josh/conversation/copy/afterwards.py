"""Texts after a LinkUp: were you there, again or not, the contact exchange, holds. A no leaves no trace."""

from __future__ import annotations

from collections.abc import Sequence

from kith.products.josh.conversation.copy.said import first_name, opening, phrase, sendable

_PRIVATE = "It's private: numbers are shared only if you both say yes."


def attended_question(activity: str) -> str:
    what = phrase(activity, 30, otherwise="the LinkUp")
    return sendable(f"Yesterday was {what}. First things first: did you make it? Reply YES or NO.")


def attended_again() -> str:
    return sendable("Just so I get it right: were you there? Reply YES or NO.")


def missed() -> str:
    return sendable(
        'Thanks for being honest. Things come up! Next time a quick "can\'t make it" before helps the'
        " others plan."
    )


def do_again_question() -> str:
    return sendable(
        "Glad you were there! Would you do something with this group again? Reply YES or NO. Only I will"
        " know."
    )


def do_again_again() -> str:
    return sendable("Would you meet this group again? Reply YES or NO. Nobody else sees it.")


def contact_list(people: Sequence[str]) -> str:
    """The numbered list in one text; up to nine people."""
    if len(people) == 1:
        return sendable(f"Share your number with {first_name(people[0])}? Reply YES or NO. {_PRIVATE}")
    return sendable(f'Share your number with: {_numbered(people)}? Reply like "1 yes 2 no". {_PRIVATE}')


def contact_list_again(people: Sequence[str]) -> str:
    """Asks once more about those whom the answer left open, numbered afresh."""
    if len(people) == 1:
        return sendable(f"I'm not sure about {first_name(people[0])}. Share your number? Reply YES or NO.")
    return sendable(
        f'I\'m not sure about: {_numbered(people)}. Reply with numbers, like "1 yes 2 no", or ALL or NONE.'
        " Your choices stay private."
    )


def choices_noted() -> str:
    """The same words for every answer: nothing in it tells a yes from a no, or what the others said."""
    return sendable(
        "Thanks, noted and private. If you and somebody else both said yes, you'll each get a text with the"
        " other's"
        " number."
    )


def thanks() -> str:
    return sendable("Thanks, that helps me match you better. Text me any time you feel like doing something!")


def let_go() -> str:
    return sendable("No worries, we'll leave it at that. Text me any time you feel like doing something!")


def mutual(name: str, phone: str) -> str:
    """Tells one of the two the other's number, once."""
    digits = "".join(character for character in phone if character in "+0123456789")[:16]
    who = opening(first_name(name))
    return sendable(
        f"You and {who} both said yes! Say hi to {who} at {digits or 'the number on your JOSH page'}."
    )


def already_exchanged() -> str:
    return sendable(
        "You already have each other's numbers, so that can't be taken back here. If you need distance,"
        " text BLOCK"
        " and the name."
    )


def hold_soft() -> str:
    return sendable(
        "Because of missed or late-canceled LinkUps I'm pausing your invites for a while. Plans you already"
        " have"
        " stay. Questions? Text HELP."
    )


def hold_hard() -> str:
    return sendable(
        "Because of several missed LinkUps your account is on hold and can't join any for now. If you think"
        " this is"
        " a mistake, text HELP and a person will look."
    )


def _numbered(people: Sequence[str]) -> str:
    return " ".join(f"{place + 1}) {_short(person)}" for place, person in enumerate(people[:9]))


def _short(name: str) -> str:
    said = first_name(name)
    return said if len(said) <= 14 else f"{said[:12].rstrip()}.."
