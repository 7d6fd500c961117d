"""A browser over the network for tests. How long an answer takes says how busy the machine is, not whether it is right."""

from __future__ import annotations

from typing import Any, Final

import httpx

PATIENCE: Final = 60.0
"""Seconds."""


def patient_client(**settings: Any) -> httpx.AsyncClient:
    """`httpx.AsyncClient` with these settings, which waits."""
    return httpx.AsyncClient(timeout=PATIENCE, **settings)
