"""`kith operator`: the first operator comes from outside the console."""

from __future__ import annotations

import base64
from pathlib import Path

import psycopg
import pytest

from harness.postgres import FreshDatabase
from kith.cli import main


@pytest.fixture
def database(fresh_database: FreshDatabase, monkeypatch: pytest.MonkeyPatch) -> FreshDatabase:
    secret = base64.b64encode(b"s" * 32).decode()
    for name, value in {
        "KITH_ENVIRONMENT": "test",
        "DATABASE_URL": fresh_database.url,
        "KITH_APP_DATABASE_URL": fresh_database.app_url,
        "KITH_KEYS": f"1:{secret}",
        "KITH_PEPPER": secret,
        "KITH_TOKEN_SECRET": secret,
    }.items():
        monkeypatch.setenv(name, value)
    return fresh_database


def operators(database: FreshDatabase) -> list[tuple[str, str]]:
    with psycopg.connect(database.url) as connection:
        found = connection.execute(
            "select u.email, a.role from kith.admins a join auth.users u on u.id = a.person_id"
        )
        return [(email, role) for email, role in found]


def test_an_operator_is_appointed_and_dismissed(
    database: FreshDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["operator", "appoint", "Olive@House.example", "ops"]) == 0
    assert operators(database) == [("olive@house.example", "ops")]
    assert "is an operator now" in capsys.readouterr().out
    assert main(["operator", "dismiss", "olive@house.example"]) == 0
    assert operators(database) == []


def test_where_no_house_is_it_says_how_to_start_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("KITH_DATA_FOLDER", str(tmp_path))
    assert main(["operator", "appoint", "olive@house.example", "ops"]) == 1
    assert f"There is no house in {tmp_path} yet. Start one with `kith up`" in capsys.readouterr().err


def test_what_is_no_address_is_said_in_a_sentence(
    database: FreshDatabase, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["operator", "appoint", "olive", "ops"]) == 1
    assert "e-mail address or a phone number" in capsys.readouterr().err
    assert operators(database) == []
