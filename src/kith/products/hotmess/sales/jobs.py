"""Finishing what an organiser who called a night off began."""

from __future__ import annotations

from kith.foundation.jobs import Schedule
from kith.products.hotmess.sales.commands import finish_calling_off

SCHEDULES = [Schedule(name="hotmess.sales.called_off", cron="* * * * *", run=finish_calling_off)]
