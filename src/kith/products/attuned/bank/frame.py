"""What the bank's console pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from litestar import Request

from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.web.console_frame import Field

if TYPE_CHECKING:
    from kith.foundation.house import House

PATH: Final = "/console/attuned/cards"
STATISTICS: Final = "/console/attuned/statistics"
ROLES: Final = ("support", "ops")
ACTOR: Final = service("attuned.console")
STATES: Final = {"live": "In play", "waiting": "Waiting for approval", "archived": "Archived"}
Requested = Request[Any, Any, Any]


def schema(house: House) -> str:
    return house.product("attuned").schema


def possible(number: int) -> int:
    if not 0 < number < 2**31:
        raise NotFound
    return number


def state_of(row: Any) -> str:
    state = "archived" if not row["is_active"] else "live" if row["approved"] else "waiting"
    return STATES[state]


def beginning(script: Any) -> str:
    steps = script.get("steps") if isinstance(script, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    text = " / ".join(str(step.get("text", "")) for step in steps) if steps else ""  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportUnknownArgumentType]
    # A card without a readable word still has to be something to click.
    return (text if len(text) <= 90 else f"{text[:88]}…") or "(empty)"


def choice(name: str, label: str, values: Sequence[str], value: str, *, required: bool = False) -> Field:
    options = [(one, one) for one in values]
    return Field(
        name=name,
        label=label,
        value=value,
        required=required,
        options=options if required else [("", "All"), *options],
    )


def of_these(values: Iterable[str]) -> str:
    """What may stand in a field, for its hint."""
    return f"Of: {', '.join(values)}."
