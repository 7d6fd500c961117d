"""What HOTMESS's messages are about."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import later
from kith.foundation.product import Topic

NIGHTS: Final = Topic(
    key="hotmess.nights",
    name=later("Nights you have a ticket for"),
    about=later("A night is off, or a ticket is not good any more."),
    kind="legal",
    urgent=later("You may be on your way."),
)
WAITING: Final = Topic(
    key="hotmess.waiting",
    name=later("A place came free"),
    about=later("You wait in line, and a place is kept for you for a while."),
    urgent=later("The place is kept for a short while only."),
)
SALES: Final = Topic(
    key="hotmess.sales",
    name=later("What you sell"),
    about=later("Somebody bought something of yours, or a listing ended."),
)
ORDERS: Final = Topic(
    key="hotmess.orders",
    name=later("Orders and money"),
    about=later("What you bought, what comes back, and what is paid out to you."),
    kind="payment",
    urgent=later("It is about your money."),
)
REVIEWS: Final = Topic(
    key="hotmess.reviews",
    name=later("What the desk looked at"),
    about=later("Whether a beacon, a listing or your shop may go live, and why."),
    kind="legal",
)
XP: Final = Topic(
    key="hotmess.xp",
    name=later("XP"),
    about=later("Somebody at the desk corrected your XP."),
)
ALL: Final = (NIGHTS, WAITING, SALES, ORDERS, REVIEWS, XP)
