"""Secrets of a development house: made at the first start, kept in the data folder, read by nobody else."""

from __future__ import annotations

import base64
import json
import os
import secrets
import uuid
from pathlib import Path

from kith.cli.failure import CommandFailed

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Order of the P-256 base point; a private key lies between 1 and this (SEC 2, section 2.4.2)."""


def keep(file: Path) -> dict[str, str]:
    """The secrets in `file` as settings by variable name; those that are missing are made and added.

    Raises:
        CommandFailed: the file cannot be read or written, or is not what was written.
    """
    try:
        found = _read(file)
        wanted = found | {name: value for name, value in _fresh().items() if name not in found}
        if wanted != found:
            _write(file, wanted)
        elif file.stat().st_mode & 0o077:
            file.chmod(0o600)
    except OSError as problem:
        raise CommandFailed(f"The secrets in {file} cannot be kept: {problem.strerror}.") from problem
    return wanted


def kept(file: Path) -> dict[str, str]:
    """The secrets in `file` as settings by variable name; none are made.

    Raises:
        CommandFailed: the file cannot be read, or is not what was written.
    """
    try:
        return _read(file)
    except OSError as problem:
        raise CommandFailed(f"The secrets in {file} cannot be read: {problem.strerror}.") from problem


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    try:
        found: object = json.loads(file.read_text())
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise CommandFailed(
            f"{file} is damaged. It holds the keys of what is stored: restore it from a backup, "
            "or move the whole data folder away to begin anew."
        )
    return {str(name): str(value) for name, value in found.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _write(file: Path, wanted: dict[str, str]) -> None:
    """Written aside and moved into place: half a key file would be the loss of everything sealed with it."""
    aside = file.with_suffix(".new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(wanted, out, indent=2)
        out.write("\n")
        out.flush()
        os.fsync(out.fileno())
    aside.replace(file)


def _fresh() -> dict[str, str]:
    return {
        "KITH_KEYS": f"1:{_base64(secrets.token_bytes(32))}",
        "KITH_PEPPER": _base64(secrets.token_bytes(32)),
        "KITH_TOKEN_SECRET": _base64(secrets.token_bytes(48)),
        "KITH_METRICS_TOKEN": secrets.token_urlsafe(24),
        "KITH_APP_PASSWORD": secrets.token_urlsafe(24),
        "KITH_VAPID_PRIVATE_KEY": _vapid_private_key(),
        "KITH_TWILIO_ACCOUNT_SID": f"AC{secrets.token_hex(16)}",
        "KITH_TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "KITH_STRIPE_API_KEY": f"sk_test_{secrets.token_hex(16)}",
        "KITH_STRIPE_WEBHOOK_SECRET": f"whsec_{secrets.token_hex(24)}",
        "KITH_GOOGLE_CLIENT_ID": f"{secrets.token_hex(8)}.apps.googleusercontent.com",
        "KITH_GOOGLE_CLIENT_SECRET": secrets.token_urlsafe(24),
        "KITH_MICROSOFT_CLIENT_ID": str(uuid.uuid4()),
        "KITH_MICROSOFT_CLIENT_SECRET": secrets.token_urlsafe(24),
    }


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _vapid_private_key() -> str:
    """The 32 bytes of a P-256 private key, base64url without padding, as web push libraries read it."""
    number = 1 + secrets.randbelow(_P256_ORDER - 1)
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")
