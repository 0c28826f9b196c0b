"""Three values joined as Kleene did, and every word of the language of conditions."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import TypeAdapter, ValidationError

from trd_sdm.clinical.conditions import Condition, atoms, terms
from trd_sdm.clinical.conditions_situation import Situation
from trd_sdm.clinical.conditions_truth import HOLDS, HOLDS_NOT, Truth, all_of, any_of, negated, unknown
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.safety_rules_drugs import plain_name
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library

CONDITION = TypeAdapter(Condition)
ON = dt.date(2026, 3, 1)
T, F, U = HOLDS, HOLDS_NOT, unknown()


@pytest.fixture(scope="module")
def rules():
    return load_safety_rules(load_library())


@pytest.fixture(scope="module")
def judge(rules):
    def judged(when, facts=None, option="switch_antidepressant", on=ON):
        situation = Situation(facts or PatientFacts(), rules, option, on)
        return situation.judge(CONDITION.validate_python(when))

    return judged


@pytest.mark.parametrize(
    ("one", "other", "joined_or", "joined_and"),
    [
        (T, T, "true", "true"),
        (T, F, "true", "false"),
        (T, U, "true", "unknown"),
        (F, F, "false", "false"),
        (F, U, "unknown", "false"),
        (U, U, "unknown", "unknown"),
    ],
)
def test_the_tables_of_kleene(one, other, joined_or, joined_and):
    for pair in ((one, other), (other, one)):
        assert any_of(pair).truth.value == joined_or
        assert all_of(pair).truth.value == joined_and
    assert negated(T).truth is Truth.FALSE
    assert negated(F).truth is Truth.TRUE
    assert negated(U).truth is Truth.UNKNOWN


def test_a_truth_is_never_read_as_yes_or_no_by_accident():
    with pytest.raises(TypeError, match="compare it"):
        bool(Truth.UNKNOWN)


def test_a_fact_is_true_false_or_unknown_and_unknown_names_its_question(judge):
    when = {"fact": "pregnant"}
    assert judge(when, PatientFacts(answers={"pregnant": "yes"})).truth is Truth.TRUE
    assert judge(when, PatientFacts(answers={"pregnant": "no"})).truth is Truth.FALSE
    open_ = judge(when)
    assert open_.truth is Truth.UNKNOWN
    assert [(q.kind, q.about, q.text) for q in open_.questions] == [("fact", "pregnant", "Are you pregnant?")]


def test_a_yes_spreads_to_what_it_implies_and_a_no_the_other_way(judge):
    severe = PatientFacts(answers={"severe_kidney_disease": "yes"})
    assert judge({"fact": "kidney_disease"}, severe).truth is Truth.TRUE
    healthy = PatientFacts(answers={"kidney_disease": "no"})
    assert judge({"fact": "severe_kidney_disease"}, healthy).truth is Truth.FALSE
    mild = PatientFacts(answers={"kidney_disease": "yes"})
    assert judge({"fact": "severe_kidney_disease"}, mild).truth is Truth.UNKNOWN


def test_where_answers_are_at_odds_the_yes_counts(judge):
    odd = PatientFacts(answers={"severe_kidney_disease": "yes", "kidney_disease": "no"})
    assert judge({"fact": "kidney_disease"}, odd).truth is Truth.TRUE
    assert judge({"fact": "severe_kidney_disease"}, odd).truth is Truth.TRUE


def test_a_drug_counts_by_brand_name_group_and_dose_behind_it(judge, rules):
    for name in ("Nardil", "nardil 15 mg daily", "PHENELZINE", "phenelzine"):
        assert judge({"taking": ["maoi"]}, PatientFacts().with_drug(name)).truth is Truth.TRUE, name
    assert judge({"taking": ["nsaid"]}, PatientFacts().with_drug("NSAIDs")).truth is Truth.TRUE
    assert judge({"taking": ["diuretic"]}, PatientFacts().with_drug("thiazide")).truth is Truth.TRUE
    assert rules.drugs.resolve("amitriptyline/perphenazine").key is None
    assert plain_name("Sertraline 50mg/day") == "sertraline"


def test_a_drug_in_a_mixture_counts(judge):
    facts = PatientFacts().with_drug("dextromethorphan-bupropion")
    assert judge({"taking": ["bupropion"]}, facts).truth is Truth.TRUE
    assert judge({"taking": ["dextromethorphan"]}, facts).truth is Truth.TRUE


def test_a_drug_not_listed_is_not_taken_only_when_all_are_listed(judge):
    some = PatientFacts().with_drug("sertraline")
    assert judge({"taking": ["nsaid"]}, some).truth is Truth.UNKNOWN
    assert judge({"taking": ["nsaid"]}, some.with_(all_drugs_listed="yes")).truth is Truth.FALSE
    assert judge({"taking": ["nsaid"]}, some.with_(all_drugs_listed="no")).truth is Truth.UNKNOWN
    assert judge({"taking": ["nsaid"]}, some.with_group("nsaid", "no")).truth is Truth.FALSE
    assert judge({"taking": ["thiazide"]}, some.with_group("diuretic", "no")).truth is Truth.FALSE
    assert judge({"taking": ["diuretic"]}, some.with_group("thiazide", "no")).truth is Truth.UNKNOWN


def test_an_unknown_name_may_be_anything(judge):
    facts = PatientFacts(all_drugs_listed="yes").with_drug("Zzyzxol")
    judged = judge({"taking": ["nsaid"]}, facts)
    assert judged.truth is Truth.UNKNOWN
    assert [(q.kind, q.about) for q in judged.questions] == [("drug_name", "Zzyzxol")]
    assert judge({"taking": ["nsaid"]}, facts.with_group("nsaid", "no")).truth is Truth.FALSE


def test_nobody_checked_every_drug_of_an_open_group(judge):
    facts = PatientFacts(all_drugs_listed="yes").with_drug("mirtazapine")
    assert judge({"taking": ["qt_prolonging"]}, facts).truth is Truth.UNKNOWN
    assert judge({"taking": ["qt_prolonging"]}, facts.with_group("qt_prolonging", "no")).truth is Truth.FALSE
    assert judge({"taking": ["qt_prolonging"]}, facts.with_drug("cisapride")).truth is Truth.TRUE


def test_a_group_may_hold_the_drug_asked_for(judge):
    facts = PatientFacts(all_drugs_listed="yes").with_drug("SSRI")
    assert judge({"taking": ["fluoxetine"]}, facts).truth is Truth.UNKNOWN
    assert judge({"taking": ["lithium"]}, facts).truth is Truth.FALSE


def test_a_listed_drug_wins_over_a_no_for_its_group(judge):
    facts = PatientFacts().with_drug("ibuprofen").with_group("nsaid", "no")
    assert judge({"taking": ["nsaid"]}, facts).truth is Truth.TRUE


@pytest.mark.parametrize(
    ("days_back", "truth"), [(0, "true"), (13, "true"), (14, "false"), (200, "false"), (-5, "true")]
)
def test_days_since_the_last_dose_are_counted_to_the_day(judge, days_back, truth):
    facts = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes").with_drug(
        "phenelzine", last_dose=ON - dt.timedelta(days=days_back)
    )
    judged = judge({"taken_within": {"drug": ["maoi"], "days": 14}}, facts)
    assert judged.truth.value == truth


def test_a_stopped_drug_without_a_date_cannot_be_judged(judge):
    facts = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes").with_drug("phenelzine", stopped=True)
    judged = judge({"taken_within": {"drug": ["maoi"], "days": 14}}, facts)
    assert [(q.kind, q.about) for q in judged.questions] == [("last_dose", "phenelzine")]
    dated = facts.with_(drugs=()).with_drug("phenelzine", last_dose=ON)
    assert [q.kind for q in judge({"taken_within": {"drug": ["maoi"], "days": 14}}, dated, on=None).questions] == [
        "date"
    ]


def test_a_group_stopped_lately_without_a_date_cannot_be_judged(judge):
    facts = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes").with_group("maoi", "yes", recent=True)
    judged = judge({"taken_within": {"drug": ["maoi"], "days": 14}}, facts)
    assert [q.kind for q in judged.questions] == ["last_dose"]
    assert judge(
        {"taken_within": {"drug": ["maoi"], "days": 14}}, facts.with_group("maoi", "no", recent=True)
    ).truth is (Truth.FALSE)


def test_what_an_option_starts_is_planned_whoever_is_asked(judge):
    assert judge({"planned": ["maoi"]}, option="maoi").truth is Truth.TRUE
    assert judge({"planned": ["bupropion"]}, option="ect").truth is Truth.FALSE
    assert judge({"planned": ["clomipramine"]}, option="tricyclic").truth is Truth.UNKNOWN
    assert judge({"planned": ["sertraline"]}, option="tricyclic").truth is Truth.FALSE
    open_ = judge({"planned": ["bupropion"]}, option="switch_antidepressant")
    assert [(q.kind, q.about) for q in open_.questions] == [("planned", "switch_antidepressant")]


def test_a_drug_picked_for_one_option_says_nothing_of_another(judge):
    facts = PatientFacts(planned={"switch_antidepressant": ("Wellbutrin",)})
    assert judge({"planned": ["bupropion"]}, facts).truth is Truth.TRUE
    assert judge({"planned": ["ssri"]}, facts).truth is Truth.FALSE
    assert judge({"planned": ["bupropion"]}, facts, option="combine_antidepressants").truth is Truth.UNKNOWN


def test_age_always_and_not(judge):
    assert judge({"age": ["from_65"]}).questions[0].kind == "age"
    assert judge({"age": ["from_65"]}, PatientFacts(age="from_65")).truth is Truth.TRUE
    assert judge({"not": {"age": ["from_65"]}}, PatientFacts(age="from_65")).truth is Truth.FALSE
    assert judge({"always": True}).truth is Truth.TRUE


def test_a_condition_lists_its_parts_and_terms():
    when = CONDITION.validate_python(
        {
            "all": [
                {"planned": ["maoi"]},
                {"not": {"any": [{"taken_within": {"drug": ["ssri"], "days": 3}}, {"fact": "drives"}]}},
            ]
        }
    )
    assert sorted(terms(when)) == ["maoi", "ssri"]
    assert len(list(atoms(when))) == 3


@pytest.mark.parametrize(
    "when",
    [
        {},
        {"fact": "likes_tea"},
        {"maybe": []},
        {"any": []},
        {"any": [{"fact": "pregnant"}], "all": []},
        {"always": False},
        {"taken_within": {"drug": ["maoi"], "days": 0}},
        {"age": ["unknown"]},
        "pregnant",
        None,
    ],
)
def test_what_is_no_condition_is_refused(when):
    with pytest.raises(ValidationError):
        CONDITION.validate_python(when)
