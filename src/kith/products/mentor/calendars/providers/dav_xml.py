"""The XML of WebDAV and CalDAV (RFC 4918, 4791, 6578): the few questions we ask, and the multistatus answers. Entities are refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

import msgspec
from defusedxml import DefusedXmlException, ElementTree

DAV: Final = "{DAV:}"
CAL: Final = "{urn:ietf:params:xml:ns:caldav}"
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>'
_NAMES: Final = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'


class UnreadableAnswer(Exception):
    """What came is no multistatus."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One resource of an answer: its address as a path, its status, and the properties that it has (an XML element by name)."""

    href: str
    status: int
    properties: dict[str, Any]

    def text(self, name: str) -> str:
        """A property's own text, empty when it has none."""
        found = self.properties.get(name)
        return "" if found is None else (found.text or "").strip()

    def hrefs(self, name: str) -> list[str]:
        """The addresses inside a property."""
        found = self.properties.get(name)
        return (
            []
            if found is None
            else [(one.text or "").strip() for one in found.iter(f"{DAV}href") if one.text]
        )

    def has(self, name: str, child: str) -> bool:
        """Whether a property contains an element."""
        found = self.properties.get(name)
        return found is not None and found.find(child) is not None


class Multistatus(msgspec.Struct, frozen=True):
    """Every entry of an answer, and the sync token, empty where there is none."""

    entries: list[Entry]
    sync_token: str


def propfind(*names: str) -> bytes:
    """Ask for properties, named such as `d:sync-token`."""
    inner = "".join(f"<{name}/>" for name in names)
    return f"{_HEAD}<d:propfind {_NAMES}><d:prop>{inner}</d:prop></d:propfind>".encode()


def calendar_query(start: datetime, end: datetime) -> bytes:
    """Ask for every object with an event in the range."""
    return (
        f"{_HEAD}<c:calendar-query {_NAMES}><d:prop><d:getetag/><c:calendar-data/></d:prop>"
        f'<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">'
        f'<c:time-range start="{_basic(start)}" end="{_basic(end)}"/>'
        f"</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
    ).encode()


def calendar_multiget(paths: Sequence[str]) -> bytes:
    """Ask for objects by their addresses."""
    listed = "".join(f"<d:href>{escape(path)}</d:href>" for path in paths)
    return (
        f"{_HEAD}<c:calendar-multiget {_NAMES}><d:prop><d:getetag/><c:calendar-data/></d:prop>{listed}"
        "</c:calendar-multiget>"
    ).encode()


def sync_collection(token: str) -> bytes:
    """Ask what changed since a token."""
    return (
        f"{_HEAD}<d:sync-collection {_NAMES}><d:sync-token>{escape(token)}</d:sync-token>"
        "<d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>"
    ).encode()


def multistatus(body: bytes) -> Multistatus:
    """Read an answer.

    Raises:
        UnreadableAnswer: it is something else, or wants entities resolved.
    """
    root = _root(body)
    if root.tag != f"{DAV}multistatus":
        raise UnreadableAnswer(str(root.tag))
    entries: list[Entry] = []
    for response in root.findall(f"{DAV}response"):
        status = _status(response.findtext(f"{DAV}status"))
        properties: dict[str, Any] = {}
        for propstat in response.findall(f"{DAV}propstat"):
            if 200 <= _status(propstat.findtext(f"{DAV}status")) < 300:
                for prop in propstat.findall(f"{DAV}prop"):
                    properties |= {str(one.tag): one for one in prop}
        for href in response.findall(f"{DAV}href"):
            entries.append(Entry(href=(href.text or "").strip(), status=status, properties=properties))
    return Multistatus(entries, (root.findtext(f"{DAV}sync-token") or "").strip())


def names_error(body: bytes, name: str) -> bool:
    """Whether a refusal carries this precondition (such as `valid-sync-token`)."""
    try:
        root = _root(body)
    except UnreadableAnswer:
        return False
    return root.tag == f"{DAV}error" and root.find(f"{DAV}{name}") is not None


def same_path(first: str, second: str) -> bool:
    """Whether two addresses name one resource, however they are escaped."""
    return path_of(first).rstrip("/") == path_of(second).rstrip("/")


def path_of(href: str) -> str:
    """An address without its host, unescaped: how we name objects."""
    return unquote(urlsplit(href).path)


def _root(body: bytes) -> Any:
    try:
        return ElementTree.fromstring(body, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as crooked:
        raise UnreadableAnswer(type(crooked).__name__) from None


def _status(line: str | None) -> int:
    words = (line or "HTTP/1.1 200 OK").split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 500


def _basic(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
