"""OpenTelemetry traces, sent when an OTLP endpoint is set. Span names and attributes carry no personal data."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from opentelemetry import trace

if TYPE_CHECKING:
    from opentelemetry.trace import Span

    from kith.foundation.settings import Settings

_tracer = trace.get_tracer("kith")


def configure(settings: Settings, service_name: str) -> None:
    """Export this process's spans to the settings' OTLP endpoint; without one, spans cost nothing and go nowhere."""
    if not settings.otlp_endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service_name}))
    provider.add_span_processor(
        BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{settings.otlp_endpoint}/v1/traces"))
    )
    trace.set_tracer_provider(provider)


def span(name: str, **attributes: str | int | bool) -> AbstractContextManager[Span]:
    """A span around a piece of work."""
    return _tracer.start_as_current_span(name, attributes=dict(attributes))
