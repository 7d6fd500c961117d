"""Texts of JOSH's pages that stand in data or come from the database, for the catalogs of its languages."""

from __future__ import annotations

from typing import Final

from kith.products.josh.linkups.activities import CATALOG

_FIELDS = ("phone", "first name", "last name", "birthday", "zip", "email")
_REFUSALS = (
    "Numbers were exchanged; this choice can no longer change.",
    "This link was used or is too old.",
)

WORDS: Final = (*(entry.name for entry in CATALOG), *_FIELDS, *_REFUSALS)
"""Names of activities, of the form's fields in messages, and what triggers say."""
