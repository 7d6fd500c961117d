"""When a session's room is open, and the way in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import jwt

if TYPE_CHECKING:
    from kith.foundation.settings import Settings

OPENS_BEFORE: Final = timedelta(minutes=10)
STAYS_OPEN: Final = timedelta(minutes=30)


def is_open(start: datetime, end: datetime, now: datetime) -> bool:
    """From ten minutes before the beginning until half an hour after the end."""
    return start - OPENS_BEFORE <= now < end + STAYS_OPEN


def way_in(settings: Settings, row: Any, name: str, now: datetime) -> str:
    """The room's address; with a token for this person where the deployment has a secret.

    https://github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md
    """
    if not settings.jitsi_secret:
        return row["meeting_url"]
    claims = {
        "aud": "jitsi",
        "iss": settings.jitsi_app,
        "sub": settings.jitsi_host,
        "room": row["meeting_room"],
        "nbf": int((now - timedelta(minutes=1)).timestamp()),
        "exp": int((row["end_time"] + STAYS_OPEN).timestamp()),
        "context": {"user": {"name": name}},
    }
    token = jwt.encode(claims, settings.jitsi_secret, algorithm="HS256")
    return f"{row['meeting_url']}?jwt={token}"
