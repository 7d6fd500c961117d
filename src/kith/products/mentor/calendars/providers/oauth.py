"""Signing in at Google and Microsoft: OAuth 2.0 with PKCE (RFC 7636), tokens, their renewal and their end."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlencode

import httpx
import msgspec

from kith.foundation.database import forbid_open_transaction
from kith.foundation.language import _
from kith.foundation.metrics import PROVIDER_CALLS
from kith.foundation.oauth_clients import oauth_clients
from kith.foundation.outward import tls_context
from kith.products.mentor.calendars.providers.shapes import AccessEnded, ProviderAway

if TYPE_CHECKING:
    from kith.foundation.house import House

OAuthProvider = Literal["google", "microsoft"]
RENEW_BEFORE: Final = timedelta(minutes=5)
_PATIENCE: Final = 10.0
_ENDED: Final = frozenset({"invalid_grant", "unauthorized_client", "access_denied", "interaction_required"})


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """What a sign-in gave. `email` is the account's address, empty when the provider did not say."""

    access: str
    refresh: str
    expires_at: datetime
    scope: str = ""
    email: str = ""

    def due(self, now: datetime) -> bool:
        """Whether to renew before using it."""
        return now >= self.expires_at - RENEW_BEFORE


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a provider's doors are. Microsoft has no door for giving one app's tokens back."""

    authorize: str
    token: str
    revoke: str = ""
    api: str
    read: str
    write: str
    extra: Mapping[str, str] = {}


def place_of(house: House, provider: OAuthProvider) -> Place:
    """The provider's addresses, or its stand-in's."""
    if provider == "google":
        base = house.settings.google_api_base
        return Place(
            authorize=f"{base or 'https://accounts.google.com'}/o/oauth2/v2/auth",
            token=f"{base or 'https://oauth2.googleapis.com'}/token",
            revoke=f"{base or 'https://oauth2.googleapis.com'}/revoke",
            api=f"{base or 'https://www.googleapis.com'}/calendar/v3",
            read="openid email https://www.googleapis.com/auth/calendar.events.readonly",
            write="openid email https://www.googleapis.com/auth/calendar.events",
            # Without a renewed consent Google gives no refresh token to somebody who connects a second time.
            extra={"access_type": "offline", "prompt": "consent", "include_granted_scopes": "false"},
        )
    base = house.settings.microsoft_api_base
    return Place(
        authorize=f"{base or 'https://login.microsoftonline.com'}/common/oauth2/v2.0/authorize",
        token=f"{base or 'https://login.microsoftonline.com'}/common/oauth2/v2.0/token",
        api=f"{base or 'https://graph.microsoft.com'}/v1.0",
        read="openid email offline_access MailboxSettings.Read Calendars.Read",
        write="openid email offline_access MailboxSettings.Read Calendars.ReadWrite",
        extra={"response_mode": "query", "prompt": "select_account"},
    )


def credentials(house: House, provider: OAuthProvider) -> tuple[str, str]:
    """Our client id and secret there; an empty id means that the provider is not offered."""
    if provider == "google":
        return house.settings.google_client_id, house.settings.google_client_secret
    return house.settings.microsoft_client_id, house.settings.microsoft_client_secret


def authorize_url(
    house: House, provider: OAuthProvider, *, redirect_uri: str, state: str, verifier: str, write: bool
) -> str:
    """Where to send the person; `verifier` (43 to 128 characters) stays with us until they come back."""
    place = place_of(house, provider)
    client: Any = _client(house, provider, redirect_uri)
    url, _state = client.create_authorization_url(
        place.authorize,
        state=state,
        code_verifier=verifier,
        scope=place.write if write else place.read,
        **place.extra,
    )
    return str(url)


async def exchange(
    house: House, provider: OAuthProvider, *, redirect_uri: str, code: str, verifier: str
) -> Tokens:
    """The tokens for a code.

    Raises:
        AccessEnded: the provider does not take the code, or gave no refresh token.
        ProviderAway: it does not answer.
    """
    token = await _ask(
        house,
        provider,
        "exchange",
        redirect_uri,
        lambda client: client.fetch_token(
            place_of(house, provider).token,
            code=code,
            code_verifier=verifier,
            grant_type="authorization_code",
        ),
    )
    tokens = _tokens(token, house.clock.now(), None)
    if not tokens.refresh:
        raise AccessEnded("no refresh token")
    return tokens


async def renew(house: House, provider: OAuthProvider, known: Tokens) -> Tokens:
    """Fresh tokens for the old ones; the refresh token may change with them.

    Raises:
        AccessEnded: the access was taken back.
        ProviderAway: the provider does not answer.
    """
    token = await _ask(
        house,
        provider,
        "renew",
        None,
        lambda client: client.refresh_token(place_of(house, provider).token, refresh_token=known.refresh),
    )
    return _tokens(token, house.clock.now(), known)


async def revoke(house: House, provider: OAuthProvider, known: Tokens) -> bool:
    """Give the tokens back; False where the provider has no way to, True also when they were void already.

    Raises:
        ProviderAway: it does not answer.
    """
    place = place_of(house, provider)
    if not place.revoke:
        return False
    forbid_open_transaction()
    try:
        async with httpx.AsyncClient(
            timeout=_PATIENCE, verify=tls_context(), trust_env=house.settings.production
        ) as client:
            answer = await client.post(
                place.revoke,
                content=urlencode({"token": known.refresh}),
                headers={"content-type": "application/x-www-form-urlencoded"},
            )
    except httpx.HTTPError as away:
        PROVIDER_CALLS.labels(provider, "revoke", "unavailable").inc()
        raise _away(provider) from away
    if answer.status_code >= 500 or answer.status_code == 429:
        PROVIDER_CALLS.labels(provider, "revoke", "unavailable").inc()
        raise _away(provider)
    PROVIDER_CALLS.labels(provider, "revoke", "done").inc()
    return True


async def _ask(
    house: House,
    provider: OAuthProvider,
    operation: str,
    redirect_uri: str | None,
    ask: Callable[[Any], Awaitable[Any]],
) -> dict[str, Any]:
    # Imported here, with its client, because a start does not wait for them.
    from authlib.integrations.base_client import OAuthError

    forbid_open_transaction()
    client: Any = _client(house, provider, redirect_uri)
    try:
        token: dict[str, Any] = dict(await ask(client))
    except OAuthError as refusal:
        PROVIDER_CALLS.labels(provider, operation, "refused").inc()
        error = str(getattr(refusal, "error", ""))
        if error in _ENDED:
            raise AccessEnded(error) from None
        raise _away(provider) from refusal
    except (httpx.HTTPError, ValueError) as away:
        PROVIDER_CALLS.labels(provider, operation, "unavailable").inc()
        raise _away(provider) from away
    finally:
        await client.aclose()
    if not token.get("access_token"):
        raise _away(provider)
    PROVIDER_CALLS.labels(provider, operation, "done").inc()
    return token


def _client(house: House, provider: OAuthProvider, redirect_uri: str | None) -> Any:
    key, secret = credentials(house, provider)
    return oauth_clients().AsyncOAuth2Client(
        client_id=key,
        client_secret=secret,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106  the name of a method
        timeout=_PATIENCE,
        verify=tls_context(),
        trust_env=house.settings.production,
    )


def _tokens(token: Mapping[str, Any], now: datetime, known: Tokens | None) -> Tokens:
    seconds = str(token.get("expires_in") or "")
    lasts = timedelta(seconds=int(seconds)) if seconds.isdigit() else timedelta(minutes=30)
    return Tokens(
        access=str(token["access_token"]),
        refresh=str(token.get("refresh_token") or (known.refresh if known else "")),
        expires_at=now.astimezone(UTC) + lasts,
        scope=str(token.get("scope") or (known.scope if known else "")),
        email=_email_in(str(token.get("id_token") or "")) or (known.email if known else ""),
    )


def _email_in(id_token: str) -> str:
    """The address in an ID token. It came from the provider itself over TLS, so its signature says nothing more (OIDC Core 3.1.3.7)."""
    parts = id_token.split(".")
    if len(parts) != 3:
        return ""
    try:
        claims = msgspec.json.decode(
            base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)), type=dict[str, Any]
        )
    except (ValueError, msgspec.MsgspecError):
        return ""
    return str(claims.get("email") or claims.get("preferred_username") or "")[:320].lower()


def _away(provider: OAuthProvider) -> ProviderAway:
    name = "Google" if provider == "google" else "Microsoft"
    return ProviderAway(
        _(
            "%(calendar)s is not answering right now. Nothing was changed; please try again in a minute.",
            calendar=name,
        ),
        retry_after=60,
    )
