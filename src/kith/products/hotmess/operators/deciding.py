"""A decision about one thing: the form of its page, and taking it. Beacons, listings, the market and sellers are decided on alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated
from uuid import UUID

import msgspec
from litestar.response import Redirect

from kith.commons.audit.commands import Admin
from kith.foundation.house import House
from kith.products.hotmess.operators.frame import Requested
from kith.web import forms
from kith.web.console_frame import Field, Form, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of


class Decision(msgspec.Struct, frozen=True):
    decision: Annotated[str, msgspec.Meta(max_length=20)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class Deciding(msgspec.Struct, frozen=True, kw_only=True):
    """What can be decided about things under `path`, and how.

    `words`: what each decision is called; `sources`: the states it is taken in; `lead` stands over the form, `said` is what is said when it is taken.
    """

    path: str
    roles: tuple[str, ...]
    words: Mapping[str, str]
    sources: Mapping[str, tuple[str, ...]]
    decide: Callable[[House, Admin, UUID, str, str], Awaitable[None]]
    needs_reason: Callable[[str], bool]
    lead: str
    said: str

    def forms(self, target: UUID, state: str) -> list[Form]:
        """The form for what is possible in a state; none where nothing is."""
        possible = {name: words for name, words in self.words.items() if state in self.sources[name]}
        if not possible:
            return []
        needing = [words for name, words in possible.items() if self.needs_reason(name)]
        reason = Field(
            name="reason",
            label="Reason",
            required=len(needing) == len(possible),
            hint="Needed for: " + ", ".join(needing) + "." if 0 < len(needing) < len(possible) else "",
        )
        choice = Field(name="decision", label="Decision", options=tuple(possible.items()))
        return [
            Form(
                title="Decide",
                lead=self.lead,
                action=f"{self.path}/{target}",
                button="Decide",
                fields=(choice, reason),
            )
        ]

    async def take(self, request: Requested, target: UUID) -> Redirect:
        """Take the decision that was sent; back to the list.

        Raises:
            NotFound: who asks may not, or there is no such thing.
            Invalid: the decision needs a reason.
            Conflict: it cannot be taken any more.
        """
        admin = await operator(request, *self.roles)
        form = await forms.read(request, Decision)
        reason = reason_in(form.reason) if self.needs_reason(form.decision) else form.reason
        await self.decide(house_of(request), admin, target, form.decision, reason)
        flash_next(request, "success", self.said)
        return Redirect(self.path, status_code=303)
