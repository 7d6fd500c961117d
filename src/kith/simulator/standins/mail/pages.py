"""The inbox in a browser: a development tool."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Controller, MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from markupsafe import Markup, escape

from kith.simulator.standins.controlling import only_from_here
from kith.simulator.standins.mail.appointments import appointments
from kith.simulator.standins.mail.inbox import Mail, attached_bytes
from kith.simulator.standins.mail.standin import MailStandIn

Inbox = NamedDependency[MailStandIn]
_TEMPLATES = Path(__file__).parent / "templates"
_pages = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
_PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
# A mail may hold anything, so it gets an origin of its own, no scripts, and nothing from the network.
_MAIL_HEADERS = {
    "Content-Security-Policy": (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline';"
        " img-src data:; frame-ancestors 'self'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]']")


def linked(text: str) -> Markup:
    """Plain text with its addresses made into links, everything else escaped."""
    parts: list[Markup] = []
    end = 0
    for match in _LINK.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(
            Markup('<a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a>').format(match.group())
        )
        end = match.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts)


def when(moment: datetime) -> str:
    """A moment for people, in UTC."""
    return f"{moment.day} {moment:%b %H:%M} UTC"


class InboxPages(Controller):
    """Every mail, one mail, its HTML part alone, what is attached, and its source."""

    path = "/mail"
    guards = [only_from_here]  # noqa: RUF012  Litestar reads it from the class

    @get("/")
    async def inbox(self, mail: Inbox, to: FromQuery[str | None] = None) -> Response[str]:
        """All mail, newest first, or that for one recipient."""
        return _page("list.html", mails=mail.messages(to or None)[::-1], to=to)

    @post("/empty")
    async def empty(self, mail: Inbox) -> Redirect:
        """Forget all mail."""
        mail.empty()
        return Redirect("/mail", status_code=303)

    @get("/style.css", media_type="text/css")
    async def style(self) -> str:
        """The pages' own style."""
        return (_TEMPLATES / "style.css").read_text()

    @get("/{mail_id:str}")
    async def one(self, mail: Inbox, mail_id: FromPath[str]) -> Response[str]:
        """One mail."""
        one = _found(mail, mail_id)
        return _page("mail.html", mail=one, appointments=appointments(one))

    @get("/{mail_id:str}/attachments/{number:int}")
    async def attachment(self, mail: Inbox, mail_id: FromPath[str], number: FromPath[int]) -> Response[bytes]:
        """What is attached, to be kept as a file or opened in a calendar."""
        one = _found(mail, mail_id)
        content = attached_bytes(one, number)
        if content is None or number >= len(one.attachments):
            raise NotFoundException("This mail has nothing of that number attached.")
        part = one.attachments[number]
        headers = {
            **_MAIL_HEADERS,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(part.name, safe='')}",
        }
        return Response(content, media_type=part.media_type, headers=headers)

    @get("/{mail_id:str}/html")
    async def html(self, mail: Inbox, mail_id: FromPath[str]) -> Response[str]:
        """The HTML part, shut off from everything; its links open in a window of their own."""
        part = _found(mail, mail_id).html
        if part is None:
            raise NotFoundException("This mail has no HTML part.")
        return Response(f'<base target="_blank">{part}', media_type=MediaType.HTML, headers=_MAIL_HEADERS)

    @get("/{mail_id:str}/source")
    async def source(self, mail: Inbox, mail_id: FromPath[str]) -> Response[bytes]:
        """The mail as it was sent."""
        return Response(
            _found(mail, mail_id).raw, media_type="text/plain; charset=utf-8", headers=_MAIL_HEADERS
        )


def _found(mail: MailStandIn, mail_id: str) -> Mail:
    one = mail.message(mail_id)
    if one is None:
        raise NotFoundException("There is no such mail. It may have been cleared away.")
    return one


def _page(template: str, **values: object) -> Response[str]:
    html = _pages.get_template(template).render(linked=linked, when=when, **values)
    return Response(html, media_type=MediaType.HTML, headers=_PAGE_HEADERS)
