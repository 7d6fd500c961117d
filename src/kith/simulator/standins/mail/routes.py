"""The mail stand-in's pages and control API under /mail."""

from __future__ import annotations

from litestar import Router
from litestar.di import Provide
from litestar.exceptions import ValidationException

from kith.simulator.standins.controlling import invalid_control_request, only_from_here
from kith.simulator.standins.mail.control import MailControl
from kith.simulator.standins.mail.pages import InboxPages
from kith.simulator.standins.mail.standin import MailStandIn


def mail_router(mail: MailStandIn) -> Router:
    """The inbox as pages and as JSON."""
    control = Router(
        path="/",
        route_handlers=[MailControl],
        guards=[only_from_here],
        exception_handlers={ValidationException: invalid_control_request},
    )
    return Router(
        path="/",
        route_handlers=[InboxPages, control],
        dependencies={"mail": Provide(lambda: mail, sync_to_thread=False)},
    )
