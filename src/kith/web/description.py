"""The API's description: what Litestar reads from the handlers, and what holds for all of them and it cannot know.

Every refusal is a problem document; POSTs may carry `Idempotency-Key`; unknown fields are refused; there are two ways to say who asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast, get_args

import msgspec
from litestar import Litestar
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.routes import HTTPRoute

from kith.foundation.errors import (
    Conflict,
    Invalid,
    Malformed,
    NotFound,
    Problem,
    ProblemDocument,
    Refused,
    SignInNeeded,
    TooLarge,
    TooMany,
    Unavailable,
)
from kith.foundation.idempotency import HEADER, LONGEST_KEY
from kith.web import cookies
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.problems import WrongType
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

    from kith.foundation.house import House

Document = dict[str, Any]

_ALWAYS = (Malformed, SignInNeeded, NotFound, Invalid, TooMany, Unavailable)
_CHANGING = (Refused, Conflict, TooLarge, WrongType)
_PAYMENT_REFUSED = "PaymentRefused"
_METHODS = ("get", "post", "put", "patch", "delete")
_KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "The same key with the same body gives the first answer again and has no second effect; with another body it is refused"
    " (422). A random UUID is best; kept for a day.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
}


class Description(JsonRenderPlugin):
    """Serves the description, completed at first request."""

    def __init__(self) -> None:
        super().__init__(path="/openapi.json")
        self._complete = b""

    def render(self, request: Request[Any, Any, Any], openapi_schema: Document) -> bytes:
        if not self._complete:
            document = complete(openapi_schema, request.app, house_of(request))
            self._complete = msgspec.json.encode(document)
        return self._complete


def complete(found: Document, app: Litestar, house: House) -> Document:
    """The description with what all operations have in common."""
    document: Document = msgspec.json.decode(msgspec.json.encode(found))
    components: Document = document.setdefault("components", {})
    schemas: Document = components.setdefault("schemas", {})
    [_], problem = msgspec.json.schema_components(
        [ProblemDocument], ref_template="#/components/schemas/{name}"
    )
    schemas |= problem
    components["parameters"] = {"IdempotencyKey": _KEY}
    components["responses"] = {kind.__name__: _refusal(kind) for kind in (*_ALWAYS, *_CHANGING)}
    components["responses"][_PAYMENT_REFUSED] = _refused("The payment did not go through")
    components["securitySchemes"] = _ways_to_sign_in(house)
    document["security"] = [{"token": []}, {"browser": []}, {}]
    secret = {
        path
        for path, method, handler in _handlers(app)
        if method == "POST" and handler.opt.get(HANDS_OUT_SECRETS)
    }
    for path, item in cast("dict[str, Document]", document.get("paths", {})).items():
        for method, operation in item.items():
            if method in _METHODS:
                _complete_operation(operation, method, takes_key=method == "post" and path not in secret)
    for kind in {kind for _, _, handler in _handlers(app) for kind in _structs(_body_of(handler))}:
        if kind.__struct_config__.forbid_unknown_fields:
            _close(schemas, kind)
    return document


def _complete_operation(operation: Document, method: str, *, takes_key: bool) -> None:
    responses: Document = operation["responses"]
    responses.pop("400", None)
    kinds = _ALWAYS if method == "get" else (*_ALWAYS, *_CHANGING)
    responses |= {str(kind.status): {"$ref": f"#/components/responses/{kind.__name__}"} for kind in kinds}
    if method == "post":
        responses["402"] = {"$ref": f"#/components/responses/{_PAYMENT_REFUSED}"}
    if takes_key:
        operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/IdempotencyKey"})


def _refusal(kind: type[Problem]) -> Document:
    return _refused(kind.title)


def _refused(title: str) -> Document:
    schema = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    return {"description": title, "content": {"application/problem+json": {"schema": schema}}}


def _ways_to_sign_in(house: House) -> Document:
    return {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The access token of /api/auth/verify, fifteen minutes long.",
        },
        "browser": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookies.access_name(house),
            "description": "A browser's session. What changes something also needs the page's token in the header X-CSRF-Token.",
        },
    }


def _handlers(app: Litestar) -> Iterator[tuple[str, str, Any]]:
    """Path as the description writes it, method, handler."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for method, (handler, _) in cast("dict[str, Any]", route.route_handler_map).items():
                yield re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path), method, handler


def _body_of(handler: Any) -> Any:
    field = handler.parsed_data_field
    return None if field is None else field.annotation


def _structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """A request body's type and those of its fields, all the way down."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for field in msgspec.structs.fields(kind):
            yield from _structs(field.type)
    for inner in get_args(kind):
        yield from _structs(inner)


def _close(schemas: Document, kind: type[msgspec.Struct]) -> None:
    # Where two structs are called alike, Litestar puts as much of the module before the name as tells them apart.
    whole = f"_{kind.__module__}.{kind.__qualname__}".replace(".", "_")
    for name, schema in schemas.items():
        called = name.rpartition(".")[2]
        alike = called.endswith(f"_{kind.__name__}") and whole.endswith(f"_{called}")
        if (called == kind.__name__ or alike) and schema.get("type") == "object":
            schema["additionalProperties"] = False
