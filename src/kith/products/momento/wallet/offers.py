"""Which wallets a confirmed guest is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.language import _
from kith.products.momento.wallet import apple, google

if TYPE_CHECKING:
    from kith.foundation.settings import Settings


def wallets(settings: Settings) -> list[tuple[str, str]]:
    """The last part of the address and the button's words, for each wallet that the house can fill."""
    offered: list[tuple[str, str]] = []
    if apple.offered(settings):
        offered.append(("apple.pkpass", _("Add to Apple Wallet")))
    if google.offered(settings):
        offered.append(("google-wallet", _("Add to Google Wallet")))
    return offered
