"""OAuth 2.0 as Google and Microsoft do it: codes bound to a PKCE challenge, access tokens that expire, refresh tokens that can be revoked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping

import msgspec

from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.store import Collection, Store

CODE_SECONDS = 600
TOKEN_SECONDS = 3600


class OAuthRefusal(Exception):
    """An error answer of the token endpoint (RFC 6749, 5.2)."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A consent given, waiting for its exchange."""

    code: str
    account: str
    scope: str
    redirect_uri: str
    challenge: str
    expires: int


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """Access that somebody gave; ends when they, or the provider, take it back."""

    refresh: str
    account: str
    scope: str
    revoked: bool = False


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """One access token."""

    token: str
    refresh: str
    expires: int


class SignIn:
    """Codes, grants and tokens of one provider for one client."""

    def __init__(
        self, store: Store, clock: MovableClock, client_id: str, client_secret: str, issuer: str
    ) -> None:
        self._clock = clock
        self._client = (client_id, client_secret)
        self._issuer = issuer
        self._codes = Collection(store, "codes", Code)
        self._grants = Collection(store, "grants", Grant)
        self._accesses = Collection(store, "accesses", Access)

    @property
    def client_id(self) -> str:
        """The one client that may ask."""
        return self._client[0]

    def consent(self, account: str, *, scope: str, redirect_uri: str, challenge: str) -> str:
        """Somebody said yes; the code that goes back with them."""
        code = secrets.token_urlsafe(24)
        self._codes.put(
            code,
            Code(
                code=code,
                account=account,
                scope=scope,
                redirect_uri=redirect_uri,
                challenge=challenge,
                expires=self._clock.timestamp() + CODE_SECONDS,
            ),
        )
        return code

    def token(self, form: Mapping[str, str]) -> dict[str, object]:
        """The token endpoint. Raises OAuthRefusal."""
        given = (form.get("client_id", ""), form.get("client_secret", ""))
        if not all(
            hmac.compare_digest(a.encode(), b.encode()) for a, b in zip(given, self._client, strict=True)
        ):
            raise OAuthRefusal("invalid_client", "The OAuth client was not found.", 401)
        match form.get("grant_type"):
            case "authorization_code":
                return self._exchange(form)
            case "refresh_token":
                grant = self._grants.get(form.get("refresh_token", ""))
                if grant is None or grant.revoked:
                    raise OAuthRefusal("invalid_grant", "Token has been expired or revoked.")
                return self._issue(grant)
            case other:
                raise OAuthRefusal("unsupported_grant_type", f"Invalid grant_type: {other}")

    def revoke(self, token: str) -> bool:
        """Take back a grant by its refresh token or one of its access tokens; False for neither."""
        access = self._accesses.get(token)
        grant = self._grants.get(access.refresh if access else token)
        if grant is None or grant.revoked:
            return False
        self._grants.put(grant.refresh, msgspec.structs.replace(grant, revoked=True))
        return True

    def revoke_account(self, account: str) -> int:
        """Take back everything an account gave, as a person does on the provider's pages; how much it was."""
        ended = [one for one in self._grants.all() if one.account == account and not one.revoked]
        for grant in ended:
            self._grants.put(grant.refresh, msgspec.structs.replace(grant, revoked=True))
        return len(ended)

    def grants(self, account: str | None = None) -> list[Grant]:
        """Access that is in force."""
        return [one for one in self._grants.all() if not one.revoked and account in (None, one.account)]

    def grant_of(self, authorization: str) -> Grant | None:
        """The grant behind a request's Authorization header, None when it is no good any more."""
        scheme, _, token = authorization.partition(" ")
        access = self._accesses.get(token) if scheme.lower() == "bearer" else None
        if access is None or access.expires <= self._clock.timestamp():
            return None
        grant = self._grants.get(access.refresh)
        return None if grant is None or grant.revoked else grant

    def expire_accesses(self) -> None:
        """Every access token runs out at once; refresh tokens stay."""
        self._accesses.clear()

    def clear(self) -> None:
        """Forget everything."""
        for collection in (self._codes, self._grants, self._accesses):
            collection.clear()

    def _exchange(self, form: Mapping[str, str]) -> dict[str, object]:
        # A code is good for one try, whatever comes of it.
        code = self._codes.remove(form.get("code", ""))
        if code is None or code.expires <= self._clock.timestamp():
            raise OAuthRefusal("invalid_grant", "Malformed auth code.")
        if form.get("redirect_uri") != code.redirect_uri:
            raise OAuthRefusal("redirect_uri_mismatch", "Bad Request")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if not hmac.compare_digest(base64.urlsafe_b64encode(digest).decode().rstrip("="), code.challenge):
            raise OAuthRefusal("invalid_grant", "Invalid code verifier.")
        refresh = f"1//{secrets.token_urlsafe(32)}"
        grant = self._grants.put(refresh, Grant(refresh=refresh, account=code.account, scope=code.scope))
        return {
            **self._issue(grant),
            "refresh_token": refresh,
            "id_token": self._id_token(code.account),
        }

    def _issue(self, grant: Grant) -> dict[str, object]:
        token = f"ya29.{secrets.token_urlsafe(32)}"
        expires = self._clock.timestamp() + TOKEN_SECONDS
        self._accesses.put(token, Access(token=token, refresh=grant.refresh, expires=expires))
        return {
            "access_token": token,
            "expires_in": TOKEN_SECONDS,
            "scope": grant.scope,
            "token_type": "Bearer",
        }

    def _id_token(self, account: str) -> str:
        now = self._clock.timestamp()
        claims = {"iss": self._issuer, "aud": self.client_id, "email": account, "iat": now, "exp": now + 3600}
        parts = (msgspec.json.encode({"alg": "none"}), msgspec.json.encode(claims), b"unsigned")
        return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
