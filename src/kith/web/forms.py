"""Reading a request's form into a struct, and the check that our own page sent it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from kith.foundation.errors import Invalid, Refused
from kith.foundation.language import _, later
from kith.web import cookies
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

T = TypeVar("T")
_REASONS = (
    (
        re.compile(r"Expected `str` of length <= (?P<most>\d+)"),
        later("it can have at most %(most)s characters"),
    ),
    (
        re.compile(r"Expected `str` of length >= (?P<least>\d+)"),
        later("it needs at least %(least)s characters"),
    ),
    (re.compile(r"Expected `(?:int|float)` <= (?P<most>[\d.-]+)"), later("it can be at most %(most)s")),
    (re.compile(r"Expected `(?:int|float)` >= (?P<least>[\d.-]+)"), later("it has to be at least %(least)s")),
    (re.compile(r"Expected `(?:int|float)(?: \| null)?`.*"), later("it has to be a number")),
    (re.compile(r"Invalid enum value '(?P<value>.*)'"), later("“%(value)s” is none of the choices")),
    (re.compile(r"Invalid (?:RFC3339|ISO8601) encoded date"), later("it has to be a date")),
    (re.compile(r"Invalid (?:RFC3339|ISO8601) encoded datetime"), later("it has to be a date and a time")),
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CARRY_THEIR_OWN = ("/hooks/", "/unsubscribe/")
"""Paths whose requests show by what they carry (a signature, a sealed address) that they are meant: no browser's cookies count there."""
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


async def check_csrf(request: Request[Any, Any, Any]) -> None:
    """Before every unsafe request that a browser's cookies could carry.

    Raises:
        Refused: neither the form's `_csrf` nor the header `X-CSRF-Token` fits this browser.
    """
    if (
        request.method in _SAFE
        or request.url.path.startswith(CARRY_THEIR_OWN)
        or "authorization" in request.headers
    ):
        return
    house = house_of(request)
    jar: dict[str, str] = request.scope["state"]["cookies"]
    if not any(
        name in jar
        for name in (
            cookies.access_name(house),
            cookies.refresh_name(house),
            cookies.csrf_name(house),
            cookies.guest_name(house),
        )
    ) and request.url.path.startswith("/api/"):
        return  # nobody's cookies travel with it, so there is nothing to forge
    token = request.headers.get("x-csrf-token", "")
    if not token and (request.headers.get("content-type") or "").startswith(_FORM_TYPES):
        token = str((await request.form()).get("_csrf", ""))
    if not cookies.csrf_matches(house, jar.get(cookies.csrf_name(house), ""), token):
        raise Refused(
            "This form has gone stale. Please go back, reload the page and send it again.", slug="stale-form"
        )


async def read(request: Request[Any, Any, Any], kind: type[T]) -> T:
    """The form as a struct. Empty fields count as absent; a field that takes several values is a list or tuple there.

    Raises:
        Invalid: a field is missing, unknown or of the wrong kind; the field is named.
    """
    sent = await request.form()
    several = {field.name for field in msgspec.structs.fields(kind) if _takes_several(field.type)}  # pyright: ignore[reportArgumentType]
    values: dict[str, Any] = {}
    for name in dict.fromkeys(sent.keys()):
        if name == "_csrf":
            continue
        texts = [value for value in sent.getall(name) if not isinstance(value, str) or value.strip() != ""]
        if name in several:
            values[name] = texts
        elif texts:
            values[name] = texts[-1].strip() if isinstance(texts[-1], str) else texts[-1]
    return convert(values, kind)


def _takes_several(kind: object) -> bool:
    return getattr(kind, "__origin__", kind) in (list, tuple, set, frozenset)


def convert(values: dict[str, Any], kind: type[T]) -> T:
    """Values as sent by a form or a query string, as a struct.

    Raises:
        Invalid: as `read`.
    """
    known = {field.encode_name for field in msgspec.structs.fields(kind)}  # pyright: ignore[reportArgumentType]
    for name in values:
        if name not in known:
            raise Invalid(_("“%(field)s” is not a field of this form.", field=name[:40]), field=name[:40])
    ticked = {field.encode_name for field in msgspec.structs.fields(kind) if field.type is bool}  # pyright: ignore[reportArgumentType]
    values = {
        name: True if name in ticked and value in ("yes", "on") else value for name, value in values.items()
    }
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as mistake:
        raise explain(mistake) from None


def explain(mistake: msgspec.ValidationError) -> Invalid:
    """msgspec's message as a sentence that names the field."""
    text = str(mistake)
    reason, _separator, path = text.partition(" - at `$")
    # Litestar keeps a JSON body under `data`; whoever sent it does not know that name. One of several is a fault of the field they are in.
    field = re.sub(r"(\[[^\]]*\])+$", "", path.strip("`")).strip(".")
    field = None if field in ("", "data") else field.removeprefix("data.")
    if "missing required field" in text:
        field = text.split("`")[1]
        return Invalid(_("Please fill in “%(field)s”.", field=_spoken(field)), field=field)
    if "unknown field" in text:
        field = text.split("`")[1]
        return Invalid(_("“%(field)s” is not a field we know.", field=field), field=field)
    if field is None:
        return Invalid(_("That cannot be read: %(reason)s.", reason=_small(reason)))
    return wrong(field, reason)


def wrong(field: str | None, reason: str) -> Invalid:
    """A field whose value does not fit; `reason` is the reader's own word for why."""
    name = _("The request") if field is None else _spoken(field)
    return Invalid(_("“%(field)s” is not right: %(reason)s.", field=name, reason=_small(reason)), field=field)


def _small(reason: str) -> str:
    """msgspec's reason in words people use; those that only programs cause stay as they are."""
    for pattern, words in _REASONS:
        found = pattern.fullmatch(reason)
        if found:
            return _(words, **found.groupdict())
    return reason[:1].lower() + reason[1:]


def _spoken(field: str) -> str:
    # The catalogs know the names of the house's fields (below); a product lists its own in its manifest.
    return _(field.replace("_", " "))


FIELD_NAMES: Final = (later("address"), later("code"), later("reason"), later("language"))
