"""Finding a drug by what people call it, and never by a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from trd_sdm.clinical.agents import AgentTable, AgentUse, distance, plain
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library

TABLE = load_clinical().agents
SPELLINGS = [(key, spelling) for key, agent in TABLE.agents.items() for spelling in agent.spellings]


@pytest.mark.parametrize(("key", "spelling"), SPELLINGS)
def test_every_spelling_finds_its_agent_in_any_case(key, spelling):
    assert TABLE.find(spelling) == TABLE.find(spelling.upper()) == TABLE.find(f"  {spelling} ") == key


@pytest.mark.parametrize(
    ("typed", "found", "how"),
    [
        ("Abilify", "aripiprazole", "brand"),
        ("wellbutrin xl", "bupropion", "brand"),
        ("mirt", "mirtazapine", "start"),
        ("Séroquel", "quetiapine", "start"),
        ("T3", "liothyronine", "name"),
        ("sertaline", "sertraline", "near"),
        ("citalpoam", "citalopram", "near"),
        ("ablify", "aripiprazole", "near"),
    ],
)
def test_search_finds_by_name_brand_beginning_and_small_slips(typed, found, how):
    first = TABLE.search(typed)[0]
    assert (first.agent, first.how) == (found, how)


def test_a_near_miss_is_offered_but_never_taken():
    assert TABLE.find("sertaline") is None
    assert TABLE.did_you_mean("sertaline") == "sertraline"
    assert TABLE.did_you_mean("sertraline") is None
    assert TABLE.did_you_mean("aspirin") is None


def test_nothing_typed_finds_nothing():
    assert TABLE.search(" -- ") == ()
    assert TABLE.find("") is None is TABLE.find(None)


def test_beginnings_come_before_parts():
    assert [hit.agent for hit in TABLE.search("venlafaxine")] == ["venlafaxine", "desvenlafaxine"]


def test_no_threshold_is_made_up():
    fluvoxamine = TABLE.agents["fluvoxamine"].use("antidepressant")
    assert fluvoxamine.min_daily_dose is None is fluvoxamine.cautious_daily_dose
    assert TABLE.agents["lithium"].use("augmentation").min_weeks is None
    assert TABLE.agents["lithium"].use("antidepressant") is None


def test_the_cautious_dose_is_the_highest_low_end_of_the_lists_read():
    cautious = {
        key: TABLE.agents[key].uses[0].cautious_daily_dose for key in ("venlafaxine", "bupropion", "sertraline")
    }
    assert cautious == {"venlafaxine": 112.5, "bupropion": 300, "sertraline": 50}


@given(st.text(max_size=40))
def test_any_text_can_be_searched(text):
    assert len(TABLE.search(text, 3)) <= 3
    assert plain(plain(text)) == plain(text)


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_distance_is_the_same_both_ways(one, other):
    assert distance(one, other, 3) == distance(other, one, 3)
    assert distance(one, one, 0) == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"min_daily_dose": 10}, "a dose needs its dose_basis"),
        ({"min_weeks": 4, "cautious_weeks": 6}, "weeks need their weeks_basis"),
        ({"min_weeks": 6, "cautious_weeks": 4, "weeks_basis": "stated"}, "cautious_weeks is less"),
        ({"min_daily_dose": 10, "max_daily_dose": 5, "dose_basis": "inferred"}, "max_daily_dose is less"),
    ],
)
def test_a_use_that_does_not_hold_together_is_refused(change, sentence):
    with pytest.raises(ValidationError, match=sentence):
        AgentUse(role="antidepressant", unit="mg", sources=("canmat2023",), **change)


def test_one_name_has_one_meaning():
    use = {"role": "antidepressant", "unit": "mg", "sources": ["canmat2023"]}
    twins = {key: {"name": "same", "class": "ssri", "uses": [use]} for key in ("one", "other")}
    with pytest.raises(ValidationError, match="same names both one and other"):
        AgentTable.model_validate({"agents": twins})


def test_a_brand_name_of_the_table_is_the_same_drug_for_the_safety_rules():
    drugs = load_safety_rules(load_library()).drugs
    for agent in TABLE.agents.values():
        own = {drugs.resolve(name).key for name in (agent.name, *agent.also)} - {None}
        for brand in agent.brands:
            assert drugs.resolve(brand.name).key in own, brand.name


@pytest.mark.parametrize(
    ("typed", "agent"), [("Prozac", "fluoxetine"), ("lexapro", "escitalopram"), ("Effexor XR", "venlafaxine")]
)
def test_the_names_people_know_are_found(typed, agent):
    assert TABLE.find(typed) == agent
    assert TABLE.search(typed[:5])[0].agent == agent
