"""What players tell before the first card, and what makes it acceptable."""

from __future__ import annotations

from typing import Annotated, Final
from zoneinfo import available_timezones

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.products.attuned.sharing.words import SETTINGS as SHARING
from kith.products.attuned.terms import Anatomy, BodyPart, Level

Short = Annotated[str, msgspec.Meta(max_length=120)]
ZONES: Final = tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))
LEVELS: Final = (
    (Level.G, later("Sweet"), later("Talk, laughter, closeness.")),
    (Level.R, later("Flirtatious"), later("Sweet, and warmer: touch and teasing, never explicit.")),
    (
        Level.X,
        later("Explicit"),
        later("All of it. Only where whoever runs this house has added such cards."),
    ),
)
_CONSENTS: Final = (
    ("age_consent", later("Attuned is for adults. Please confirm that you both are eighteen or older.")),
    ("terms_consent", later("Please say yes to the terms to go on.")),
    (
        "privacy_consent",
        later("Cards that suit you need your answers. Please say yes to keeping them, or do not begin."),
    ),
)


class Beginning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The three consents."""

    age_consent: bool = False
    terms_consent: bool = False
    privacy_consent: bool = False


class Basics(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Name, anatomy, the highest level, and what a partner sees. Parts are of `terms.BodyPart`; none is an answer too."""

    display_name: Short = ""
    anatomy_self: list[Short] = []
    anatomy_preference: list[Short] = []
    highest_level: Short = Level.R
    sharing: Short = "overlapping_only"
    timezone: Annotated[str, msgspec.Meta(max_length=64)] = "UTC"
    gender: Short = ""
    orientation: Short = ""
    relationship_structure: Short = ""


class Keeping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Taking an anonymous player's answers into one's account."""

    agree: bool = False
    forget: bool = False


def check_consents(form: Beginning) -> None:
    """Raises:
    Invalid: one is missing; the field is named.
    """
    for field, words in _CONSENTS:
        if not getattr(form, field):
            raise Invalid(words, field=field)


def name_of(text: str) -> str:
    """A name as it is kept.

    Raises:
        Invalid: none, or too long.
    """
    name = " ".join(text.split())
    if not 1 <= len(name) <= 60:
        raise Invalid("What shall we call you? The cards use it.", field="display_name")
    return name


def anatomy_of(form: Basics) -> Anatomy:
    """Raises:
    Invalid: with the field.
    """
    return Anatomy(
        _parts(form.anatomy_self, "anatomy_self"), _parts(form.anatomy_preference, "anatomy_preference")
    )


def _parts(values: list[str], field: str) -> frozenset[BodyPart]:
    try:
        return frozenset(BodyPart(value) for value in values)
    except ValueError:
        raise Invalid("Please choose from the list.", field=field) from None


def level_of(form: Basics) -> Level:
    """Raises:
    Invalid: there is no such level.
    """
    try:
        return Level(form.highest_level)
    except ValueError:
        raise Invalid("Please choose one of the levels.", field="highest_level") from None


def sharing_of(form: Basics) -> str:
    """Raises:
    Invalid: there is no such setting.
    """
    if form.sharing not in {value for value, _label, _hint in SHARING}:
        raise Invalid("Please choose what your partner sees.", field="sharing")
    return form.sharing


def zone_of(text: str) -> str:
    """Raises:
    Invalid: there is no such time zone.
    """
    if text.strip() not in ZONES:
        raise Invalid("Please choose your time zone, such as Europe/Berlin.", field="timezone")
    return text.strip()
