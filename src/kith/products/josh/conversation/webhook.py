"""Where Twilio posts incoming texts. Nothing is read, stored or believed before the signature fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from litestar import Request, Response, post
from twilio.request_validator import RequestValidator

from kith.foundation.errors import Malformed, Refused
from kith.foundation.language import _
from kith.foundation.metrics import MESSAGES
from kith.products.josh.conversation.exchange import InboundText
from kith.products.josh.conversation.inbound import take_in
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House

LARGEST_FORM: Final = 65_536
"""Bytes: the longest text (1,600 characters of four bytes, percent-encoded) and Twilio's fields fit twice."""

_SID: Final = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")
_SENDER: Final = re.compile(r"[ -~]{1,64}")
_MOST_FIELDS: Final = 200


@post("/hooks/twilio", status_code=200, include_in_schema=False, request_max_body_size=LARGEST_FORM)
async def receive(request: Request[Any, Any, Any]) -> Response[str]:
    """An incoming text; answered with empty TwiML, for the reply leaves through the outbox.

    Raises:
        Refused: the signature is not Twilio's for this URL and body.
        Malformed: Twilio signed something that is no text message.
    """
    house = house_of(request)
    text = _text(await signed_form(request))
    return Response(await take_in(house, text), media_type="text/xml")


async def signed_form(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The form of a webhook that Twilio signed for our public URL, whatever host the request names.

    Raises:
        Refused: it is not.
    """
    house = house_of(request)
    body = await request.body()
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        pairs = []
    form = dict(pairs)
    query = request.scope["query_string"].decode("latin-1")
    url = house.settings.public_url + request.scope["path"] + (f"?{query}" if query else "")
    if not pairs or len(form) != len(pairs) or not _is_twilios(house, request, url, form):
        MESSAGES.labels("sms", "in", "refused").inc()
        raise Refused("This request does not carry a valid Twilio signature.", slug="wrong-signature")
    return form


def _is_twilios(house: House, request: Request[Any, Any, Any], url: str, form: dict[str, str]) -> bool:
    if not house.settings.twilio_auth_token:
        return False
    validator: Any = house.part("josh.twilio_signatures", _validator)
    return bool(validator.validate(url, form, request.headers.get("x-twilio-signature", "")))


def _validator(house: House) -> RequestValidator:
    return RequestValidator(house.settings.twilio_auth_token)


def _text(form: dict[str, str]) -> InboundText:
    sid = form.get("MessageSid") or form.get("SmsSid") or ""
    if not _SID.fullmatch(sid):
        raise Malformed("MessageSid is not the id of a text message.", field="MessageSid")
    sender, recipient = form.get("From", ""), form.get("To", "")
    for name, value in (("From", sender), ("To", recipient)):
        if not _SENDER.fullmatch(value):
            raise Malformed(_("%(name)s is not a number or a short name.", name=name), field=name)
    media = form.get("NumMedia", "0")
    return InboundText(
        sid=sid,
        sender=sender,
        recipient=recipient,
        body=form.get("Body", ""),
        media_count=int(media) if media.isdecimal() and len(media) < 4 else 0,
        carrier_kind=form.get("OptOutType", ""),
    )


ROUTES = [receive]
