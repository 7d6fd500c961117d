"""A card as texts in named fields, as a form or a line of a CSV file has it, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from kith.products.attuned.cards.card import Actor, Card, Script, identified

STEP_MARK: Final = re.compile(r"^(partner|both|active)\s*:\s*", re.IGNORECASE)
_LISTS: Final = (
    "tags",
    "domains",
    "preference_keys",
    "hard_boundaries",
    "intensity_modifiers",
    "hard_limit_keys",
)
_PARTS: Final = {"active_bodyparts": "active", "partner_bodyparts": "partner"}
_YES: Final = frozenset({"yes", "true", "1", "on", "y"})
FIELDS: Final = frozenset(
    {"type", "rating", "intensity", "text", "power_role", "requires_consent_negotiation", "audience_scope", "source_version", *_LISTS, *_PARTS}
)  # fmt: skip


def card_of(fields: Mapping[str, str]) -> Card:
    """The card that these texts make, with its `activity_uid`. Lists are separated by commas or semicolons, steps by line breaks.

    Raises:
        msgspec.ValidationError: a field is missing, unknown or not what it should be.
    """
    for name in fields:
        if name not in FIELDS:
            raise msgspec.ValidationError(f"Object contains unknown field `{name}`")
    values: dict[str, Any] = {name: fields[name].strip() for name in fields if fields[name].strip()}
    if "text" not in values:
        # A card has its words in steps, its form and its file in one field.
        raise msgspec.ValidationError("Object missing required field `text`")
    values["script"] = {"steps": _steps(values.pop("text"))}
    for name in _LISTS:
        if name in values:
            values[name] = _list(values[name])
    parts = {side: _list(values.pop(name)) for name, side in _PARTS.items() if name in values}
    if parts:
        values["required_bodyparts"] = parts
    if "requires_consent_negotiation" in values:
        values["requires_consent_negotiation"] = values["requires_consent_negotiation"].casefold() in _YES
    for name, upper in (("type", False), ("rating", True), ("power_role", False), ("audience_scope", False)):
        if name in values:
            values[name] = values[name].upper() if upper else values[name].casefold()
    if str(values.get("intensity", "")).isdigit():
        values["intensity"] = int(values["intensity"])
    return identified(msgspec.convert(values, Card))


def text_of(script: Script) -> str:
    """The steps as lines that `card_of` reads again."""
    return "\n".join(
        step.text if step.actor is Actor.ACTIVE else f"{step.actor}: {step.text}" for step in script.steps
    )


def _steps(text: str) -> list[dict[str, str]]:
    steps: list[dict[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        mark = STEP_MARK.match(line)
        actor = mark[1].casefold() if mark else "active"
        steps.append({"text": line[mark.end() :] if mark else line, "actor": actor})
    return steps


def _list(text: str) -> list[str]:
    found = [part.strip().casefold().replace(" ", "_") for part in re.split(r"[,;|]", text)]
    return list(dict.fromkeys(part for part in found if part))
