"""What a browser is called in plain words, from what it calls itself."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import _

# In this order: many browsers call themselves what they are built on, too.
_BROWSERS: Final = (
    ("SamsungBrowser/", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
    ("X11", "Linux"),
)
_CARRIED: Final = frozenset({"iPhone", "iPad", "Android"})


def name_of(user_agent: str | None) -> str:
    """“Firefox on Android”; what cannot be told is left out."""
    browser, system = _found(_BROWSERS, user_agent), _found(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    if system:
        return _("A browser on %(system)s", system=system)
    return browser or _("A browser")


def is_carried(user_agent: str | None) -> bool:
    """Whether it is on a phone or tablet."""
    return _found(_SYSTEMS, user_agent) in _CARRIED


def _found(marks: tuple[tuple[str, str], ...], user_agent: str | None) -> str | None:
    return next((name for mark, name in marks if mark in (user_agent or "")), None)
