"""How many SMS segments a text takes. Source: 3GPP TS 23.038 (GSM 7-bit default alphabet, UCS-2)."""

from __future__ import annotations

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")


def segment_count(body: str) -> int:
    """Segments billed for `body`: 160 or 153 septets each in GSM-7, 70 or 67 UTF-16 units otherwise."""
    characters = set(body)
    if characters <= _BASIC | _EXTENSION:
        return _split(
            len(body) + sum(body.count(character) for character in characters & _EXTENSION), 160, 153
        )
    return _split(len(body.encode("utf-16-be")) // 2, 70, 67)


def _split(length: int, single: int, part: int) -> int:
    return 1 if length <= single else -(-length // part)
