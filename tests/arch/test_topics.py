"""Every message of every product belongs to a topic of its manifest, and none goes round the rule that decides."""

from __future__ import annotations

import ast
from pathlib import Path

import kith
from kith.commons.messaging.topics import HOUSE_TOPICS
from kith.foundation.product import Topic, load_products

_SOURCE = Path(kith.__file__).parent
_SENDS = {"notify", "queue_mail", "queue_sms", "queue_push", "queue_telegram", "queue_notice"}
_PRODUCTS = load_products(("josh", "momento", "mentor", "attuned", "hotmess"))
_TOPICS: dict[str, Topic] = {
    topic.key: topic for topic in (*HOUSE_TOPICS, *(topic for one in _PRODUCTS for topic in one.topics))
}


def _sends() -> list[tuple[Path, ast.Call, str]]:
    found: list[tuple[Path, ast.Call, str]] = []
    for path in _SOURCE.rglob("*.py"):
        text = path.read_text()
        if path.parent == _SOURCE / "commons" / "messaging" or not any(name in text for name in _SENDS):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in _SENDS:
                    found.append((path, node, name))
    return found


def test_every_send_names_its_topic_and_what_may_be_turned_off_is_decided_about() -> None:
    house = {
        name: topic
        for name, topic in vars(__import__("kith.commons.messaging.topics", fromlist=["x"])).items()
        if isinstance(topic, Topic)
    }
    used: set[str] = set()
    sends = _sends()
    assert len(sends) > 60
    for path, call, name in sends:
        where = f"{path.relative_to(_SOURCE)}:{call.lineno}"
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        assert "topic" in given, f"{where} sends without a topic"
        words = ast.unparse(given["topic"])
        if words.startswith("topics."):
            product = path.relative_to(_SOURCE / "products").parts[0]
            module = __import__(f"kith.products.{product}.topics", fromlist=["x"])
            topic = getattr(module, words.removeprefix("topics."))
        else:
            topic = house[words]
        assert _TOPICS.get(topic.key) is topic, f"{where}: {topic.key} is in no manifest"
        assert name in ("notify", "queue_notice") or not topic.may_be_off or "decided" in given, (
            f"{where} asks nobody"
        )
        used.add(topic.key)
    unused = set(_TOPICS) - used - {"house.digest"}
    assert not unused, f"nobody sends about {unused}"


def test_topics_are_the_products_own_and_say_what_they_are_in_plain_words() -> None:
    assert len(_TOPICS) == len(HOUSE_TOPICS) + sum(len(one.topics) for one in _PRODUCTS), (
        "a key is taken twice"
    )
    for product in _PRODUCTS:
        for topic in product.topics:
            assert topic.key.startswith(f"{product.slug}.")
    for topic in _TOPICS.values():
        assert topic.name
        assert topic.about.endswith(".")
        assert not topic.urgent or topic.urgent.endswith(".")
        assert topic.may_be_off or {"email", "sms"} & set(topic.offered), "what must arrive has a way"
        assert set(topic.channels) <= set(topic.offered)
