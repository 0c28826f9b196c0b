"""A rule on starting a drug is not silent about one that is taken already."""

import datetime as dt

import pytest

from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.verdicts import verdicts
from trd_sdm.evidence import load_library
from trd_sdm.session.assessment import reviewed
from trd_sdm.session.record import Record
from trd_sdm.session.taken_now import taken_now

DAY = dt.date(2026, 11, 27)


def found(facts):
    library = load_library()
    rules = load_safety_rules(library)
    held = taken_now(facts, rules, verdicts(facts, rules, library, on=DAY))
    return {one.option: ({*one.drugs}, {finding.rule for finding in one.findings}) for one in held}


def taking(*names, **answers):
    facts = PatientFacts(answers=answers, all_drugs_listed="yes", all_stopped_listed="yes")
    for name in names:
        facts = facts.with_drug(name)
    return facts


@pytest.mark.parametrize(
    ("facts", "option", "drugs", "rules"),
    [
        (taking("lithium", "ibuprofen"), "augment_lithium", {"lithium"}, {"lithium_augmentation.i1"}),
        (
            taking("Lithobid", severe_kidney_disease="yes"),
            "augment_lithium",
            {"Lithobid"},
            {"lithium_augmentation.c9", "lithium_augmentation.c1"},
        ),
        (taking("Nardil", "sertraline"), "maoi", {"Nardil"}, {"maoi.i1"}),
        (taking("phenelzine", "dextromethorphan"), "maoi", {"phenelzine"}, {"maoi.i2"}),
        (taking("phenelzine", "amitriptyline"), "maoi", {"phenelzine"}, {"maoi.i1"}),
        (taking("amitriptyline", recent_heart_attack="yes"), "tricyclic", {"amitriptyline"}, {"tca.c1"}),
    ],
)
def test_a_drug_taken_now_brings_the_rules_on_it_that_hold(facts, option, drugs, rules):
    named, held = found(facts)[option]
    assert named == drugs
    assert held >= rules


def test_gaps_before_a_start_and_checks_say_nothing_of_a_drug_taken_already():
    assert found(taking("phenelzine")) == {}
    assert found(taking("lithium", "sertraline")) == {}


def test_a_drug_that_is_not_taken_or_was_stopped_brings_nothing():
    assert found(taking("ibuprofen", severe_kidney_disease="yes")) == {}
    stopped = taking("ibuprofen").with_drug("lithium", last_dose=DAY)
    assert found(stopped) == {}


def test_a_group_answered_with_yes_counts_where_no_drug_is_listed():
    facts = PatientFacts().with_group("maoi", "yes").with_drug("sertraline")
    (drugs, rules) = found(facts)["maoi"]
    assert drugs == {"an MAOI drug"}
    assert "maoi.i1" in rules


def test_a_drug_from_the_list_of_trials_counts_too():
    library = load_library()
    record = Record(
        library_version=library.version,
        past={"trials": [{"agent": "lithium", "stopped": "still_taking"}]},
        facts={"drugs": [{"name": "ibuprofen"}]},
    )
    (held,) = reviewed(record, library, on=DAY).taken_now
    assert held.drugs == ("lithium",)
