"""Density that points at nobody, and the measured lift."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest

from harness.josh import Josh
from harness.members import Browser
from kith.products.josh.operators.measuring import count_shown

SignInAs = Callable[[str], Awaitable[Browser]]
DENSITY = "/console/josh/density"
LIFT = "/console/josh/lift"


@pytest.mark.parametrize("path", [DENSITY, LIFT])
async def test_for_others_these_pages_are_not_there(sign_in_as: SignInAs, path: str) -> None:
    browser = await sign_in_as("nobody")
    assert (await browser.get(path)).status_code == 404


def test_nought_and_a_few_look_the_same() -> None:
    assert {count_shown(people) for people in range(5)} == {"<5"}
    assert [count_shown(people) for people in (5, 6, 1200)] == ["5", "6", "1200"]


def _cells(page: str) -> str:
    """A page whose cells carry nothing but what they say."""
    return re.sub(r"<td [^>]*>", "<td>", page)


async def test_small_groups_are_not_told_apart_anywhere_on_the_page(josh: Josh, sign_in_as: SignInAs) -> None:
    mitte = josh.region(display_name="Mitte")
    for _ in range(6):
        josh.person(region_id=mitte, postal_code="10115")
    few = josh.region(display_name="Wedding")
    lone = josh.region(display_name="Tegel")
    for _ in range(3):
        josh.person(region_id=few, postal_code="13347")
    josh.person(region_id=lone, postal_code="13507")
    browser = await sign_in_as("ops")
    page = _cells((await browser.get(DENSITY)).text)
    assert "<svg" in page
    heights = re.findall(r'chart__bar chart__bar--muted"[^>]*height="([0-9.]+)"', page)
    assert len(heights) == 2
    assert len(set(heights)) == 1
    assert "&lt;5" in page
    assert re.search(r"Mitte</a></th>(<td>[^<]*</td>){4}<td>6</td>", page)
    assert not re.search(r"<td[^>]*>[1-4]</td>", page)
    area = _cells((await browser.get(f"{DENSITY}?region={few}")).text)
    assert '<th scope="row">133</th><td>&lt;5</td>' in area


async def test_a_region_that_is_none(sign_in_as: SignInAs) -> None:
    browser = await sign_in_as("ops")
    assert (await browser.get(f"{DENSITY}?region={uuid4()}")).status_code == 404


async def test_the_lift_says_when_there_is_nothing_to_compare(sign_in_as: SignInAs) -> None:
    browser = await sign_in_as("engineering")
    shown = await browser.get(LIFT)
    assert shown.status_code == 200
    assert shown.text.count("Nothing to compare yet") == 3


async def test_the_lift_compares_the_two_arms_with_an_interval(josh: Josh, sign_in_as: SignInAs) -> None:
    for day in range(1, 5):
        ada, sam = josh.person("Ada"), josh.person("Sam")
        linkup = josh.completed(ada, sam, day=day)
        arm = "random" if day > 2 else "scored"
        josh.db.execute("update linkups set selection_arm = %s, waves_sent = 1 where id = %s", (arm, linkup))
        for person in (ada, sam):
            josh.insert(
                "linkup_outcomes",
                {
                    "linkup_id": linkup,
                    "user_id": person,
                    "attendance_response": "attended",
                    "do_again": arm == "scored",
                },
            )
    browser = await sign_in_as("engineering")
    shown = _cells((await browser.get(LIFT)).text)
    assert re.search(
        r"People who would meet again</th><td>100\.0 % of 4</td><td>0\.0 % of 4</td><td>\+100\.0</td>", shown
    )
    assert "Scored does better than random by 100.0 points" in shown
    assert re.search(r"LinkUps that took place</th><td>100\.0 % of 2</td><td>100\.0 % of 2</td>", shown)


async def test_a_yes_to_a_linkup_that_came_to_nothing_is_still_a_yes(
    josh: Josh, sign_in_as: SignInAs
) -> None:
    linkup = josh.linkup(josh.person("Ada"))
    said_yes = josh.invite(linkup, josh.person("Sam"), "accepted")
    never_answered = josh.invite(linkup, josh.person("Kim"))
    josh.answer(josh.invite(linkup, josh.person("Lee")), "declined")
    josh.answer(said_yes, "closed")
    josh.answer(never_answered, "closed")
    browser = await sign_in_as("engineering")
    shown = _cells((await browser.get(LIFT)).text)
    assert "Invites that had a yes</th><td>50.0 % of 2</td><td>none yet</td>" in shown
