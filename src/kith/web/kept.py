"""For members: what they agreed to and when, and what goes by itself after how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from litestar import Request, Response, get

from kith.commons.consent import commands as consent
from kith.commons.privacy.retention import rules
from kith.foundation.language import _, later, ngettext
from kith.web.pages import moment, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_BASIS: Final = {
    "contract": later("needed for what you use"),
    "consent": later("you agreed to it"),
    "law": later("the law asks for it"),
    "interest": later("a fair interest of ours"),
}
_SOURCE: Final = {
    "web": later("on our pages"),
    "sms": later("by text"),
    "api": later("in an app"),
    "operator": later("through somebody of the house"),
    "demo": later("in the demo"),
}
_KIND: Final = {
    "sms": later("Texts"),
    "age": later("Being of age"),
    "terms": later("Terms"),
    "privacy": later("Privacy notice"),
    "marketing": later("News"),
}


def span(keep_for: timedelta) -> str:
    """A period in words: years, months of thirty days, days or hours."""
    days = keep_for.days
    if days and days % 365 == 0:
        return ngettext("after %(num)d year", "after %(num)d years", days // 365)
    if days:
        return ngettext("after %(num)d day", "after %(num)d days", days)
    hours = keep_for.seconds // 3600
    return (
        ngettext("after %(num)d hour", "after %(num)d hours", hours)
        if hours
        else _("at once when it has served")
    )


@get("/account/data/kept", include_in_schema=False)
async def kept(request: Requested) -> Response[str]:
    person_of(request)
    house = house_of(request)
    names = {"kith": "Kith", **{product.schema: product.name for product in house.products}}
    lists: dict[str, list[dict[str, str]]] = {}
    for rule in await rules(house):
        lists.setdefault(names[rule.schema_name], []).append(
            {
                "what": _(rule.what),
                "when": span(rule.keep_for),
                "why": _(rule.why),
                "basis": _(_BASIS[rule.basis]),
            }
        )
    return page(request, "account/kept.html", {"lists": lists})


@get("/account/consents", include_in_schema=False)
async def consents(request: Requested) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, "kith") as db:
        history = await consent.history(db, person.id)
    names = {product.slug: product.name for product in house.products}
    latest: set[tuple[str, str]] = set()
    shown: list[dict[str, Any]] = []
    for one in history:
        subject = (one.product, one.kind)
        shown.append(
            {
                "title": _(
                    "%(product)s: %(what)s",
                    what=_(_KIND[one.kind]),
                    product=names.get(one.product, one.product),
                ),
                "granted": one.granted,
                "in_force": subject not in latest,
                "at": moment(one.recorded_at, "UTC", "medium"),
                "at_iso": one.recorded_at.isoformat(),
                "how": _(_SOURCE[one.source]),
                "version": one.version,
                "language": one.language,
                "text": one.body,
            }
        )
        latest.add(subject)
    return page(request, "account/consents.html", {"history": shown})


ROUTES = [kept, consents]
