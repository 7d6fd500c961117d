"""What a machine can see in a text or price that its ruleset does not want. Pure; a person decides what comes of it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import msgspec

_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)
_BARE: Final = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|io|me|link|shop|xyz|site|online)\b", re.IGNORECASE
)
_DISGUISES: Final = str.maketrans("01345$@", "oieassa")


class Checks(msgspec.Struct, frozen=True):
    """A ruleset's checks. `links`: none at all, those to `domains` (and what is under them), or any."""

    words: tuple[str, ...] = ()
    links: Literal["none", "known", "any"] = "any"
    domains: tuple[str, ...] = ()
    max_price_pence: int | None = None


def plain(text: str) -> str:
    """A text as words are looked for in it: without accents, capitals, digits in place of letters, and what stands between letters."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return " " + " ".join(re.findall(r"[a-z]+", bare.translate(_DISGUISES))) + " "


def linked(text: str) -> list[str]:
    """The host names that a text links to, each once, in order."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(text):
        address = match[0] if "//" in match[0] else f"https://{match[0]}"
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            host = ""
        found[host.removeprefix("www.") or match[0][:60]] = None
    for match in _BARE.finditer(_LINK.sub(" ", text)):
        found[match[0].lower().removeprefix("www.")] = None
    return list(found)


def _is_under(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def flags(checks: Checks, *texts: str, price_pence: int | None = None) -> dict[str, Any]:
    """What offends, by check: `words` and `links` as lists, `price` in minor units; empty when nothing does."""
    whole = "\n".join(texts)
    looked_at = plain(whole)
    found: dict[str, Any] = {}
    words = [word for word in checks.words if plain(word).strip() and plain(word) in looked_at]
    if words:
        found["words"] = words
    if checks.links != "any":
        links = [
            host for host in linked(whole) if checks.links == "none" or not _is_under(host, checks.domains)
        ]
        if links:
            found["links"] = links
    if (
        price_pence is not None
        and checks.max_price_pence is not None
        and price_pence > checks.max_price_pence
    ):
        found["price"] = price_pence
    return found
