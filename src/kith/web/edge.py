"""The outermost layer: request id, identity, language, origin check, security headers, metrics. Plain ASGI, since every request pays for it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import msgspec

from kith.commons.identity import sessions, tokens
from kith.commons.identity.person import Person
from kith.commons.impersonation.commands import Impersonation, note_page
from kith.commons.safety.turned_away import is_turned_away
from kith.commons.webhooks.seen import outcome_of
from kith.commons.webhooks.seen import seen as seen_calls
from kith.foundation import database, metrics
from kith.foundation.errors import Problem, Refused, document
from kith.foundation.generation import generation_of
from kith.foundation.language import languages
from kith.foundation.logs import logger
from kith.web import cookies, impersonation
from kith.web.forms import CARRY_THEIR_OWN

if TYPE_CHECKING:
    from kith.foundation.house import House

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_log = logger(__name__)
_HOOKS = "/hooks/"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self' {form_targets}; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'"
)


class Edge:
    """Wraps the Litestar application. Puts `house`, `person` (or None), `request_id` and `cookies` into the scope's state; `away`: the problem
    that keeps a request from being answered at all; and `impersonation`, when an operator looks as `person`."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]], house: House) -> None:
        self._app = app
        self._house = house
        self._headers = _security_headers(house)
        self._generation = generation_of(house)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        jar = cookies.parse(headers.get(b"cookie", b""))
        known = languages(self._house)
        accepted = headers.get(b"accept-language", b"").decode("latin-1")
        with known.speaking(known.wanted(jar.get(cookies.language_name(self._house), ""), accepted)):
            await self._serve(scope, receive, send, headers, jar)

    async def _serve(
        self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes], jar: dict[str, str]
    ) -> None:
        started = time.perf_counter()
        request_id = uuid4()
        away: Problem | None = None
        seen: Impersonation | None = None
        try:
            person, new_cookies = await self._identify(headers, jar, scope)
            seen = await impersonation.of(self._house, person, jar, scope)
        except Problem as problem:
            person, new_cookies, away = None, [], problem
        state = scope.setdefault("state", {})
        state["house"] = self._house
        state["impersonation"] = seen
        looks = seen is not None and not impersonation.is_the_operators_own(str(scope["path"]))
        if seen is not None and looks:
            person = Person(seen.person_id, seen.id, seen.name)
            away = await self._note_look(seen, scope)
        state["person"] = person
        state["request_id"] = request_id
        state["cookies"] = jar
        state["away"] = away
        state["set_cookies"] = new_cookies
        token = database.correlation.set(request_id)
        reading = database.read_only.set(looks)
        status = 0

        async def send_dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers_sent = message.get("headers", ())
                if looks:  # nothing of a member's stays in an operator's browser
                    headers_sent = [pair for pair in headers_sent if pair[0].lower() != b"cache-control"]
                message["headers"] = self._dress(headers_sent, request_id, new_cookies)
                if self._generation.retiring and str(scope.get("http_version", "1.1")).startswith("1"):
                    # The next request of this connection is for the generation that follows.
                    message["headers"].append((b"connection", b"close"))
            await send(message)

        try:
            refusal = self._refusal(scope, headers)
            if refusal is not None:
                await _send_problem(send_dressed, refusal, request_id)
            else:
                await self._app(scope, receive, send_dressed)
        finally:
            database.read_only.reset(reading)
            database.correlation.reset(token)
            seconds = time.perf_counter() - started
            route = state.get("route") or _route_of(scope)
            metrics.REQUESTS.labels(scope["method"], route, str(status)).inc()
            metrics.REQUEST_SECONDS.labels(route).observe(seconds)
            if route.startswith(_HOOKS):
                seen_calls(self._house).count(route.removeprefix(_HOOKS), outcome_of(status))
            if status >= 500:
                _log.error("request failed", route=route, status=status, reference=str(request_id))

    async def _note_look(self, seen: Impersonation, scope: Scope) -> Problem | None:
        """Why a page is not shown to whoever looks as somebody else; None once it is written down that it is."""
        path = str(scope["path"])
        refused = impersonation.refusal(self._house, seen, scope["method"], path)
        if refused is not None:
            return refused
        try:
            product = impersonation.product_of(self._house, path) or ""
            await note_page(self._house, seen, product, path)
        except Problem as problem:
            return problem
        return None

    async def _identify(
        self, headers: dict[bytes, bytes], jar: dict[str, str], scope: Scope
    ) -> tuple[Person | None, list[str]]:
        path = str(scope["path"])
        if path.startswith("/static/"):  # the same for everybody
            return None, []
        bearer = headers.get(b"authorization", b"")
        if bearer[:7].lower() == b"bearer ":
            person = tokens.read(self._house, bearer[7:].decode("latin-1").strip())
            return (person if await self._may_act(person, scope) else None), []
        access = jar.get(cookies.access_name(self._house))
        if access:
            person = tokens.read(self._house, access)
            if person is not None:
                if await self._may_act(person, scope):
                    return person, []
                return None, cookies.forget(self._house)
        refresh = jar.get(cookies.refresh_name(self._house))
        if not refresh or path.startswith(_HOOKS):
            return None, []
        try:
            renewed = await sessions.renew(self._house, refresh)
        except Problem:
            return None, []  # the database is away: pages that need nobody still answer
        if renewed is None:
            return None, cookies.forget(self._house)
        return renewed.person, cookies.sign_in(self._house, renewed)

    async def _may_act(self, person: Person | None, scope: Scope) -> bool:
        """An access token outlives its session by up to fifteen minutes: enough to read on, never to change anything, nothing at all once banned."""
        if person is None:
            return True
        if scope["method"] not in _SAFE:
            return await sessions.still_runs(self._house, person)
        try:
            return not await is_turned_away(self._house, person.id)
        except Problem:
            return True  # the database is away: there is nothing to read

    def _refusal(self, scope: Scope, headers: dict[bytes, bytes]) -> Problem | None:
        """A browser's request that another site made it send. Providers and API clients send no fetch metadata."""
        if scope["method"] in _SAFE or str(scope["path"]).startswith(CARRY_THEIR_OWN):
            return None
        site = headers.get(b"sec-fetch-site")
        if site is not None and site not in (b"same-origin", b"none"):
            return Refused("This request came from another site, so we did not act on it.", slug="cross-site")
        origin = headers.get(b"origin")
        if site is None and origin is not None and origin != b"null":
            host = headers.get(b"host", b"")
            if origin.split(b"://", 1)[-1] != host:
                return Refused(
                    "This request came from another site, so we did not act on it.", slug="cross-site"
                )
        return None

    def _dress(self, headers: Any, request_id: UUID, new_cookies: list[str]) -> list[tuple[bytes, bytes]]:
        dressed = list(headers)
        present = {name.lower() for name, _ in dressed}
        dressed += [pair for pair in self._headers if pair[0] not in present]
        dressed.append((b"x-request-id", str(request_id).encode()))
        dressed += [(b"set-cookie", cookie.encode("latin-1")) for cookie in new_cookies]
        return dressed


