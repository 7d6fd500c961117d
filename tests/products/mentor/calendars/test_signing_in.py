"""OAuth with PKCE at Google and Microsoft."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from harness.calendars import ACCOUNT, CALLBACK, WINDOW, agree, at, client, event, put, sign_in
from kith.foundation.house import House
from kith.products.mentor.calendars.providers import oauth
from kith.products.mentor.calendars.providers.oauth import OAuthProvider
from kith.products.mentor.calendars.providers.shapes import AccessEnded, ProviderAway
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind

BOTH = pytest.mark.parametrize("provider", ["google", "microsoft"])


@BOTH
async def test_a_sign_in_gives_tokens_that_can_be_renewed(
    caller: House, standins: StandIns, provider: OAuthProvider
) -> None:
    tokens = await sign_in(caller, provider)
    assert tokens.email == ACCOUNT
    assert not tokens.due(caller.clock.now())
    assert tokens.due(caller.clock.now() + timedelta(minutes=56))
    fresh = await oauth.renew(caller, provider, tokens)
    assert (fresh.refresh, fresh.email) == (tokens.refresh, ACCOUNT)
    assert fresh.access != tokens.access


@BOTH
async def test_the_address_asks_for_no_more_than_is_needed(caller: House, provider: OAuthProvider) -> None:
    def scopes(*, write: bool) -> set[str]:
        url = oauth.authorize_url(
            caller, provider, redirect_uri=CALLBACK, state="s", verifier="v" * 43, write=write
        )
        query = parse_qs(urlsplit(url).query)
        assert query["code_challenge_method"] == ["S256"]
        assert "v" * 43 not in url
        return set(query["scope"][0].split())

    assert not any(scope.endswith(("events", "ReadWrite")) for scope in scopes(write=False))
    assert any(scope.endswith(("events", "ReadWrite")) for scope in scopes(write=True))


@BOTH
async def test_a_code_is_worth_nothing_without_its_verifier_or_a_second_time(
    caller: House, provider: OAuthProvider
) -> None:
    verifier = secrets.token_urlsafe(48)
    url = oauth.authorize_url(
        caller, provider, redirect_uri=CALLBACK, state="s", verifier=verifier, write=True
    )

    async def exchange(code: str, verifier: str, callback: str = CALLBACK) -> None:
        await oauth.exchange(caller, provider, redirect_uri=callback, code=code, verifier=verifier)

    with pytest.raises(AccessEnded):
        await exchange((await agree(url))["code"], "w" * 64)
    code = (await agree(url))["code"]
    await exchange(code, verifier)
    with pytest.raises(AccessEnded):
        await exchange(code, verifier)
    with pytest.raises((AccessEnded, ProviderAway)):
        await exchange((await agree(url))["code"], verifier, "http://127.0.0.1:9/elsewhere")
    assert (await agree(url, decision="deny"))["error"] == "access_denied"


@BOTH
async def test_a_consent_page_wants_pkce_and_a_known_client(standins: StandIns, provider: str) -> None:
    base = f"{standins.base_url}/{provider}"
    path = "/o/oauth2/v2/auth" if provider == "google" else "/common/oauth2/v2.0/authorize"
    async with httpx.AsyncClient(base_url=base, trust_env=False) as browser:
        answer = await browser.get(f"{path}?client_id=other&redirect_uri={CALLBACK}&response_type=code")
        assert answer.status_code == 400
        known = standins.google.settings.client_id
        answer = await browser.get(f"{path}?client_id={known}&redirect_uri={CALLBACK}&response_type=code")
        assert answer.status_code == 400
        assert "PKCE" in answer.text


async def test_what_is_given_back_is_void_at_google_and_microsoft_has_no_door_for_it(
    caller: House, standins: StandIns
) -> None:
    tokens = await sign_in(caller, "google")
    assert await oauth.revoke(caller, "google", tokens)
    assert standins.google.sign_in.grants() == []
    assert await oauth.revoke(caller, "google", tokens)  # void already is fine too
    with pytest.raises(AccessEnded):
        await oauth.renew(caller, "google", tokens)
    assert not await oauth.revoke(caller, "microsoft", await sign_in(caller, "microsoft"))


@BOTH
async def test_access_taken_back_by_the_owner_is_told_apart_from_a_provider_in_trouble(
    caller: House, standins: StandIns, provider: OAuthProvider
) -> None:
    standin = getattr(standins, provider)
    tokens = await sign_in(caller, provider)
    put(standin, event("a", at(0, 9)))
    calendar = client(caller, provider, tokens)
    for kind, status in ((FaultKind.FAIL, 500), (FaultKind.RATE_LIMIT, None), (FaultKind.DROP, None)):
        standin.faults.add(Fault(kind=kind, status=status, times=3))
        with pytest.raises(ProviderAway):
            await calendar.busy(WINDOW)
        with pytest.raises(ProviderAway):
            await oauth.renew(caller, provider, tokens)
        standin.faults.clear()
    assert len(await calendar.busy(WINDOW)) == 1
    standin.sign_in.revoke_account(ACCOUNT)
    with pytest.raises(AccessEnded):
        await calendar.busy(WINDOW)
    with pytest.raises(AccessEnded):
        await oauth.renew(caller, provider, tokens)
    await calendar.close()


@BOTH
async def test_reading_rights_do_not_write(caller: House, provider: OAuthProvider) -> None:
    from uuid import uuid4

    from harness.calendars import MONDAY
    from kith.products.mentor.calendars.invitations.ics import Meeting

    calendar = client(caller, provider, await sign_in(caller, provider, write=False))
    meeting = Meeting(
        booking_id=uuid4(), sequence=0, changed_at=MONDAY, starts=at(0, 9), ends=at(0, 10), summary="x"
    )
    assert await calendar.busy(WINDOW) == []
    with pytest.raises(AccessEnded):
        await calendar.write(meeting, None)
    await calendar.close()
