"""What a ticket may cost second hand."""

from __future__ import annotations


def most(face_value: int, percent: int) -> int:
    """The highest price of a ticket in minor units, of a face value in minor units and a cap in percent of it; rounded down."""
    return face_value * percent // 100
