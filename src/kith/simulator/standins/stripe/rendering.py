"""Objects as Stripe sends them: JSON, lists and expansions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import msgspec

from kith.simulator.standins.stripe.objects import CheckoutSession, Json

_RENAMED_LISTS = {"subscription": ("line_items", "items"), "invoice": ("invoice_lines", "lines")}
_UNSENT = {
    "checkout.session": ("lines", "keeps_card", "trial_period_days", "inner_metadata"),
    "account": ("paid_out", "sent_in", "livemode"),
    "account_link": ("id", "livemode", "account", "refresh_url", "return_url", "used"),
}


def as_json(shape: msgspec.Struct) -> Json:
    """An object as it is sent, before expansions."""
    json = msgspec.json.decode(msgspec.json.encode(shape), type=dict[str, object])
    kind = cast("str", json["object"])
    for name in _UNSENT.get(kind, ()):
        del json[name]
    if kind in _RENAMED_LISTS:
        ours, theirs = _RENAMED_LISTS[kind]
        json[theirs] = listing(cast("list[Json]", json.pop(ours)), f"/v1/{kind}_items?{kind}={json['id']}")
    return json


def listing(data: Sequence[Json], url: str, *, has_more: bool = False) -> Json:
    """A list object."""
    return {"object": "list", "data": list(data), "has_more": has_more, "url": url}


def line_items(session: CheckoutSession) -> Json:
    """The lines of a checkout."""
    lines = [msgspec.json.decode(msgspec.json.encode(line), type=dict[str, object]) for line in session.lines]
    return listing(lines, f"/v1/checkout/sessions/{session.id}/line_items")


def expand(json: Json, paths: Sequence[str], find: Callable[[Json, str], object]) -> Json:
    """Replace identifiers by the objects they name, along paths such as "data.customer".

    `find` is given the object that holds the field, and the field's name; None leaves the field as it is.
    """
    for path in paths:
        _expand(json, path.split("."), find)
    return json


def _expand(json: Json, steps: list[str], find: Callable[[Json, str], object]) -> None:
    name, *rest = steps
    if isinstance(json.get(name), str) or json.get(name) is None:
        found = find(json, name)
        if found is not None:
            json[name] = found
    value = json.get(name)
    below = cast("list[object]", value) if isinstance(value, list) else [value]
    for part in below if rest else ():
        if isinstance(part, dict):
            _expand(cast("Json", part), rest, find)
