"""Every rule fires for some facts and not for others; the whole is refused where anything in it is wrong."""

from __future__ import annotations

import collections
import copy

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trd_sdm.clinical.conditions import Always
from trd_sdm.clinical.conditions_situation import Situation
from trd_sdm.clinical.conditions_truth import Truth
from trd_sdm.clinical.facts import PatientFacts
from trd_sdm.clinical.facts_vocabulary import FACTS
from trd_sdm.clinical.safety_rules_load import DRUGS, RULES, load_safety_rules, read_rules
from trd_sdm.clinical.safety_rules_solve import DAY, solve
from trd_sdm.evidence import LibraryFaults, load_library
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.reading import Document, read_document

FOLDER = data_folder() / "clinical"
LIBRARY = load_library()
SAFETY = load_safety_rules(LIBRARY)
RULES_DATA, DRUGS_DATA = read_document(FOLDER / RULES).data, read_document(FOLDER / DRUGS).data
PAIRS = [(rule, option) for rule in SAFETY.rules for option in rule.all_options]
ALWAYS = {"intranasal_esketamine.i4", "tdcs.c2"}
NOT_ASKED_BY_A_RULE = {"drives", "has_escort"}  # facts for access and for the calendar


def test_there_are_150_rules_with_the_kinds_and_severities_of_the_reviewed_file():
    count = collections.Counter((rule.kind, rule.severity) for rule in SAFETY.rules)
    assert count == {
        ("condition", "absolute"): 31,
        ("condition", "relative"): 47,
        ("condition", "needs_monitoring"): 16,
        ("interaction", "absolute"): 12,
        ("interaction", "relative"): 10,
        ("interaction", "needs_monitoring"): 22,
        ("pregnancy", "relative"): 3,
        ("pregnancy", "needs_monitoring"): 9,
    }
    assert sum(count.values()) == 150


@pytest.mark.parametrize(("rule", "option"), PAIRS, ids=lambda value: getattr(value, "id", value))
def test_every_rule_fires_and_does_not_fire(rule, option):
    def judged(facts):
        return Situation(facts, SAFETY, option, DAY).judge(rule.when).truth

    firing = solve(rule.when, SAFETY, option, hold=True)
    assert judged(firing) is Truth.TRUE
    nobody = judged(PatientFacts())
    if rule.id in ALWAYS:
        assert isinstance(rule.when, Always)
        assert nobody is Truth.TRUE
        return
    assert judged(solve(rule.when, SAFETY, option, hold=False)) is Truth.FALSE
    assert nobody is Truth.UNKNOWN  # nobody asked, so nothing is known


def test_every_option_has_its_rules_and_every_question_but_two_settles_one():
    from trd_sdm.clinical.conditions import FactIs, atoms

    asked = {atom.fact for rule in SAFETY.rules for atom in atoms(rule.when) if isinstance(atom, FactIs)}
    below = {fact for fact in FACTS if asked & SAFETY.implied[fact]}
    assert set(FACTS) - below == NOT_ASKED_BY_A_RULE
    assert all(SAFETY.for_option(option) for option in LIBRARY.options)


def faults(rules=None, drugs=None):
    return read_rules(Document(RULES, rules or RULES_DATA), Document(DRUGS, drugs or DRUGS_DATA), LIBRARY)[1]


def changed(where, value, data=None):
    whole = copy.deepcopy(data or RULES_DATA)
    holder = whole
    for step in where[:-1]:
        holder = holder[step]
    holder[where[-1]] = value
    return whole


def place_of(rule_id):
    return next(place for place, rule in enumerate(RULES_DATA["rules"]) if rule["id"] == rule_id)


