"""Accounts of people who are paid: onboarding, transfers, reversals."""

from __future__ import annotations

from typing import Final

import msgspec

from kith.simulator.standins.stripe.connect_objects import (
    Account,
    AccountLink,
    Capabilities,
    Requirements,
    Transfer,
    TransferReversal,
)
from kith.simulator.standins.stripe.errors import (
    StripeError,
    invalid_parameter,
    missing_parameter,
    wrong_state,
)
from kith.simulator.standins.stripe.forms import Params
from kith.simulator.standins.stripe.objects import new_id
from kith.simulator.standins.stripe.rendering import as_json
from kith.simulator.standins.stripe.standin import StripeStandIn, found

_LINK_LASTS: Final = 300
_WANTED: Final = ("external_account", "individual.first_name", "individual.last_name", "tos_acceptance.date")
STATES: Final[dict[str, dict[str, object]]] = {
    "incomplete": {
        "details_submitted": False,
        "requirements": Requirements(
            currently_due=_WANTED, past_due=_WANTED, disabled_reason="requirements.past_due"
        ),
    },
    "under_review": {
        "details_submitted": True,
        "capabilities": Capabilities(transfers="pending"),
        "requirements": Requirements(
            pending_verification=("individual.verification.document",),
            disabled_reason="requirements.pending_verification",
        ),
    },
    "ready": {
        "details_submitted": True,
        "charges_enabled": True,
        "payouts_enabled": True,
        "capabilities": Capabilities(transfers="active"),
    },
    "paused": {
        "details_submitted": True,
        "requirements": Requirements(disabled_reason="rejected.other"),
    },
}
"""How an account may stand, with what Stripe says of it then."""


def new_account(stripe: StripeStandIn, params: Params) -> Account:
    """An account that nobody has filled in yet."""
    kind = params.text("type")
    if kind != "express":
        raise invalid_parameter("type", "This stand-in has express accounts only.")
    if params.group("capabilities").group("transfers").flag("requested") is not True:
        raise missing_parameter("capabilities[transfers][requested]")
    account = Account(
        id=new_id("acct"),
        created=stripe.now(),
        country=(params.text("country") or "US").upper(),
        email=params.text("email"),
        business_type=params.text("business_type"),
        metadata=params.metadata(),
    )
    account = msgspec.structs.replace(account, **STATES["incomplete"])
    return stripe.create(stripe.accounts, account)


def set_state(stripe: StripeStandIn, key: str, state: str) -> Account:
    """Stripe comes to see an account in another way. Raises KeyError for a state there is not."""
    old = found(stripe.accounts, key)
    fresh = Account(id=key, created=old.created, country=old.country)
    reset = {
        name: getattr(fresh, name)
        for name in (
            "details_submitted",
            "charges_enabled",
            "payouts_enabled",
            "capabilities",
            "requirements",
        )
    }
    sent_in = stripe.now() if state == "under_review" else None
    new = stripe.accounts.put(
        key, msgspec.structs.replace(old, **{**reset, **STATES[state], "sent_in": sent_in})
    )
    before, after = as_json(old), as_json(new)
    previous = {name: value for name, value in before.items() if after.get(name) != value}
    if previous:
        stripe.emit("account.updated", after, previous, account=key)
    return new


def pay_out(stripe: StripeStandIn, key: str) -> Account:
    """Everything in an account goes to its owner's bank, so that nothing is left to be taken back."""
    account = found(stripe.accounts, key)
    return stripe.accounts.put(
        key, msgspec.structs.replace(account, paid_out=account.paid_out + balance(stripe, key))
    )


def balance(stripe: StripeStandIn, key: str) -> int:
    """What lies in an account, in minor units."""
    arrived = sum(
        one.amount - one.amount_reversed for one in stripe.transfers.all() if one.destination == key
    )
    return arrived - found(stripe.accounts, key).paid_out


def new_link(stripe: StripeStandIn, params: Params) -> AccountLink:
    """A page on which its owner fills an account in: good once, for five minutes."""
    account = found(stripe.accounts, params.required("account"), "account")
    if params.required("type") != "account_onboarding":
        raise invalid_parameter("type", "Express accounts have account_onboarding only.")
    key = new_id("acctlink")
    link = AccountLink(
        id=key,
        created=stripe.now(),
        url=f"{stripe.base_url}/onboarding/{key}",
        expires_at=stripe.now() + _LINK_LASTS,
        account=account.id,
        refresh_url=params.required("refresh_url"),
        return_url=params.required("return_url"),
    )
    return stripe.account_links.put(key, link)


def usable(stripe: StripeStandIn, link: AccountLink) -> bool:
    """Whether a link still leads to its page."""
    return not link.used and stripe.now() < link.expires_at


def transfer(stripe: StripeStandIn, params: Params) -> Transfer:
    """Money from us to an account.

    Raises StripeError: the account may not take it, or the charge it is taken from has not that much.
    """
    amount = params.whole("amount")
    if amount is None:
        raise missing_parameter("amount")
    if amount < 1:
        raise invalid_parameter("amount", "Invalid positive integer: amount")
    account = found(stripe.accounts, params.required("destination"), "destination")
    currency = params.required("currency").lower()
    if account.capabilities.transfers != "active":
        raise wrong_state(
            "Your destination account needs to have at least one of the following capabilities enabled: transfers.",
            "insufficient_capabilities_for_transfer",
            "destination",
        )
    source = params.text("source_transaction")
    if source is not None:
        paid = found(stripe.charges, source, "source_transaction")
        taken = sum(
            one.amount - one.amount_reversed
            for one in stripe.transfers.all()
            if one.source_transaction == source
        )
        if not paid.paid or paid.currency != currency or taken + amount > paid.amount:
            raise wrong_state(
                "Cannot create transfers with a total exceeding the source charge's amount.", param="amount"
            )
    made = Transfer(
        id=new_id("tr"),
        created=stripe.now(),
        amount=amount,
        currency=currency,
        destination=account.id,
        description=params.text("description"),
        destination_payment=new_id("py"),
        metadata=params.metadata(),
        source_transaction=source,
        transfer_group=params.text("transfer_group") or (f"group_{source}" if source else None),
    )
    return stripe.create(stripe.transfers, made, "transfer.created")


def reverse(stripe: StripeStandIn, key: str, params: Params) -> TransferReversal:
    """Take a part or the rest of a transfer back. Raises StripeError for more than is left of it, or than its account has."""
    sent = found(stripe.transfers, key)
    left = sent.amount - sent.amount_reversed
    amount = params.whole("amount") or left
    if not 1 <= amount <= left:
        raise wrong_state(
            f"Reversal amount ({amount}) is greater than unreversed amount on transfer ({left})",
            param="amount",
        )
    if amount > balance(stripe, sent.destination):
        raise StripeError(
            400,
            "The connected account does not have sufficient funds to cover this reversal.",
            code="balance_insufficient",
        )
    back = TransferReversal(
        id=new_id("trr"),
        created=stripe.now(),
        amount=amount,
        currency=sent.currency,
        transfer=key,
        metadata=params.metadata(),
    )
    stripe.create(stripe.reversals, back)
    stripe.change(
        stripe.transfers,
        key,
        "transfer.reversed",
        amount_reversed=sent.amount_reversed + amount,
        reversed=amount == left,
    )
    return back
