from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from kith.cli import kept_secrets
from kith.cli.failure import CommandFailed
from kith.foundation.settings import load


def test_secrets_are_made_once_and_then_kept(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    made = kept_secrets.keep(file)
    assert kept_secrets.keep(file) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.new"))


def test_two_houses_share_no_secret(tmp_path: Path) -> None:
    first, second = (kept_secrets.keep(tmp_path / name) for name in ("one.json", "two.json"))
    assert not set(first.values()) & set(second.values())


def test_a_new_kind_of_secret_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    file.write_text('{"KITH_PEPPER": "old"}')
    assert kept_secrets.keep(file)["KITH_PEPPER"] == "old"
    assert "KITH_KEYS" in kept_secrets.keep(file)


def test_a_key_file_that_others_can_read_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    kept_secrets.keep(file)
    file.chmod(0o644)
    kept_secrets.keep(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "{", "[1]"])
def test_a_damaged_key_file_is_never_written_over(tmp_path: Path, content: str) -> None:
    file = tmp_path / "secrets.json"
    file.write_text(content)
    with pytest.raises(CommandFailed, match="restore it from a backup"):
        kept_secrets.keep(file)
    assert file.read_text() == content


def test_the_settings_accept_what_was_made(tmp_path: Path) -> None:
    made = kept_secrets.keep(tmp_path / "secrets.json")
    settings = load({"DATABASE_URL": "postgresql://localhost/kith", **made})
    assert [len(key) for key in settings.keys.values()] == [32]
    assert len(settings.pepper) == 32


def test_the_push_key_is_a_private_key_on_its_curve(tmp_path: Path) -> None:
    text = kept_secrets.keep(tmp_path / "secrets.json")["KITH_VAPID_PRIVATE_KEY"]
    number = int.from_bytes(base64.urlsafe_b64decode(text + "=="), "big")
    assert ec.derive_private_key(number, ec.SECP256R1()).key_size == 256
