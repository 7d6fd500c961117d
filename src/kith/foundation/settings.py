"""Settings of a process, read once from the environment. `docs/settings.md` documents each; a test holds the two together."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

Environment = Literal["development", "test", "production"]
INSTALLED: Final = ("josh", "momento", "mentor", "attuned", "hotmess")
"""The products of a house that is told nothing else."""


class MissingSettings(Exception):
    """Start is refused; `names` lists the settings that are missing or unusable, each with the reason."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("Kith cannot start. Please set: " + "; ".join(names))
        self.names = names


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a process is told from outside. Secrets have no default in production."""

    environment: Environment
    database_url: str
    app_database_url: str
    statement_cache: int = 256
    pool_size: int = 12
    data_folder: Path = Path(".kith")
    public_url: str = "http://localhost:8700"
    products: tuple[str, ...] = INSTALLED
    keys: dict[int, bytes] = {}
    pepper: bytes = b""
    token_secret: bytes = b""
    trusted_proxies: int = 0
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_number: str = ""
    twilio_api_base: str = ""
    stripe_api_key: str = ""
    stripe_webhook_secret: str = ""
    stripe_connect_webhook_secret: str = ""
    stripe_api_base: str = ""
    stripe_price_josh: str = ""
    stripe_price_attuned: str = ""
    stripe_price_attuned_annual: str = ""
    app_store_bundle: str = ""
    app_store_app_id: int = 0
    app_store_roots: str = ""
    app_store_products: dict[str, str] = {}
    play_package: str = ""
    play_products: dict[str, str] = {}
    play_account: str = ""
    play_push_account: str = ""
    play_api_base: str = ""
    smtp_url: str = ""
    mail_from: str = "Kith <hello@kith.example>"
    vapid_private_key: str = ""
    vapid_subject: str = "mailto:hello@kith.example"
    standins_url: str = ""
    virtual_people: int = 1
    reader_url: str = ""
    reader_key: str = ""
    reader_model: str = ""
    writer_url: str = ""
    writer_key: str = ""
    writer_model: str = ""
    otlp_endpoint: str = ""
    metrics_token: str = ""
    operator_alert_email: str = ""
    body_retention_days: int = 60
    google_client_id: str = ""
    google_client_secret: str = ""
    google_api_base: str = ""
    google_places_key: str = ""
    google_places_base: str = "https://places.googleapis.com"
    google_wallet_issuer: str = ""
    google_wallet_account: str = ""
    apple_pass_certificate: str = ""
    apple_pass_type: str = ""
    apple_team: str = ""
    microsoft_client_id: str = ""
    microsoft_client_secret: str = ""
    microsoft_api_base: str = ""
    outward_allowed: tuple[str, ...] = ()
    radicale_url: str = ""
    jitsi_host: str = "meet.jit.si"
    jitsi_app: str = ""
    jitsi_secret: str = ""
    media_url: str = ""
    media_endpoint: str = ""
    media_region: str = "us-east-1"
    media_key_id: str = ""
    media_secret: str = ""
    pulse_epsilon: float = 0.0
    pulse_budget: float = 24.0
    telegram_token: str = ""
    telegram_secret: str = ""
    telegram_moderators: str = ""
    telegram_api_base: str = "https://api.telegram.org"
    invoice_name: str = ""
    invoice_address: str = ""
    invoice_tax_number: str = ""

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def development(self) -> bool:
        return self.environment == "development"

    @property
    def secure_cookies(self) -> bool:
        return self.public_url.startswith("https://")


_REQUIRED_IN_PRODUCTION = (
    "keys",
    "pepper",
    "token_secret",
    "public_url",
    "twilio_account_sid",
    "twilio_auth_token",
    "twilio_number",
    "stripe_api_key",
    "stripe_webhook_secret",
    "stripe_price_josh",
    "smtp_url",
    "metrics_token",
)

_STANDIN_ONLY = (
    "virtual_people",
    "twilio_api_base",
    "stripe_api_base",
    "google_api_base",
    "microsoft_api_base",
    "play_api_base",
    "standins_url",
    "outward_allowed",
    "radicale_url",
)

_ADDRESSES = (
    "public_url",
    "twilio_api_base",
    "stripe_api_base",
    "google_api_base",
    "google_places_base",
    "microsoft_api_base",
    "play_api_base",
    "standins_url",
    "reader_url",
    "writer_url",
    "radicale_url",
    "media_endpoint",
    "telegram_api_base",
)


def variable_of(field: str) -> str:
    """Name of the environment variable behind a field of `Settings`."""
    return "DATABASE_URL" if field == "database_url" else f"KITH_{field.upper()}"


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises:
        MissingSettings: something needed is absent or unusable; all such names at once.
    """
    problems: list[str] = []
    environment = environ.get("KITH_ENVIRONMENT", "development")
    if environment not in ("development", "test", "production"):
        problems.append("KITH_ENVIRONMENT (development, test or production)")
    values: dict[str, object] = {"environment": environment}
    for field in msgspec.structs.fields(Settings):
        if field.name == "environment":
            continue
        text = environ.get(variable_of(field.name), "").strip()
        if not text:
            continue
        try:
            values[field.name] = _parse(field.name, field.type, text)
        except ValueError as reason:
            problems.append(f"{variable_of(field.name)} ({reason})")
    if "database_url" not in values:
        problems.append("DATABASE_URL")
    values.setdefault("app_database_url", values.get("database_url", ""))
    if environment == "production":
        problems += [variable_of(name) for name in _REQUIRED_IN_PRODUCTION if not values.get(name)]
        problems += [
            f"{variable_of(name)} (stand-ins are for development)"
            for name in _STANDIN_ONLY
            if values.get(name)
        ]
        if values.get("app_store_bundle") and not (
            values.get("app_store_app_id") and values.get("app_store_roots")
        ):
            problems.append("KITH_APP_STORE_APP_ID and KITH_APP_STORE_ROOTS (with KITH_APP_STORE_BUNDLE)")
        if values.get("play_package") and not (
            values.get("play_account") and values.get("play_push_account")
        ):
            problems.append("KITH_PLAY_ACCOUNT and KITH_PLAY_PUSH_ACCOUNT (with KITH_PLAY_PACKAGE)")
        if values.get("public_url") and not str(values["public_url"]).startswith("https://"):
            problems.append("KITH_PUBLIC_URL (must start with https:// in production)")
    if problems:
        raise MissingSettings(problems)
    return Settings(**values)  # pyright: ignore[reportArgumentType]


