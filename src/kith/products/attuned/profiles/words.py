"""A profile in plain words, for the person whose it is: honest, kind, concrete. No score is good or bad."""

from __future__ import annotations

from typing import Final

import msgspec

from kith.foundation.language import _, later, ngettext
from kith.products.attuned.profiles.profile import Preference, Profile
from kith.products.attuned.terms import Domain, Orientation

HIGH: Final = 0.62
LOW: Final = 0.38


class Passage(msgspec.Struct, frozen=True):
    title: str
    text: str


_AROUSAL: Final = {
    "se": (
        later("You take your time to warm up. Long beginnings are made for you: start earlier than you think."),
        later("Some days a look is enough, some days it takes an evening. Both are you."),
        later("You catch fire easily: a glance, a scent, a song. Tell your partner which ones."),
    ),
    "sis_p": (
        later("Small mishaps do not throw you. You can be the one who laughs first."),
        later("Calm helps you, and now and then a doubt gets in the way. Saying it out loud makes it small."),
        later("You notice when you start to watch yourself. Less hurry and a kind word bring you back."),
    ),
    "sis_c": (
        later("A little risk does not stop you. Ask whether it is the same for your partner."),
        later("You like to know where you are and with whom, then you let go."),
        later("You let go when you feel safe: a closed door, trust, a clear head. That is worth arranging."),
    ),
}  # fmt: skip
_AROUSAL_TITLES: Final = {
    "se": later("What warms you up"),
    "sis_p": later("When doubts knock"),
    "sis_c": later("What you need to let go"),
}
_LEADING: Final = {
    Orientation.TOP: later("You like to set the pace."),
    Orientation.BOTTOM: later("You like to be led."),
    Orientation.SWITCH: later("You like to lead and to be led: ask who starts tonight."),
    Orientation.NEUTRAL: later("Nobody has to lead: you like to move together."),
}
_FEELING: Final = {
    Preference.GENTLE: later("Best with a gentle hand."),
    Preference.PLAYFUL: later("Best as a game, with a wink."),
    Preference.FIRM: later("Best with clear words and clear rules."),
}
_DOMAINS: Final = {
    Domain.SENSATION: later("what skin can feel"),
    Domain.CONNECTION: later("closeness"),
    Domain.POWER: later("the play of leading and following"),
    Domain.EXPLORATION: later("trying something new"),
    Domain.VERBAL: later("words"),
}


def in_words(profile: Profile) -> tuple[Passage, ...]:
    """The profile as passages in the language in force. What is not known is not mentioned."""
    return (*_domains(profile), *_arousal(profile), *_power(profile), *_boundaries(profile))


def _domains(profile: Profile) -> tuple[Passage, ...]:
    scores = {domain: getattr(profile.domain_scores, domain.value) for domain in Domain}
    if any(score is None for score in scores.values()):
        return ()
    ranked = sorted(Domain, key=lambda domain: (-scores[domain], list(Domain).index(domain)))
    if scores[ranked[0]] - scores[ranked[-1]] < 10:
        text = _("A bit of everything: you are open in all directions.")
    else:
        text = _(
            "Most of all %(first)s and %(second)s; %(last)s matters least to you.",
            first=_(_DOMAINS[ranked[0]]),
            second=_(_DOMAINS[ranked[1]]),
            last=_(_DOMAINS[ranked[-1]]),
        )
    return (Passage(_("What you look for"), text),)


def _arousal(profile: Profile) -> tuple[Passage, ...]:
    found: list[Passage] = []
    for scale, texts in _AROUSAL.items():
        score: float | None = getattr(profile.arousal_propensity, scale)
        if score is not None:
            text = texts[0] if score <= LOW else texts[2] if score >= HIGH else texts[1]
            found.append(Passage(_(_AROUSAL_TITLES[scale]), _(text)))
    return tuple(found)


def _power(profile: Profile) -> tuple[Passage, ...]:
    power = profile.power_dynamic
    if power.orientation is None:
        return ()
    said = [_(_LEADING[power.orientation])]
    if power.intensity is not None and power.intensity >= HIGH:
        said.append(_("It adds a lot for you."))
    elif power.intensity is not None and power.intensity <= LOW:
        said.append(_("A pinch of it is enough."))
    if power.preference is not None:
        said.append(_(_FEELING[power.preference]))
    return (Passage(_("Who leads"), " ".join(said)),)


def _boundaries(profile: Profile) -> tuple[Passage, ...]:
    never, talk = len(profile.boundaries.hard_limits), len(profile.boundaries.soft_limits)
    said: list[str] = []
    if never:
        said.append(
            ngettext(
                "One thing is off the table. No card will bring it up.",
                "%(num)d things are off the table. No card will bring them up.",
                never,
            )
        )
    if talk:
        said.append(
            ngettext(
                "One thing waits until you have talked about it.",
                "%(num)d things wait until you have talked about them.",
                talk,
            )
        )
    if not said:
        return ()
    return (Passage(_("Where the line is"), " ".join(said)),)
