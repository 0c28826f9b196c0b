"""What may be kept of a person: a closed list, unknown apart from no, and nothing lost on the way through JSON."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from trd_sdm.clinical.facts import DRUGS_AT_MOST, DrugUse, PatientFacts
from trd_sdm.clinical.facts_vocabulary import AGE_BANDS, FACTS

answers = st.sampled_from(["yes", "no", "unknown"])
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
uses = st.builds(DrugUse, name=names) | st.builds(
    DrugUse, name=names, state=st.just("stopped"), last_dose=st.none() | st.dates()
)
anyone = st.builds(
    PatientFacts,
    age=st.sampled_from(AGE_BANDS),
    answers=st.dictionaries(st.sampled_from(FACTS), answers),
    drugs=st.lists(uses, max_size=5).map(tuple),
    all_drugs_listed=answers,
    all_stopped_listed=answers,
    drug_groups=st.dictionaries(st.sampled_from(["nsaid", "maoi"]), answers),
    recent_groups=st.dictionaries(st.sampled_from(["nsaid", "maoi"]), answers),
    planned=st.dictionaries(st.sampled_from(["maoi", "switch_antidepressant"]), st.lists(names, max_size=2).map(tuple)),
)


@settings(max_examples=50)
@given(anyone)
def test_facts_come_back_from_json_as_they_were(facts):
    assert PatientFacts.model_validate_json(facts.model_dump_json()) == facts
    assert PatientFacts.model_validate(facts.model_dump(mode="json")) == facts


def test_unknown_is_the_same_as_not_asked_and_not_the_same_as_no():
    asked = PatientFacts(answers={"pregnant": "unknown"})
    assert asked == PatientFacts()
    assert asked != PatientFacts(answers={"pregnant": "no"})
    assert asked.answer("pregnant") == "unknown"


def test_an_answer_can_be_given_and_taken_back():
    facts = PatientFacts().with_answer("diabetes", "yes")
    assert facts.answer("diabetes") == "yes"
    assert facts.with_answer("diabetes", "unknown") == PatientFacts()


def test_facts_cannot_be_changed_in_place():
    facts = PatientFacts(answers={"pregnant": "no"})
    with pytest.raises(ValidationError):
        facts.age = "from_65"
    with pytest.raises(TypeError):
        facts.answers["pregnant"] = "yes"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"answers": {"likes_tea": "yes"}}, "likes_tea is no fact this kit asks for"),
        ({"answers": {"pregnant": "perhaps"}}, "'yes', 'no' or 'unknown'"),
        ({"age": "old"}, "from_65"),
        ({"nickname": "x"}, "Extra inputs are not permitted"),
        ({"drugs": [{"name": "a\nb"}]}, "one line of printable text"),
        ({"drugs": [{"name": "x" * 81}]}, "at most 80"),
        ({"drugs": [{"name": "x"}] * (DRUGS_AT_MOST + 1)}, f"at most {DRUGS_AT_MOST}"),
        ({"drugs": [{"name": "lithium", "last_dose": "2026-01-01"}]}, "say that it was stopped"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused_with_a_sentence(given, said):
    with pytest.raises(ValidationError, match=said):
        PatientFacts.model_validate(given)


def test_a_drug_with_a_last_dose_was_stopped():
    facts = PatientFacts().with_drug("Nardil", last_dose=dt.date(2026, 1, 1)).with_drug("lithium")
    assert [use.state for use in facts.drugs] == ["stopped", "current"]
