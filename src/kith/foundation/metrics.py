"""Prometheus metrics of this process."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

REGISTRY = CollectorRegistry()

REQUESTS = Counter(
    "kith_requests_total", "Requests answered.", ["method", "route", "status"], registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "kith_request_seconds",
    "Time to answer a request.",
    ["route"],
    registry=REGISTRY,
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
JOBS = Counter(
    "kith_jobs_total", "Jobs and scheduled work that ended.", ["job", "outcome"], registry=REGISTRY
)
PROVIDER_CALLS = Counter(
    "kith_provider_calls_total",
    "Calls to providers.",
    ["provider", "operation", "outcome"],
    registry=REGISTRY,
)
MESSAGES = Counter(
    "kith_messages_total", "Messages in and out.", ["channel", "direction", "outcome"], registry=REGISTRY
)
ALERTS = Counter("kith_alerts_total", "Things an operator should look at.", ["kind"], registry=REGISTRY)


def exposition() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