def _security_headers(house: House) -> list[tuple[bytes, bytes]]:
    # A sign-up may lead to the payment provider's page, which browsers count as a target of the form.
    targets = house.settings.stripe_api_base or "https://checkout.stripe.com https://billing.stripe.com"
    headers = {
        "content-security-policy": CONTENT_POLICY.format(form_targets=targets),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), payment=(), geolocation=(self)",
        "x-frame-options": "DENY",
        "cache-control": "no-store",
    }
    if house.settings.secure_cookies:
        headers["strict-transport-security"] = "max-age=63072000; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _route_of(scope: Scope) -> str:
    """The route's pattern, never the path itself: paths can carry tokens."""
    handler = scope.get("route_handler")
    paths = getattr(handler, "paths", None)
    return min(paths) if paths else "unmatched"


async def _send_problem(send: Send, problem: Problem, request_id: UUID) -> None:
    body = msgspec.json.encode(document(problem, str(request_id)))
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def client_address(house: House, scope: Scope) -> str:
    """The sender's network address, counting back over the proxies we trust; a hash of it is all that is ever stored."""
    client = scope.get("client") or ("unknown", 0)
    trusted = house.settings.trusted_proxies
    if trusted:
        forwarded = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode("latin-1")
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        if len(hops) >= trusted:
            return hops[-trusted]
    return str(client[0])
