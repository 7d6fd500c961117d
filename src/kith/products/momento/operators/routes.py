"""Momento's part of the operators' console."""

from __future__ import annotations

from kith.foundation.product import NavigationLink
from kith.products.momento.operators import attendance

ROUTES = [*attendance.ROUTES]

CONSOLE_LINKS = [NavigationLink("/console/momento/attendance", "Attendance")]
