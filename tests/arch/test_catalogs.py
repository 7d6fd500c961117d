"""Every text that pages, problems and letters say is in every catalog of its owner. Who has no `locales` folder yet is not asked."""

from __future__ import annotations

import ast
from pathlib import Path

import psycopg
import pytest

import kith.products
from kith.foundation.product import load_products
from kith.web import catalogs

_PRODUCTS = sorted(manifest.parent.name for manifest in Path(kith.products.__path__[0]).glob("*/product.py"))
_OWNERS = [catalogs.house(), *map(catalogs.owner_of, load_products(_PRODUCTS))]
_CATALOGS = [
    pytest.param(owner, tag, id=f"{owner.name}-{tag}") for owner in _OWNERS for tag in owner.languages
]
_SPEAKING = [pytest.param(owner, id=owner.name) for owner in _OWNERS if owner.languages]


@pytest.mark.parametrize(("owner", "language"), _CATALOGS)
def test_every_text_has_words_with_the_same_placeholders(owner: catalogs.Owner, language: str) -> None:
    assert catalogs.missing(owner, language) == [], f"run ./kith words {owner.name}, then fill in the catalog"


@pytest.mark.parametrize(("owner", "language"), _CATALOGS)
def test_no_catalog_keeps_texts_that_nobody_says(owner: catalogs.Owner, language: str) -> None:
    assert catalogs.unused(owner, language) == []


@pytest.mark.parametrize("language", sorted({tag for owner in _OWNERS for tag in owner.languages}))
def test_a_text_that_several_products_say_has_the_same_words_everywhere(language: str) -> None:
    # Texts are looked up in all catalogs together, so the first one's words would be shown on the others' pages.
    words: dict[str, set[str]] = {}
    for owner in _OWNERS:
        if language in owner.languages:
            for message in catalogs.read(owner, language):
                if message.id:
                    words.setdefault(str(message.id), set()).add(str(message.string))
    assert {text: said for text, said in words.items() if len(said) > 1} == {}


def test_every_rule_of_retention_in_the_database_is_one_that_the_catalogs_know(
    migrated_database_url: str,
) -> None:
    known = {text for owner in _OWNERS for text in catalogs.texts(owner)}
    with psycopg.connect(migrated_database_url) as db:
        rules = db.execute("select what, why from kith.retention_rules").fetchall()
    assert len(rules) > 30
    assert [text for rule in rules for text in rule if text not in known] == []


def test_the_house_speaks_german_and_so_does_josh() -> None:
    assert {"house", "josh"} <= {owner.name for owner in _OWNERS if "de" in owner.languages}
    assert len(catalogs.texts(_OWNERS[0])) > 300


@pytest.mark.parametrize("owner", _SPEAKING)
def test_sentences_with_values_in_them_go_through_the_catalogs(owner: catalogs.Owner) -> None:
    # A problem or flash given an f-string would be English for everybody, and no catalog could know it.
    problems = {kind.__name__ for kind in catalogs.problems()}
    found: list[str] = []
    for path in (path for folder in owner.folders for path in folder.rglob("*.py")):
        if "standins" in path.parts:
            continue
        nodes = list(ast.walk(ast.parse(path.read_text())))
        raised = [node.exc for node in nodes if isinstance(node, ast.Raise) and _called(node.exc) in problems]
        flashed = [node for node in nodes if _called(node) == "flash_next"]
        for call in (*raised, *flashed):
            assert isinstance(call, ast.Call)
            found += [f"{path.name}:{a.lineno}" for a in call.args if _unfindable(a)]
    assert found == []


def _unfindable(argument: ast.AST) -> bool:
    """Whether it has a value built in, or chooses between two bare sentences, which a catalog would read as one."""
    if isinstance(argument, ast.IfExp):
        return any(
            isinstance(one, ast.Constant) and " " in str(one.value)
            for one in (argument.body, argument.orelse)
        )
    return isinstance(argument, ast.JoinedStr | ast.BinOp)


def _called(node: ast.AST | None) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def test_a_text_of_a_new_product_is_found_missing(tmp_path: Path) -> None:
    (tmp_path / "pages.py").write_text(
        'raise Conflict("The table is full.")\n_("Hello %(name)s", name="Ana")\n'
    )
    owner = catalogs.Owner("cafe", (tmp_path,), tmp_path / "locales", ("From data",))
    assert catalogs.update(owner, "de") == 3
    assert [line.partition("say ")[2] for line in catalogs.missing(owner, "de")] == [
        "'From data'",
        "'Hello %(name)s'",
        "'The table is full.'",
    ]
    written = owner.file("de").read_text()
    owner.file("de").write_text(
        written.replace('"Hello %(name)s"\nmsgstr ""', '"Hello %(name)s"\nmsgstr "Hallo %(nam)s"')
    )
    assert "cafe/de has other placeholders in 'Hello %(name)s'" in catalogs.missing(owner, "de")
    (tmp_path / "pages.py").write_text("")
    assert catalogs.unused(owner, "de") == ["Hello %(name)s", "The table is full."]
