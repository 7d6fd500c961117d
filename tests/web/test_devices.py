"""What browsers are called: by their name and where they run, whatever else they say they are."""

from __future__ import annotations

import pytest

from kith.web.devices import is_carried, name_of

_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko)"
_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "name", "carried"),
    [
        ("Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox on Android", True),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux", False),
        (f"{_IPHONE} Version/18.1 Mobile/15E148 Safari/604.1", "Safari on iPhone", True),
        (f"{_IPHONE} CriOS/142.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone", True),
        (f"{_IPHONE} FxiOS/145.0 Mobile/15E148 Safari/604.1", "Firefox on iPhone", True),
        (f"{_ANDROID} Chrome/142.0.0.0 Mobile Safari/537.36", "Chrome on Android", True),
        (f"{_ANDROID} SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36", "Samsung Internet on Android", True),
        (f"{_ANDROID} Chrome/142.0 Mobile Safari/537.36 EdgA/142.0", "Edge on Android", True),
        (f"{_WINDOWS} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge on Windows", False),
        (f"{_WINDOWS} Chrome/142.0.0.0 Safari/537.36 OPR/126.0.0.0", "Opera on Windows", False),
        (f"{_MAC} Version/18.1 Safari/605.1.15", "Safari on Mac", False),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/142.0 Safari/537.36", "Chrome on ChromeOS", False),
        ("Dalvik/2.1.0 (Linux; U; Android 15)", "A browser on Android", True),
        ("curl/8.5.0", "A browser", False),
        ("", "A browser", False),
        (None, "A browser", False),
    ],
)  # fmt: skip
def test_a_browser_has_a_plain_name(agent: str | None, name: str, carried: bool) -> None:
    assert (name_of(agent), is_carried(agent)) == (name, carried)
