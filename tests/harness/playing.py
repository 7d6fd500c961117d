"""People who use Attuned through its pages."""

from __future__ import annotations

from typing import Any

from harness.members import Browser
from kith.products.attuned.survey.definition import CURRENT, Kind, load

BASICS = {
    "display_name": "Robin",
    "anatomy_self": "vagina",
    "anatomy_preference": "penis",
    "highest_level": "R",
    "sharing": "overlapping_only",
    "timezone": "Europe/Berlin",
}
CONSENTS = {"age_consent": "yes", "terms_consent": "yes", "privacy_consent": "yes"}


async def begin(browser: Browser, **basics: str) -> None:
    """Agree and tell the basics."""
    await browser.get("/attuned/begin")
    agreed = await browser.post("/attuned/begin", **CONSENTS)
    assert agreed.status_code == 303, agreed.text
    await browser.get("/attuned/you/basics")
    told = await browser.post("/attuned/you/basics", **(BASICS | basics))
    assert told.status_code == 303, told.text


def answer_to(kind: Kind, choices: tuple[Any, ...], **wishes: Any) -> Any:
    """One answer by kind of question: 4, yes, fine, or the first."""
    usual = {Kind.LIKERT: 4, Kind.ACTIVITY: "yes", Kind.TOPIC: "yes", Kind.BOUNDARY: "fine"}
    return wishes.get(kind.value, usual.get(kind, choices[0].value))


async def take_survey(browser: Browser, **wishes: Any) -> None:
    """Answer every question that may apply and hand it in; `wishes` are answers by kind of question."""
    for number, question in enumerate(load(CURRENT).questions):
        body = {
            "question": question.id,
            "answer": answer_to(question.kind, question.choices, **wishes),
            "sequence": number + 1,
        }
        saved = await browser.put_json("/api/attuned/survey/answer", body)
        assert saved.status_code == 200, saved.text
    handed_in = await browser.put_json("/api/attuned/survey/submission", {})
    assert handed_in.status_code == 204, handed_in.text