def _parse(name: str, kind: object, text: str) -> object:
    if name == "keys":
        return _keys(text)
    if kind is bytes:
        return _secret(text)
    if kind is int:
        if not text.lstrip("-").isdigit():
            raise ValueError("a whole number")
        return int(text)
    if kind is float:
        return _share(text)
    if kind is Path:
        return Path(text)
    if name in ("app_store_products", "play_products"):
        return _pairs(text)
    if name in ("products", "outward_allowed"):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if name in _ADDRESSES:
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("an address such as https://kith.example")
        return text.rstrip("/")
    if name == "media_url" and not text.startswith("s3://"):
        raise ValueError("an address such as s3://bucket/folder")
    return text


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1000:
        raise ValueError("a number from 0 to 1000")
    return value


def _pairs(text: str) -> dict[str, str]:
    """`name=value,name=value`."""
    pairs: dict[str, str] = {}
    for part in filter(str.strip, text.split(",")):
        name, _, value = part.strip().partition("=")
        if not name or not value:
            raise ValueError("name=value pairs, comma-separated")
        pairs[name] = value
    return pairs


def _secret(text: str) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("at least 32 bytes in base64") from None
    if len(value) < 32:
        raise ValueError("at least 32 bytes in base64")
    return value


def _keys(text: str) -> dict[int, bytes]:
    """`1:<base64>,2:<base64>`: versions of the encryption key, the highest one in use."""
    keys: dict[int, bytes] = {}
    for part in text.split(","):
        version, _, encoded = part.strip().partition(":")
        if not version.isdigit():
            raise ValueError("version:key pairs such as 1:base64")
        key = _secret(encoded)
        if len(key) != 32:
            raise ValueError(f"key {version} must be 32 bytes in base64")
        keys[int(version)] = key
    return keys
