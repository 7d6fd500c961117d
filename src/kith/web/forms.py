"""Reading a request's form into a struct, and the check that our own page sent it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kith.foundation.errors import Invalid, Refused
from kith.web import cookies

if TYPE_CHECKING:
    from litestar import Request

T = TypeVar("T")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


async def check_csrf(request: Request[Any, Any, Any]) -> None:
    """Before every unsafe request that a browser's cookies could carry.

    Raises:
        Refused: neither the form's `_csrf` nor the header `X-CSRF-Token` fits this browser.
    """
    if (
        request.method in _SAFE
        or request.url.path.startswith("/hooks/")
        or "authorization" in request.headers
    ):
        return
    house = request.app.state.house
    jar: dict[str, str] = request.scope["state"]["cookies"]
    if not any(
        name in jar
        for name in (cookies.access_name(house), cookies.refresh_name(house), cookies.csrf_name(house))
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
            raise Invalid(f"“{name[:40]}” is not a field of this form.", field=name[:40])
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
    reason, _, path = text.partition(" - at `$")
    # Litestar keeps a JSON body under `data`; whoever sent it does not know that name.
    field = path.strip(".`[]")
    field = None if field in ("", "data") else field.removeprefix("data.")
    if "missing required field" in text:
        field = text.split("`")[1]
        return Invalid(f"Please fill in “{_spoken(field)}”.", field=field)
    if "unknown field" in text:
        field = text.split("`")[1]
        return Invalid(f"“{field}” is not a field we know.", field=field)
    if field is None:
        return Invalid(f"That cannot be read: {reason[:1].lower()}{reason[1:]}.")
    return Invalid(f"“{_spoken(field)}” is not right: {reason[:1].lower()}{reason[1:]}.", field=field)


def _spoken(field: str) -> str:
    return field.replace("_", " ")
