"""Authlib's OAuth clients, imported when somebody needs one: a start does not wait for them."""

from __future__ import annotations

import importlib
import warnings
from typing import Any


def oauth_clients() -> Any:
    """The module of those that speak through httpx."""
    with warnings.catch_warnings():
        # It tells of a client library that nobody here uses yet; whoever runs the house has no use for that.
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module("authlib.integrations.httpx_client")
