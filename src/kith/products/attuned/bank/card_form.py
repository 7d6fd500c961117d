"""The form of a card."""

from __future__ import annotations

from typing import Annotated

import msgspec

from kith.products.attuned.bank.fields import card_of, text_of
from kith.products.attuned.bank.frame import Requested, choice, of_these
from kith.products.attuned.cards.card import Audience, Card
from kith.products.attuned.terms import BodyPart, Boundary, CardType, Domain, Level, Orientation
from kith.web import forms
from kith.web.console_frame import Field, Form


class CardForm(msgspec.Struct, frozen=True):
    """A card as its form has it; see `fields.card_of`."""

    type: str
    rating: str
    intensity: str
    text: Annotated[str, msgspec.Meta(max_length=2000)]
    tags: str = ""
    domains: str = ""
    preference_keys: str = ""
    power_role: str = ""
    hard_boundaries: str = ""
    active_bodyparts: str = ""
    partner_bodyparts: str = ""
    intensity_modifiers: str = ""
    audience_scope: str = "couples"
    requires_consent_negotiation: bool = False


async def sent(request: Requested) -> Card:
    """The card that was sent; Invalid names the field at fault."""
    form = await forms.read(request, CardForm)
    values = msgspec.structs.asdict(form)
    values["requires_consent_negotiation"] = "yes" if form.requires_consent_negotiation else "no"
    try:
        return card_of(values)
    except msgspec.ValidationError as mistake:
        raise forms.explain(mistake) from None


def form_for(card: Card | None, action: str, button: str) -> Form:
    """The form, filled with a card when there is one."""

    def joined(name: str) -> str:
        return "" if card is None else ", ".join(getattr(card, name))

    parts = None if card is None else card.required_bodyparts
    known = of_these(Boundary)
    bodies = of_these(BodyPart)
    roles = [("", "No role"), *((role.value, role.value) for role in Orientation)]
    return Form(
        title="The card",
        action=action,
        button=button,
        fields=(
            choice(
                "type",
                "Kind",
                [kind.value for kind in CardType],
                card.type if card else "truth",
                required=True,
            ),
            choice(
                "rating",
                "Level",
                [level.value for level in Level],
                card.rating if card else "G",
                required=True,
            ),
            choice(
                "intensity",
                "Intensity",
                ["1", "2", "3", "4", "5"],
                str(card.intensity) if card else "2",
                required=True,
            ),
            Field(
                name="text",
                label="Text",
                type="textarea",
                value=text_of(card.script) if card else "",
                hint=(
                    "A step on each line, to the active player; “partner:” or “both:” in front speaks to the others. "
                    "{partner} stands for the other one’s name."
                ),
            ),
            Field(
                name="tags",
                label="Themes",
                value=joined("tags"),
                required=False,
                hint="With commas between them: memories, play.",
            ),
            Field(
                name="domains",
                label="Domains",
                value=joined("domains"),
                required=False,
                hint=of_these(Domain),
            ),
            Field(
                name="preference_keys",
                label="What it is about",
                value=joined("preference_keys"),
                required=False,
                hint="The survey’s keys, as the active player sees it: massage_give, slow_dance, memories.",
            ),
            Field(
                name="power_role",
                label="Role of the active player",
                value=(card.power_role or "") if card else "",
                required=False,
                options=roles,
            ),
            Field(
                name="hard_boundaries",
                label="Boundaries it touches",
                value=joined("hard_boundaries"),
                required=False,
                hint=known,
            ),
            Field(
                name="active_bodyparts",
                label="What the active player needs",
                value=", ".join(parts.active) if parts else "",
                required=False,
                hint=bodies,
            ),
            Field(
                name="partner_bodyparts",
                label="What the partner needs",
                value=", ".join(parts.partner) if parts else "",
                required=False,
                hint=bodies,
            ),
            Field(
                name="intensity_modifiers",
                label="Intensity tags",
                value=joined("intensity_modifiers"),
                required=False,
            ),
            choice(
                "audience_scope",
                "For",
                [scope.value for scope in Audience],
                card.audience_scope if card else "couples",
                required=True,
            ),
            Field(
                name="requires_consent_negotiation",
                label="Only after the talk beforehand",
                type="checkbox",
                value="yes" if card and card.requires_consent_negotiation else "",
            ),
        ),
    )
