"""Verdicts for each option: the gravest dangers by hand, and what must hold for anyone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trd_sdm.clinical.facts import DrugUse, PatientFacts
from trd_sdm.clinical.facts_vocabulary import FACTS
from trd_sdm.clinical.safety_rules import LEVELS
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.verdicts import NOTHING_FOUND, FactsNotKnown, gravest, sources_of, verdicts
from trd_sdm.evidence import load_library

ON = dt.date(2026, 6, 1)
LIBRARY = load_library()
RULES = load_safety_rules(LIBRARY)


def judged(facts, on=ON):
    return verdicts(facts, RULES, LIBRARY, on=on)


def yes(*facts):
    return PatientFacts(answers=dict.fromkeys(facts, "yes"))


def on_drug(name, planned=None, days_back=None):
    last_dose = None if days_back is None else ON - dt.timedelta(days=days_back)
    return PatientFacts(planned=planned or {}).with_drug(name, last_dose=last_dose)


BUPROPION = {"switch_antidepressant": ("bupropion",)}

DANGERS = [
    ("maoi", on_drug("sertraline"), "maoi.i1"),
    ("maoi", on_drug("fluoxetine", days_back=34), "maoi.c1"),
    ("maoi", on_drug("clomipramine", days_back=20), "strategic_switch.c2"),
    ("maoi", on_drug("meperidine"), "maoi.i3"),
    ("maoi", on_drug("dextromethorphan"), "maoi.i2"),
    ("maoi", on_drug("pseudoephedrine"), "maoi.i4"),
    ("maoi", on_drug("linezolid"), "maoi.i5"),
    ("maoi", yes("phaeochromocytoma"), "maoi.c8"),
    ("maoi", yes("intracerebral_haemorrhage"), "maoi.c9"),
    ("maoi", yes("keeps_tyramine_foods"), "maoi.c3"),
    ("tricyclic", on_drug("Parnate", days_back=13), "tca.c2"),
    ("tricyclic", yes("recent_heart_attack"), "tca.c1"),
    ("tricyclic", yes("qt_prolonged"), "tca.c3"),
    ("switch_antidepressant", on_drug("Nardil", days_back=1), "strategic_switch.c1"),
    (
        "switch_antidepressant",
        on_drug("phenelzine", {"switch_antidepressant": ("imipramine",)}, 20),
        "strategic_switch.c1",
    ),
    ("switch_antidepressant", yes("anorexia_or_bulimia").with_(planned=BUPROPION), "strategic_switch.c4"),
    (
        "combine_antidepressants",
        on_drug("phenelzine", {"combine_antidepressants": ("mirtazapine",)}),
        "combination_antidepressants.c1",
    ),
    ("augment_lithium", yes("severe_kidney_disease"), "lithium_augmentation.c9"),
    ("augment_lithium", yes("brugada"), "lithium_augmentation.c12"),
    ("augment_t3", yes("adrenal_insufficiency_uncorrected"), "t3_augmentation.c1"),
    ("augment_antipsychotic", yes("dementia_psychosis").with_(age="from_65"), "atypical_antipsychotic_augmentation.c1"),
    ("esketamine", yes("aneurysm_or_avm"), "intranasal_esketamine.c1"),
    ("esketamine", yes("intracerebral_haemorrhage"), "intranasal_esketamine.c2"),
    ("iv_ketamine", yes("ketamine_allergy"), "intranasal_esketamine.c3"),
    ("rtms", yes("metal_near_coil"), "rtms_tbs.c1"),
    ("rtms", yes("pacemaker_or_icd"), "rtms_tbs.c2"),
    ("ect", yes("ect_refused_in_advance"), "ect.c9"),
    ("vns", yes("tms_planned"), "vns.c3"),
]


@pytest.mark.parametrize(
    ("option", "facts", "rule"), DANGERS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_gravest_dangers_bar_the_option(option, facts, rule):
    verdict = judged(facts)[option]
    assert verdict.level == "not_suitable"
    assert rule in [finding.rule for finding in verdict.fired if finding.level == "not_suitable"]


@pytest.mark.parametrize(
    ("name", "days"), [("sertraline", 14), ("fluoxetine", 35), ("clomipramine", 21), ("phenelzine", 14)]
)
def test_a_gap_bars_up_to_its_last_day_and_no_longer(name, days):
    nothing_else = {"all_drugs_listed": "yes", "all_stopped_listed": "yes"}
    before = judged(on_drug(name, days_back=days - 1).with_(**nothing_else))["maoi"]
    after = judged(on_drug(name, days_back=days).with_(**nothing_else))["maoi"]
    assert before.level == "not_suitable"
    assert after.level == "nothing_found"


def test_lithium_with_a_water_pill_an_ace_or_arb_drug_or_a_pain_drug_calls_for_care():
    for name in ("thiazides", "ACE inhibitor", "ARB", "ibuprofen"):
        verdict = judged(on_drug(name))["augment_lithium"]
        assert verdict.level == "caution", name


def test_nothing_found_is_no_proof_of_safety():
    verdict = judged(PatientFacts())["ipt"]
    assert verdict.level == "nothing_found"
    assert NOTHING_FOUND == "no rule fired; this is not proof of safety"
    count = len(verdict.questions)
    assert count > 1
    assert verdict.text == f"No rule fired; this is not proof of safety. {count} safety questions are still open."
    one = replace(verdict, cannot_tell=(replace(verdict.cannot_tell[0], questions=verdict.questions[:1]),))
    assert one.text == "No rule fired; this is not proof of safety. 1 safety question is still open."
    assert replace(verdict, cannot_tell=()).text == "No rule fired; this is not proof of safety."
    assert verdict.could_become == "caution"
    asked = {question.about for question in verdict.questions}
    assert {"suicidality_active", "psychosis", "pregnant"} <= asked


def test_nobody_asked_means_that_nothing_grave_is_ruled_out():
    empty = judged(PatientFacts())
    for option in ("maoi", "rtms", "ect", "esketamine", "augment_lithium", "tricyclic", "vns", "dbs"):
        assert empty[option].could_become == "not_suitable"
        assert empty[option].level in {"nothing_found", "needs_monitoring"}


def test_an_unknown_drug_leaves_interactions_open_and_asks_for_its_name():
    facts = PatientFacts(all_drugs_listed="yes", all_stopped_listed="yes").with_drug("Zzyzxol")
    verdict = judged(facts)["maoi"]
    waiting = {finding.rule for finding in verdict.cannot_tell}
    assert {"maoi.i1", "maoi.i3", "maoi.c1"} <= waiting
    assert ("drug_name", "Zzyzxol") in {(question.kind, question.about) for question in verdict.questions}


def test_an_undecided_drug_leaves_the_rule_open_and_asks_which():
    verdict = judged(yes("seizure_disorder"))["switch_antidepressant"]
    waiting = {finding.rule: finding for finding in verdict.cannot_tell}
    assert [question.kind for question in waiting["strategic_switch.c4"].questions] == ["planned"]
    decided = judged(yes("seizure_disorder").with_(planned=BUPROPION))["switch_antidepressant"]
    assert decided.level == "not_suitable"


def test_without_a_day_a_gap_cannot_be_judged():
    verdict = judged(on_drug("fluoxetine", days_back=1), on=None)["maoi"]
    assert "maoi.c1" in {finding.rule for finding in verdict.cannot_tell}
    assert "date" in {question.kind for question in verdict.questions}


def test_a_rule_by_analogy_says_so_and_every_finding_has_its_source():
    finding = judged(yes("ketamine_allergy"))["iv_ketamine"].fired[0]
    assert finding.by_analogy
    assert finding.basis == "inferred"
    assert [source.tier for source in sources_of(finding, RULES)] == ["A"]
    assert judged(yes("ketamine_allergy"))["esketamine"].fired[0].basis == "stated"


def test_the_gravest_findings_come_first():
    verdict = judged(yes("severe_kidney_disease", "breastfeeding", "thyroid_disease"))["augment_lithium"]
    levels = [finding.level for finding in verdict.fired]
    assert levels == sorted(levels, key=LEVELS.index)
    assert levels[0] == "not_suitable"
    assert gravest(()) == "nothing_found"


def test_no_option_is_left_out():
    assert list(judged(PatientFacts())) == list(LIBRARY.options)


def test_facts_about_what_nobody_knows_are_refused():
    with pytest.raises(FactsNotKnown, match="drug_groups: teas is no group of drugs"):
        judged(PatientFacts(drug_groups={"teas": "yes"}))
    with pytest.raises(FactsNotKnown, match="planned: etc is no option"):
        judged(PatientFacts(planned={"etc": ()}))


answers = st.sampled_from(["yes", "no", "unknown"])
known = [
    "sertraline",
    "fluoxetine",
    "Nardil",
    "moclobemide",
    "lithium",
    "NSAID",
    "quetiapine",
    "Zzyzxol",
    "SSRI",
    "rifampin",
]
groups = st.sampled_from(["nsaid", "maoi", "ssri", "qt_prolonging", "diuretic", "thiazide", "lithium"])
uses = st.builds(DrugUse, name=st.sampled_from(known)) | st.builds(
    DrugUse,
    name=st.sampled_from(known),
    state=st.just("stopped"),
    last_dose=st.none() | st.dates(ON - dt.timedelta(days=50), ON),
)
planned = st.dictionaries(
    st.sampled_from(["switch_antidepressant", "combine_antidepressants", "augment_antipsychotic", "tricyclic"]),
    st.lists(st.sampled_from(["bupropion", "phenelzine", "sertraline", "clomipramine", "cariprazine"]), max_size=2).map(
        tuple
    ),
    max_size=2,
)
anyone = st.builds(
    PatientFacts,
    age=st.sampled_from(["unknown", "from_18_to_24", "from_65"]),
    answers=st.dictionaries(st.sampled_from(FACTS), answers, max_size=25),
    drugs=st.lists(uses, max_size=4).map(tuple),
    all_drugs_listed=answers,
    all_stopped_listed=answers,
    drug_groups=st.dictionaries(groups, answers, max_size=3),
    recent_groups=st.dictionaries(groups, answers, max_size=3),
    planned=planned,
)
steady = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def told_more(draw):
    """Facts, and the same facts with more asked or told."""
    before = draw(anyone)
    more = draw(anyone)
    return before, before.with_(
        age=more.age if before.age == "unknown" else before.age,
        answers={**more.answers, **before.answers},
        drugs=before.drugs + more.drugs,
        drug_groups={**more.drug_groups, **before.drug_groups},
        recent_groups={**more.recent_groups, **before.recent_groups},
        planned={**more.planned, **before.planned},
        all_drugs_listed=before.all_drugs_listed if before.all_drugs_listed != "unknown" else more.all_drugs_listed,
        all_stopped_listed=before.all_stopped_listed
        if before.all_stopped_listed != "unknown"
        else more.all_stopped_listed,
    )


@steady
@given(told_more())
def test_telling_more_never_takes_a_rule_that_fired_away(pair):
    before, after = (judged(facts) for facts in pair)
    for option in LIBRARY.options:
        fired = {finding.rule for finding in before[option].fired}
        assert fired <= {finding.rule for finding in after[option].fired}
        assert LEVELS.index(after[option].level) <= LEVELS.index(before[option].level)


@steady
@given(anyone, st.data())
def test_unknown_is_never_read_as_no(facts, data):
    """Forget one answer: each verdict stays, or what was judged by that answer is now listed as open."""
    if not facts.answers:
        return
    forgotten = data.draw(st.sampled_from(sorted(facts.answers)))
    full, less = judged(facts), judged(facts.with_answer(forgotten, "unknown"))
    for option in LIBRARY.options:
        gone = {finding.rule for finding in full[option].fired} - {finding.rule for finding in less[option].fired}
        assert gone <= {finding.rule for finding in less[option].cannot_tell}
        open_before = {finding.rule for finding in full[option].cannot_tell}
        assert open_before <= {finding.rule for finding in less[option].cannot_tell}
        assert LEVELS.index(less[option].could_become) <= LEVELS.index(full[option].level)


@steady
@given(anyone, st.data())
def test_what_is_forgotten_of_age_drugs_or_plans_leaves_a_rule_open_and_never_quiet(facts, data):
    """Forget the age, an answer about a group, that a list was whole, a last dose or a plan."""
    less = {
        "age": "unknown",
        "all_drugs_listed": "unknown",
        "all_stopped_listed": "unknown",
        "planned": {},
        "drug_groups": {key: answer for key, answer in facts.drug_groups.items() if answer == "yes"},
        "recent_groups": {key: answer for key, answer in facts.recent_groups.items() if answer == "yes"},
        "drugs": tuple(use.model_copy(update={"last_dose": None}) for use in facts.drugs),
    }
    forgotten = data.draw(st.sampled_from(sorted(less)))
    full, vague = judged(facts), judged(facts.with_(**{forgotten: less[forgotten]}))
    for option in LIBRARY.options:
        held = {finding.rule for finding in (*full[option].fired, *full[option].cannot_tell)}
        assert held <= {finding.rule for finding in (*vague[option].fired, *vague[option].cannot_tell)}
        assert LEVELS.index(vague[option].could_become) <= LEVELS.index(full[option].level)


@steady
@given(anyone, st.randoms())
def test_the_order_of_facts_and_drugs_means_nothing(facts, random):
    drugs, answered = list(facts.drugs), list(facts.answers.items())
    random.shuffle(drugs)
    random.shuffle(answered)
    assert judged(facts.with_(drugs=tuple(drugs), answers=dict(answered))) == judged(facts)


@steady
@given(anyone)
def test_every_open_rule_asks_at_least_one_question(facts):
    for verdict in judged(facts).values():
        assert all(finding.questions for finding in verdict.cannot_tell)
        assert not any(finding.questions for finding in verdict.fired)
