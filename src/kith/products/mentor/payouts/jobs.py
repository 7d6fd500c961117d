"""When mentors are paid and their accounts asked about."""

from __future__ import annotations

from kith.foundation.jobs import Schedule
from kith.products.mentor.payouts import accounts, paying

SCHEDULES = [
    Schedule(name="mentor.payouts.pay", cron="* * * * * */20", run=paying.pay_due),
    Schedule(name="mentor.payouts.accounts", cron="* * * * *", run=accounts.sweep),
]
