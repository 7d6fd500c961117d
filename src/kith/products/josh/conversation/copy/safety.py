"""Texts after safety words. Nobody is ever told who reported or blocked them."""

from __future__ import annotations

from kith.products.josh.conversation.copy.said import first_name, phrase, sendable


def incident(severity: int) -> str:
    """The fixed reply with emergency guidance. `severity` as `SafetySignal` has it (5: life in danger)."""
    if severity >= 5:
        return sendable(
            "If you're in danger now, call 911. If you're thinking of harming yourself, call or text 988,"
            " any hour."
            " You're not alone. Our team has been alerted and a person will read this. Reply when you can"
            " and tell"
            " us you're safe."
        )
    return sendable(
        "Thank you for telling us. If you're in danger now, call 911. Our safety team has been alerted and"
        " a person"
        " will contact you. You won't be matched with anybody involved. You can reply with anything you'd"
        " like us"
        " to know."
    )


def reported(name: str | None = None) -> str:
    whom = f" about {first_name(name)}" if name is not None else ""
    return sendable(
        f"Thank you, your report{whom} is with our safety team and a person will read it. They won't learn"
        f" who"
        " reported. In danger now? Call 911. Reply with what happened, in your own words, if you like."
    )


def blocked(name: str) -> str:
    return sendable(
        f"Done. You and {first_name(name)} won't be matched again, and they won't be told. If something"
        f" happened,"
        " text REPORT and our team will look into it. In danger now? Call 911."
    )


def block_whom() -> str:
    return sendable(
        "Who shall I block? Reply BLOCK and the first name of somebody you met. They won't be told. In"
        " danger now?"
        " Call 911."
    )


def which_person(name: str) -> str:
    return sendable(
        f"You've met more than one {first_name(name)}. Which one, and where did you meet? In danger now?"
        f" Call 911."
    )


def nobody_by_that_name(name: str) -> str:
    return sendable(
        f"I can't find a {first_name(name, 'person by that name')} among the people you met, so a person on"
        f" our team"
        " will look. In danger now? Call 911."
    )


def in_safety_hold() -> str:
    return sendable(
        "Our safety team has your message and a person will read this too. I'm pausing everything else"
        " meanwhile."
        " In danger now? Call 911."
    )


def hold_lifted() -> str:
    return sendable(
        "Good news: your account is no longer on hold. I'll send you invites again, and you can text me an"
        " idea any"
        " time."
    )


def held_by_us() -> str:
    return sendable(
        "Your JOSH account is on hold, so I've taken you out of the plans you had with us. If you think this"
        " is a mistake, text HELP and a person will look."
    )


def subject_contacted(reference: str) -> str:
    return sendable(
        "Our safety team would like to talk with you about a recent LinkUp. Your reference is"
        f" {phrase(reference, 24, otherwise='in our file')}. Please reply here."
    )
