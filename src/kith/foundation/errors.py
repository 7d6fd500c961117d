"""Problems people can be told about (RFC 9457). Whatever is raised inside, this is the vocabulary at the edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

import msgspec

from kith.foundation.language import _, later


class Problem(Exception):
    """An answer other than success.

    It is said in the language in force where it is raised: a constant sentence is looked up here, one with values in it comes ready from `_`.

    Attributes:
        detail: a sentence a person understands.
        field: the input at fault, or None.
        slug: stable identifier; the problem's `type` is `/problems/<slug>`.
        alternatives: other moments that would do, where what was wanted is a time.
        extension: further members of the problem's JSON (RFC 9457 § 3.2), which only that kind of problem has.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = later("Something went wrong")
    slug: str = "unexpected"

    def __init__(
        self,
        detail: str,
        *,
        field: str | None = None,
        slug: str | None = None,
        retry_after: int | None = None,
        alternatives: Sequence[datetime] = (),
    ) -> None:
        self.detail = _(detail)
        super().__init__(self.detail)
        self.field = field
        self.retry_after = retry_after
        self.alternatives = tuple(alternatives)
        self.extension: Mapping[str, Any] = {}
        if slug is not None:
            self.slug = slug


class Invalid(Problem):
    """Input that cannot be accepted as it is."""

    status = 422
    title = later("That does not look right")
    slug = "invalid"


class Malformed(Problem):
    """A request that cannot be read at all."""

    status = 400
    title = later("That request cannot be read")
    slug = "malformed"


class SignInNeeded(Problem):
    """Nobody is signed in, or not any more."""

    status = 401
    title = later("Please sign in")
    slug = "sign-in-needed"


class Refused(Problem):
    """The sender may not do this and may know it (a wrong signature, a missing CSRF token)."""

    status = 403
    title = later("That is not allowed")
    slug = "refused"


class NotFound(Problem):
    """It does not exist, or it is not for this person: both look the same."""

    status = 404
    title = later("Nothing here")
    slug = "not-found"

    def __init__(
        self,
        detail: str = later("There is nothing here, or it is not yours to see."),
        *,
        field: str | None = None,
    ) -> None:
        super().__init__(detail, field=field)


class Conflict(Problem):
    """The thing is not in a state in which this can happen."""

    status = 409
    title = later("Not possible now")
    slug = "conflict"


class TooLarge(Problem):
    """The request body is larger than this route takes."""

    status = 413
    title = later("That is too large")
    slug = "too-large"


class TooMany(Problem):
    """Too often in too short a time; `retry_after` is in seconds."""

    status = 429
    title = later("A little slower, please")
    slug = "too-many"


class Unavailable(Problem):
    """Something the house needs is away for the moment; nothing was changed."""

    status = 503
    title = later("Back in a moment")
    slug = "unavailable"


class OutcomeUnknown(Unavailable):
    """The work was done and nobody can tell whether it was kept. Not to be tried again blindly."""

    slug = "outcome-unknown"


class ProblemDocument(msgspec.Struct, omit_defaults=True):
    """The JSON form of a problem."""

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    reference: str | None = None
    alternatives: list[datetime] = []


def document(problem: Problem, reference: str | None = None) -> ProblemDocument:
    """The problem as it is sent; `reference` is the request's id, for support."""
    return ProblemDocument(
        type=f"/problems/{problem.slug}",
        title=_(problem.title),
        status=problem.status,
        detail=problem.detail,
        field=problem.field,
        reference=reference,
        alternatives=list(problem.alternatives),
    )
