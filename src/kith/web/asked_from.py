"""The page of ours that a request came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kith.web.local_path import local_path
from kith.web.request import house_of

if TYPE_CHECKING:
    from litestar import Request


def asked_from(request: Request[Any, Any, Any]) -> str:
    """Path and query of the page of this site whose link or form led here; empty when it was none, or cannot be told."""
    asked = urlsplit(request.headers.get("referer", ""))
    ours = urlsplit(house_of(request).settings.public_url)
    if (asked.scheme, asked.netloc) != (ours.scheme, ours.netloc):
        return ""
    return local_path(asked.path + (f"?{asked.query}" if asked.query else ""), "")
