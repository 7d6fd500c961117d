"""Every failure as an answer: problem details for programs, a page for people. No stack trace, no SQL, ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.response import Redirect

from kith.foundation.errors import (
    Malformed,
    NotFound,
    OutcomeUnknown,
    Problem,
    Refused,
    SignInNeeded,
    TooLarge,
    TooMany,
    document,
)
from kith.foundation.language import _, later
from kith.foundation.logs import logger
from kith.web import forms
from kith.web.asked_from import asked_from
from kith.web.pages import page
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request

_log = logger(__name__)


class MethodNotHere(Problem):
    """The path exists, but not for this method."""

    status = 405
    title = later("Not possible that way")
    slug = "method-not-allowed"


class WrongType(Problem):
    """A body of a kind this route does not read."""

    status = 415
    title = later("That kind of content is not read here")
    slug = "unsupported-media-type"


def answer(request: Request[Any, Any, Any], failure: Exception) -> Response[Any]:
    """Litestar's exception handler for everything."""
    problem = _problem_of(failure)
    reference = str(request.scope["state"].get("request_id", ""))
    request.scope["state"]["outcome_unknown"] = isinstance(problem, OutcomeUnknown)
    if problem.status >= 500 and not isinstance(failure, Problem):
        _log.error(
            "unexpected failure", failure=type(failure).__name__, where=_where(failure), reference=reference
        )
    headers = {"retry-after": str(problem.retry_after)} if problem.retry_after else {}
    if not _wants_page(request):
        return Response(
            msgspec.json.encode({**msgspec.to_builtins(document(problem, reference)), **problem.extension}),
            status_code=problem.status,
            media_type="application/problem+json",
            headers=headers,
        )
    if isinstance(problem, SignInNeeded) and request.method == "GET":
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Redirect(f"/sign-in?next={quote(target, safe='')}", status_code=303)
    context = {
        "status": problem.status,
        "title": _(problem.title),
        "detail": problem.detail,
        "reference": reference,
        "back_href": _came_from(request),
        "sign_in": isinstance(problem, SignInNeeded),
    }
    response = page(
        request, "errors/error.html", context, product=_product_of(request), status=problem.status
    )
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _came_from(request: Request[Any, Any, Any]) -> str:
    """The page of ours whose link or form led here; without one the product's front door."""
    product, asked = _product_of(request), asked_from(request)
    # A form is often sent to the address of its own page, which is then the way back; a page that failed leads to itself again.
    itself = request.method == "GET" and asked.partition("?")[0] == request.url.path
    if not asked or itself:
        return "/" if product == "house" else f"/{product}"
    return asked


def _wants_page(request: Request[Any, Any, Any]) -> bool:
    path = request.url.path
    if path.startswith(("/api/", "/hooks/", "/metrics", "/healthz", "/readyz")):
        return False
    return "text/html" in request.headers.get("accept", "")


def _product_of(request: Request[Any, Any, Any]) -> str:
    first = request.url.path.strip("/").partition("/")[0]
    return first if first in {product.slug for product in house_of(request).products} else "house"


def _problem_of(failure: Exception) -> Problem:
    if isinstance(failure, Problem):
        return failure
    if isinstance(failure, ValidationException):
        return _validation(failure)
    if isinstance(failure, msgspec.ValidationError):
        return forms.explain(failure)
    if isinstance(failure, HTTPException):
        return _of_status(failure)
    return Problem("That was our mistake, not yours. Nothing was changed; please try again.")


def _of_status(failure: HTTPException) -> Problem:
    match failure.status_code:
        case 404:
            return NotFound()
        case 405:
            return MethodNotHere("This address does not take that method.")
        case 413:
            return TooLarge("That is more than this address takes.")
        case 415:
            return WrongType("Please send JSON, or a form, as the documentation of this address says.")
        case 429:
            return TooMany("That was a bit too often. Please try again later.", retry_after=60)
        case 401:
            return SignInNeeded("Please sign in first.")
        case 403:
            return Refused("That is not allowed.")
        case status if 400 <= status < 500:
            return Malformed("We could not read that request.")
        case _:
            return Problem("That was our mistake, not yours. Nothing was changed; please try again.")


def _validation(failure: ValidationException) -> Problem:
    cause = failure.__cause__
    if isinstance(cause, msgspec.ValidationError):
        return forms.explain(cause)
    if isinstance(cause, msgspec.DecodeError):
        return Malformed("The body is not valid JSON.")
    details = failure.extra if isinstance(failure.extra, list) else []
    for found in details:
        if isinstance(found, dict):
            item = cast("dict[str, Any]", found)
            field = str(item.get("key", "")) or None
            reason = str(item.get("message", "not right"))
            return forms.wrong(field, reason)
    return Malformed("We could not read that request.")


def _where(failure: Exception) -> str:
    """File and line of the failure's origin: enough to find it, nothing of anybody's data."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (
        f"{trace.tb_frame.f_code.co_filename.rpartition('/kith/')[2]}:{trace.tb_lineno}"
        if trace
        else "unknown"
    )
