"""The hosted pages: paying a checkout, and the customer portal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Controller, MediaType, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.simulator.standins.stripe import billing, checkout, payments
from kith.simulator.standins.stripe.api.answering import HttpRequest, Stripe
from kith.simulator.standins.stripe.errors import StripeError
from kith.simulator.standins.stripe.objects import CheckoutSession, PortalSession
from kith.simulator.standins.stripe.standin import StripeStandIn, found

_TEMPLATES = Path(__file__).parent / "templates"
_pages = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}
_WITHOUT_MINOR_UNIT = frozenset({"jpy", "krw", "vnd", "clp", "xaf", "xof", "pyg", "ugx"})
_NOT_A_TEST_CARD = "This card number is not one of the test cards below. Real cards have no business here."


def money(amount: int, currency: str) -> str:
    """An amount in minor units for people, such as 9.99 USD."""
    if currency in _WITHOUT_MINOR_UNIT:
        return f"{amount} {currency.upper()}"
    return f"{amount / 100:.2f} {currency.upper()}"


def day(timestamp: int) -> str:
    """A date for people, in UTC."""
    moment = datetime.fromtimestamp(timestamp, UTC)
    return f"{moment.day} {moment:%B %Y}"


class HostedPages(Controller):
    """What a person sees at Stripe."""

    path = "/"

    @get("/page.css", media_type="text/css")
    async def style(self) -> str:
        """The pages' own style."""
        return (_TEMPLATES / "page.css").read_text()

    @get("/checkout/{key:str}")
    async def checkout(self, key: FromPath[str], stripe: Stripe) -> Response[str]:
        """The form to pay with."""
        return _checkout_page(stripe, found(stripe.sessions, key))

    @post("/checkout/{key:str}")
    async def pay(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[str] | Redirect:
        """Pay, then on to the success address."""
        form = dict(parse_qsl((await request.body()).decode()))
        session = found(stripe.sessions, key)
        if session.status != "open":
            return _checkout_page(stripe, session)
        try:
            paid = checkout.pay(
                stripe,
                key,
                number=form.get("number", "").replace(" ", ""),
                email=form.get("email"),
                name=form.get("name"),
            )
        except KeyError:
            return _checkout_page(stripe, session, _NOT_A_TEST_CARD, form.get("email", ""))
        except StripeError as refused:
            return _checkout_page(stripe, session, refused.message, form.get("email", ""))
        return Redirect(checkout.success_url(paid), status_code=303)

    @get("/portal/{key:str}")
    async def portal(self, key: FromPath[str], stripe: Stripe) -> Response[str]:
        """Subscription, card and invoices."""
        return _portal_page(stripe, found(stripe.portal_sessions, key))

    @post("/portal/{key:str}")
    async def manage(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[str]:
        """Cancel, keep, or change the card."""
        form = dict(parse_qsl((await request.body()).decode()))
        session = found(stripe.portal_sessions, key)
        try:
            notice = _manage(stripe, session, form)
        except KeyError:
            return _portal_page(stripe, session, problem=_NOT_A_TEST_CARD)
        except StripeError as refused:
            return _portal_page(stripe, session, problem=refused.message)
        return _portal_page(stripe, session, notice=notice)


def _manage(stripe: StripeStandIn, session: PortalSession, form: dict[str, str]) -> str:
    action = form.get("action")
    if action == "update_card":
        method = payments.new_payment_method(stripe, form.get("number", "").replace(" ", ""))
        payments.attach(stripe, method, session.customer)
        payments.make_default(stripe, session.customer, method.id)
        for subscription in stripe.subscriptions.all():
            if subscription.customer == session.customer and subscription.alive:
                stripe.change(
                    stripe.subscriptions,
                    subscription.id,
                    "customer.subscription.updated",
                    default_payment_method=method.id,
                )
        return "Your card is saved."
    subscription = found(stripe.subscriptions, form.get("subscription", ""), "subscription")
    if subscription.customer != session.customer:
        found(stripe.subscriptions, "", "subscription")
    if action == "cancel_now":
        billing.end(stripe, subscription.id, reason="cancellation_requested")
        return "Your subscription has ended."
    billing.end_with_period(stripe, subscription.id, wanted=action == "cancel_at_period_end")
    if action == "cancel_at_period_end":
        return "Your subscription ends with this period."
    return "Your subscription goes on."


def _checkout_page(
    stripe: StripeStandIn, session: CheckoutSession, problem: str | None = None, email: str = ""
) -> Response[str]:
    customer = stripe.customers.get(session.customer or "")
    return hosted_page(
        stripe,
        "checkout.html",
        status=402 if problem else 200,
        session=session,
        problem=problem,
        email=email or session.customer_email or (customer.email if customer else None) or "",
        success=checkout.success_url(session),
    )


def _portal_page(
    stripe: StripeStandIn, session: PortalSession, *, notice: str | None = None, problem: str | None = None
) -> Response[str]:
    customer = found(stripe.customers, session.customer)
    mine = [one for one in stripe.subscriptions.all() if one.customer == customer.id]
    card = customer.invoice_settings.default_payment_method or next(
        (one.default_payment_method for one in mine if one.default_payment_method), None
    )
    return hosted_page(
        stripe,
        "portal.html",
        status=402 if problem else 200,
        session=session,
        customer=customer,
        subscriptions=mine[::-1],
        invoices=[one for one in stripe.invoices.all() if one.customer == customer.id][::-1],
        card=stripe.payment_methods.get(card or ""),
        notice=notice,
        problem=problem,
    )


def hosted_page(
    stripe: StripeStandIn, template: str, *, status: int = 200, **values: object
) -> Response[str]:
    """One of Stripe's pages."""
    html = _pages.get_template(template).render(base=stripe.base_url, money=money, day=day, **values)
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=_HEADERS)
