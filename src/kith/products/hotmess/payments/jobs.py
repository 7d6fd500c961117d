"""When payments are swept, refunds and payouts sent, accounts asked about."""

from __future__ import annotations

from kith.foundation.jobs import Schedule
from kith.products.hotmess.payments import accounts, paying, refunding, settling

SCHEDULES = [
    Schedule(name="hotmess.payments.sweep", cron="* * * * *", run=settling.sweep),
    Schedule(name="hotmess.payments.refunds", cron="* * * * * */20", run=refunding.execute_due),
    Schedule(name="hotmess.payments.payouts", cron="* * * * * */20", run=paying.pay_due),
    Schedule(name="hotmess.payments.accounts", cron="* * * * *", run=accounts.sweep),
]
