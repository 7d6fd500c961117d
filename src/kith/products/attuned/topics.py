"""What Attuned's messages are about. None says what anybody answered."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import later
from kith.foundation.product import Topic

CONNECTIONS: Final = Topic(
    key="attuned.connections",
    name=later("Requests to connect"),
    about=later("Somebody would like to play with you; the request lasts five minutes."),
    channels=("email",),
    offered=("email",),
    urgent=later("The request lasts five minutes."),
)
PLAN: Final = Topic(
    key="attuned.plan",
    name=later("Your plan"),
    about=later("A payment that did not go through."),
    kind="payment",
)
ALL: Final = (CONNECTIONS, PLAN)
