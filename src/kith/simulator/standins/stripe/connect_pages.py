"""The hosted page on which somebody who is to be paid says who they are."""

from __future__ import annotations

from urllib.parse import parse_qsl

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.simulator.standins.stripe import connect
from kith.simulator.standins.stripe.api.answering import HttpRequest, Stripe
from kith.simulator.standins.stripe.pages import hosted_page
from kith.simulator.standins.stripe.standin import found


class OnboardingPages(Controller):
    """What a mentor or host sees at Stripe."""

    path = "/onboarding"

    @get("/{key:str}")
    async def onboarding(self, key: FromPath[str], stripe: Stripe) -> Response[str] | Redirect:
        """The form; a link that was used or is old leads back for a new one."""
        link = found(stripe.account_links, key)
        if not connect.usable(stripe, link):
            return Redirect(link.refresh_url, status_code=303)
        return hosted_page(
            stripe, "onboarding.html", link=link, account=found(stripe.accounts, link.account), problem=None
        )

    @post("/{key:str}")
    async def submit(
        self, request: HttpRequest, key: FromPath[str], stripe: Stripe
    ) -> Response[str] | Redirect:
        """Done, or left half-way: back either way, which proves nothing."""
        link = found(stripe.account_links, key)
        if not connect.usable(stripe, link):
            return Redirect(link.refresh_url, status_code=303)
        state = dict(parse_qsl((await request.body()).decode())).get("state", "")
        if state not in connect.STATES:
            account = found(stripe.accounts, link.account)
            problem = "Choose one of the ways this can end."
            return hosted_page(
                stripe, "onboarding.html", status=400, link=link, account=account, problem=problem
            )
        stripe.account_links.put(key, msgspec.structs.replace(link, used=True))
        connect.set_state(stripe, link.account, state)
        return Redirect(link.return_url, status_code=303)
