"""What texting leaves to a worker: alerts, and taking somebody out of everything when that failed at once."""

from __future__ import annotations

from kith.products.josh.conversation import alerting, opting_out

JOBS = [*alerting.JOBS, *opting_out.JOBS]