ECT = place_of("ect.c2")


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        (("rules", ECT, "when"), {"fact": "likes_tea"}, "not one of the words allowed"),
        (("rules", ECT, "when"), {"maybe": []}, "a condition is one entry"),
        (("rules", ECT, "options"), ["etc"], 'this option is not known; found "etc"; allowed: augment_antipsychotic'),
        (("rules", ECT, "by_analogy"), ["ect"], "both as written for and as by analogy"),
        (("rules", ECT, "severity"), "grave", "not one of the words allowed"),
        (("rules", ECT, "severity"), "absolute", "the severity differs: ect names it in who_should_not.caution_ids"),
        (("rules", ECT, "sources"), ["hearsay"], "this source is not known"),
        (("rules", ECT, "washouts"), ["a_week"], "this wash-out is not known"),
        (("rules", ECT, "id"), "ect.c99", "rule ect.c2 is missing"),
        (("rules", ECT, "id"), "ect.c3", "this rule stands here twice"),
        (("rules", ECT, "options"), ["rtms"], "the rule leaves out ect"),
        (("rules", ECT, "when"), {"taking": ["tea"]}, "this drug or group is not known"),
        (("rules", ECT, "when"), {"planned": ["lithium"]}, "the rule can never fire for ect"),
        (
            ("rules", ECT, "when"),
            {"all": [{"fact": "drives"}, {"not": {"fact": "drives"}}]},
            "the rule can never fire for ect",
        ),
        (("rules", ECT, "when"), {"all": [{"age": ["from_65"]}, {"age": ["under_18"]}]}, "can never fire"),
        (
            ("rules", ECT, "when"),
            {"any": [{"fact": "drives"}, {"not": {"fact": "drives"}}]},
            "the rule fires for everyone who looks at ect",
        ),
        (("starts", "etc"), [], "this option is not known"),
        (("starts",), {}, "nothing says what stay_optimise starts"),
        (("starts", "maoi"), ["tea"], "this drug or group is not known"),
        (("facts", "likes_tea"), RULES_DATA["facts"]["drives"], "not in the closed list"),
        (("facts", "drives", "implies"), ["likes_tea"], "not one of the words allowed"),
        (("washouts", "fluoxetine_to_maoi", "longest_days"), 5, "the longest gap is shorter"),
        (("washouts", "fluoxetine_to_maoi", "after"), ["tea"], "this drug or group is not known"),
        (("rules", ECT, "patient"), " ", "the text is empty"),
        (("rules", ECT, "advice"), "x", "there is no such entry"),
    ],
)
def test_a_rule_file_with_a_fault_is_refused_with_place_and_sentence(where, value, said):
    found = faults(changed(where, value))
    assert said in "\n".join(map(str, found))
    assert all(fault.file == RULES and fault.place for fault in found)


def test_rules_of_one_source_at_odds_on_the_same_condition_are_refused():
    twin = copy.deepcopy(RULES_DATA["rules"][ECT]) | {"id": "ect.c50", "severity": "absolute"}
    twin["when"] = {"all": [{"any": [{"fact": "raised_intracranial_pressure"}]}]}
    data = copy.deepcopy(RULES_DATA)
    data["rules"].append(twin)
    (fault,) = faults(data)
    assert fault.place == f"rules.{len(data['rules']) - 1}.severity"
    assert fault.message == "ect.c2 says caution of ect on the same condition from ect_apa"
    assert (fault.found, fault.allowed) == ('"not_suitable"', "caution")
    data["rules"][-1]["sources"] = ["ect_notes"]
    assert faults(data) == []  # two sources may differ, and both are shown


def test_a_missing_question_is_a_fault():
    data = copy.deepcopy(RULES_DATA)
    del data["facts"]["has_escort"]
    assert "the question for has_escort is missing" in str(faults(data)[0])


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        (("drugs", "lithium", "classes"), ["salts"], "this group of drugs is not known"),
        (("drugs", "lithium", "holds"), ["salt"], "this drug is not known"),
        (("drugs", "lithium", "names"), ["Nardil"], "this name already stands for"),
        (("classes", "maoi", "part_of"), ["maoi_reversible"], "the group is part of itself"),
        (("classes", "maoi", "members"), "some", "not one of the words allowed"),
        (("drugs", "ssri"), {"classes": []}, "a drug and a group have the same id"),
    ],
)
def test_a_drug_file_with_a_fault_is_refused_with_place_and_sentence(where, value, said):
    found = faults(drugs=changed(where, value, DRUGS_DATA))
    assert said in "\n".join(map(str, found))
    assert {fault.file for fault in found} == {DRUGS}


def places(data, path=()):
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


PLACES = [place for place in places(RULES_DATA) if place]
junk = st.sampled_from([None, True, -1, 1e308, "", "x", [], {}, [[]], {"fact": "drives"}, {"any": []}, ["maoi"], "ect"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(PLACES), junk)
def test_a_mangled_rule_file_is_read_whole_or_refused_with_faults(where, value):
    data = changed(where, value)
    rules, found = read_rules(Document(RULES, data), Document(DRUGS, DRUGS_DATA), LIBRARY)
    assert (rules is None) is bool(found)


def test_a_folder_of_rules_is_opened_or_refused_as_a_whole(tmp_path):
    for name, data in ((RULES, RULES_DATA), (DRUGS, DRUGS_DATA)):
        (tmp_path / name).write_text(yaml.safe_dump(data), encoding="utf-8")
    assert len(load_safety_rules(LIBRARY, tmp_path).rules) == 150
    (tmp_path / DRUGS).write_text("classes: &a {}", encoding="utf-8")
    with pytest.raises(LibraryFaults, match="anchors and aliases are not read"):
        load_safety_rules(LIBRARY, tmp_path)


def test_the_packaged_rules_are_checked_once():
    assert load_safety_rules(LIBRARY) is SAFETY
