"""Addresses that came with a request and lead on within this site."""

from __future__ import annotations

import re

_LOCAL_PATH = re.compile(r"^/(?![/\\])[^\s\\]{0,500}$")


def local_path(wanted: str, otherwise: str = "/account") -> str:
    """A path of this site to go on to; never another site's address."""
    return wanted if _LOCAL_PATH.match(wanted) else otherwise
