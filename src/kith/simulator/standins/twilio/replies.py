"""The texts that a webhook's TwiML answer asks for."""

from __future__ import annotations

from xml.etree import ElementTree

_MAX_ANSWER_CHARACTERS = 65_536


def replies_in(answer: str) -> list[str]:
    """Bodies of the <Message> verbs of a TwiML answer; none for an empty or a non-XML one."""
    # Entities are where XML parsing becomes expensive, and TwiML has no use for a document type.
    if not answer.strip() or len(answer) > _MAX_ANSWER_CHARACTERS or "<!DOCTYPE" in answer:
        return []
    try:
        response = ElementTree.fromstring(answer)  # noqa: S314  no document type, bounded length
    except ElementTree.ParseError:
        return []
    bodies = (_body(verb) for verb in response.iter() if verb.tag in {"Message", "Sms"})
    return [body for body in bodies if body]


def _body(verb: ElementTree.Element) -> str:
    explicit = verb.find("Body")
    source = verb if explicit is None else explicit
    return (source.text or "").strip()
