"""Stripe's error answers. Source: Stripe API reference, "Errors" and "Error codes"."""

from __future__ import annotations

import msgspec


class StripeError(Exception):
    """An error answer: HTTP `status`, Stripe's `type`, `code`, the parameter at fault and a sentence."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        decline_code: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.code = code
        self.param = param
        self.decline_code = decline_code
        self.headers = headers or {}

    def body(self) -> bytes:
        """The JSON that Stripe answers with; fields without a value are left out."""
        fields = {
            "type": self.kind,
            "code": self.code,
            "decline_code": self.decline_code,
            "doc_url": f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
            if self.code
            else None,
            "message": self.message,
            "param": self.param,
        }
        return msgspec.json.encode(
            {"error": {name: value for name, value in fields.items() if value is not None}}
        )


def missing_parameter(param: str) -> StripeError:
    """400 for a parameter that is required."""
    return StripeError(400, f"Missing required param: {param}.", code="parameter_missing", param=param)


def invalid_parameter(param: str, sentence: str) -> StripeError:
    """400 for a parameter with a wrong value."""
    return StripeError(400, sentence, code="parameter_invalid", param=param)


def no_such(what: str, key: str, param: str = "id", status: int = 404) -> StripeError:
    """404 for the object of a path, 400 for one named in a parameter."""
    return StripeError(status, f"No such {what}: '{key}'", code="resource_missing", param=param)


def wrong_state(sentence: str, code: str | None = None, param: str | None = None) -> StripeError:
    """400 for an operation that the object's state does not allow."""
    return StripeError(400, sentence, code=code, param=param)


def card_declined(decline_code: str) -> StripeError:
    """402 for a card that its bank refuses."""
    code, sentence = {
        "insufficient_funds": ("card_declined", "Your card has insufficient funds."),
        "expired_card": ("expired_card", "Your card has expired."),
        "authentication_required": (
            "authentication_required",
            "Your card was declined. This transaction requires authentication.",
        ),
        "incorrect_cvc": ("incorrect_cvc", "Your card's security code is incorrect."),
    }.get(decline_code, ("card_declined", "Your card was declined."))
    return StripeError(402, sentence, kind="card_error", code=code, decline_code=decline_code)


def unauthorized() -> StripeError:
    """401 for a wrong key."""
    return StripeError(401, "Invalid API Key provided.")


def api_error(status: int, retry_after_seconds: float = 1.0) -> StripeError:
    """The plain error of a status: a rate limit for 429, a key in use for 409, Stripe's own failure from 500 on."""
    if status == 429:
        return StripeError(
            429,
            "Too many requests hit the API too quickly.",
            code="rate_limit",
            headers={"Retry-After": str(max(1, round(retry_after_seconds)))},
        )
    if status >= 500:
        return StripeError(status, "An unknown error occurred on the stand-in's side.", kind="api_error")
    if status == 409:
        return StripeError(
            409,
            "There is currently another in-progress request using this Idempotent Key.",
            kind="idempotency_error",
            code="idempotency_key_in_use",
        )
    return StripeError(status, "The request was refused, as the fault plan asks for.")
