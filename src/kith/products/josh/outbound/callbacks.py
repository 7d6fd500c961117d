"""Where Twilio tells what becomes of a text we sent; it also settles calls whose outcome we never learned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from litestar import Request, Response, post

from kith.foundation.errors import Malformed
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.josh.conversation.webhook import LARGEST_FORM, signed_form
from kith.products.josh.outbound.delivery import OUTBOUND
from kith.products.josh.outbound.recording import heed_carrier, record_sent
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "delivery.sql")
_log = logger(__name__)

_SID: Final = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")
_STATUS: Final = re.compile(r"[a-z_]{2,20}")
_CODE: Final = re.compile(r"[0-9]{1,6}")


@post("/hooks/twilio/status", status_code=204, include_in_schema=False, request_max_body_size=LARGEST_FORM)
async def follow(request: Request[Any, Any, Any]) -> Response[None]:
    """A status callback; `?job=` names the job, for the case that the id was never recorded.

    Raises:
        Refused: the signature is not Twilio's for this URL, its query and body.
        Malformed: Twilio signed something that is no status callback.
    """
    house = house_of(request)
    form = await signed_form(request)
    sid, status, code = form.get("MessageSid", ""), form.get("MessageStatus", ""), form.get("ErrorCode", "")
    if not _SID.fullmatch(sid):
        raise Malformed("MessageSid is not the id of a text message.", field="MessageSid")
    if not _STATUS.fullmatch(status):
        raise Malformed("MessageStatus is not a status.", field="MessageStatus")
    await note_status(house, _job(request), sid, status, int(code) if _CODE.fullmatch(code) else None)
    return Response(None, status_code=204)


async def note_status(
    house: House, job_id: UUID | None, sid: str, status: str, error_code: int | None
) -> None:
    """Move a text's status forwards, never back; a job not known to be sent becomes sent."""
    schema = house.product("josh").schema
    async with house.database.session(OUTBOUND, schema) as db:
        phone_hash = await queries.follow_message(
            db.connection, sid=sid, status=status, error_code=error_code
        )
        if phone_hash is None and (
            job_id is None or not await record_sent(db, house, job_id, sid, status, error_code)
        ):
            _log.warning("a status callback for a text nobody knows", status=status)
            return
        if error_code is not None:
            recipient = phone_hash or (await queries.lock_job(db.connection, id=job_id))["phone_hash"]
            await heed_carrier(db, recipient, error_code)


def _job(request: Request[Any, Any, Any]) -> UUID | None:
    try:
        return UUID(request.query_params.get("job", ""))
    except ValueError:
        return None


ROUTES = [follow]
