"""`docs/settings.md` and the settings are the same list."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from kith.foundation.settings import MissingSettings, Settings, load, variable_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented_and_nothing_else() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT.read_text(), re.MULTILINE)
    assert documented == [variable_of(field.name) for field in msgspec.structs.fields(Settings)]


def test_production_refuses_to_start_and_lists_everything_that_is_missing() -> None:
    with pytest.raises(MissingSettings) as refusal:
        load({"KITH_ENVIRONMENT": "production", "KITH_TWILIO_API_BASE": "http://127.0.0.1:1"})
    names = " ".join(refusal.value.names)
    for wanted in (
        "DATABASE_URL",
        "KITH_KEYS",
        "KITH_PEPPER",
        "KITH_TOKEN_SECRET",
        "KITH_STRIPE_API_KEY",
        "KITH_TWILIO_API_BASE",
    ):
        assert wanted in names


def test_a_key_of_the_wrong_length_is_named() -> None:
    with pytest.raises(MissingSettings, match="KITH_KEYS"):
        load({"DATABASE_URL": "postgresql://x", "KITH_KEYS": "1:c2hvcnQ="})
