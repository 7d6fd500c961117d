"""JSON requests with a bearer token, as Google and Microsoft take them: what each refusal means for us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import httpx
import msgspec

from kith.foundation.database import forbid_open_transaction
from kith.foundation.language import _
from kith.foundation.metrics import PROVIDER_CALLS
from kith.foundation.outward import tls_context
from kith.products.mentor.calendars.providers.shapes import AccessEnded, ProviderAway

if TYPE_CHECKING:
    from kith.foundation.house import House

_PATIENCE: Final = 10.0
_WAIT_REASONS: Final = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "calendarUsageLimitsExceeded"}
)

Json = dict[str, Any]


class Refusal(Exception):
    """An answer of the provider that the caller may know what to do with."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class Asking:
    """A conversation under one access token. `provider` is its name as people know it."""

    def __init__(self, house: House, provider: str, base: str, access: str) -> None:
        self.base = base
        self._provider = provider
        self._client = httpx.AsyncClient(
            timeout=_PATIENCE,
            verify=tls_context(),
            trust_env=house.settings.production,
            headers={"authorization": f"Bearer {access}", "accept": "application/json"},
        )

    async def ask(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Json:
        """One request; `path` is below the provider's address, or a whole address that the provider gave for the next page.

        Raises:
            Refusal: 4xx that is about this request.
            AccessEnded: 401, or 403 for want of permission.
            ProviderAway: no answer, 429, 5xx, an answer that is no JSON, or a next page somewhere else.
        """
        forbid_open_transaction()
        url = path if path.startswith("http") else f"{self.base}{path}"
        if not url.startswith(f"{self.base}/"):
            # Our token is for the provider alone, whatever an answer says.
            raise self._away(operation)
        content = None if body is None else msgspec.json.encode(body)
        sent = {**(headers or {}), **({"content-type": "application/json"} if content is not None else {})}
        try:
            answer = await self._client.request(method, url, params=query, content=content, headers=sent)
        except httpx.HTTPError as away:
            raise self._away(operation) from away
        return self._read(operation, answer)

    async def close(self) -> None:
        await self._client.aclose()

    def _read(self, operation: str, answer: httpx.Response) -> Json:
        found: Json = {}
        if answer.content:
            try:
                found = msgspec.json.decode(answer.content, type=Json)
            except msgspec.MsgspecError:
                if answer.is_success:
                    raise self._away(operation) from None
        if answer.is_success:
            PROVIDER_CALLS.labels(self._provider.lower(), operation, "done").inc()
            return found
        code, reasons = _code_of(found)
        status = answer.status_code
        if status == 429 or status >= 500 or (status == 403 and reasons & _WAIT_REASONS):
            seconds = answer.headers.get("retry-after", "")
            raise self._away(operation, int(seconds) if seconds.isdigit() else 60)
        PROVIDER_CALLS.labels(self._provider.lower(), operation, "refused").inc()
        if status in (401, 403):
            raise AccessEnded(code)
        raise Refusal(status, code)

    def _away(self, operation: str, seconds: int = 60) -> ProviderAway:
        PROVIDER_CALLS.labels(self._provider.lower(), operation, "unavailable").inc()
        return ProviderAway(
            _(
                "%(calendar)s is not answering right now. Nothing was changed; please try again in a minute.",
                calendar=self._provider,
            ),
            retry_after=min(max(seconds, 1), 3600),
        )


def _code_of(found: Json) -> tuple[str, set[str]]:
    """The code of an error answer, and Google's reasons in it."""
    error: Any = found.get("error")
    if not isinstance(error, dict):
        return str(error or ""), set()
    named: Json = msgspec.convert(error, Json)
    listed: Any = named.get("errors")
    entries: list[Json] = msgspec.convert(listed, list[Json]) if isinstance(listed, list) else []
    return str(named.get("code") or ""), {str(entry.get("reason")) for entry in entries}
