"""What getting an option takes here: it changes the picture at once, and only where a rule says how."""

import pytest

from trd_sdm.evidence.validate import validate_path
from trd_sdm.places import PACKAGE
from trd_sdm.session.answers import AnswerError, answer
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.clinic import ClinicError, parse_clinic
from trd_sdm.session.local_facts import may_be_eased, may_ease, not_counted, visits_8wk
from trd_sdm.session.record_file import parse_record
from trd_sdm.session.record_library import library_of

SAMPLE = PACKAGE.parent / "docs" / "clinic-facts.yaml"


def here(record, **facts):
    return record.with_(local={"rtms": facts})


@pytest.mark.parametrize(("weeks", "step"), [(0, 1), (1, 1), (2, 1), (2.5, 2), (6, 2), (18, 3), (18.5, 4), (200, 4)])
def test_a_waiting_time_becomes_a_step_of_ease(record, library, weeks, step):
    cell = library_of(here(record, waiting_weeks=weeks), library).estimate("rtms", "availability_tier")
    assert (cell.value, cell.low, cell.high) == (step, step, step)
    assert f" {weeks:g} week{'' if weeks == 1 else 's'}." in cell.rationale
    assert cell.sources == ()


def test_a_waiting_time_changes_the_fit_at_once_and_of_that_option_alone(record, library):
    asked = record.with_criteria(("availability_tier", "response"))
    asked = asked.with_(weights={"patient": {"availability_tier": 50, "response": 50}})
    before = appraise(asked, library).roles["patient"]
    after = appraise(here(asked, waiting_weeks=30), library).roles["patient"]
    assert after.fit["rtms"] < before.fit["rtms"] - 10
    assert {name: fit for name, fit in after.fit.items() if name != "rtms"} == {
        name: fit for name, fit in before.fit.items() if name != "rtms"
    }


def test_travel_is_there_and_back_for_each_visit_the_evidence_counts(record, library):
    cell = library_of(here(record, travel_minutes=30), library).estimate("rtms", "clinic_hours_8wk")
    assert visits_8wk(library, "rtms") == 26
    assert cell.value == pytest.approx(17.8 + 26)
    assert (cell.low, cell.high) == (pytest.approx(7.6 + 21, abs=0.1), pytest.approx(25.9 + 31, abs=0.1))


def test_travel_to_what_nobody_counted_stays_unknown(record, library):
    seen = library_of(record.with_(local={"dbs": {"travel_minutes": 30}}), library)
    assert seen.estimate("dbs", "clinic_hours_8wk").no_good_data


def test_a_cost_counts_only_where_the_clinic_says_what_is_low_and_high(record, library):
    paid = here(record, cost=120)
    assert library_of(paid, library).estimate("rtms", "cost_tier") == library.estimate("rtms", "cost_tier")
    assert not_counted(paid, library, "rtms") == ("cost",)
    known = paid.with_(clinic={"cost_tiers": (50, 200, 800), "money": "CAD"})
    assert library_of(known, library).estimate("rtms", "cost_tier").value == 2
    assert "120 CAD a month" in library_of(known, library).estimate("rtms", "cost_tier").rationale
    assert not_counted(known, library, "rtms") == ()


def test_company_and_days_off_are_told_and_never_counted(record, library):
    alone = record.with_(local={"ect": {"escort": "no"}, "rtms": {"escort": "no", "days_off": 10}})
    assert not_counted(alone, library, "ect") == ("escort",)
    assert not_counted(alone, library, "rtms") == ("days_off",)
    seen = library_of(alone, library)
    for option in ("ect", "rtms"):
        assert all(seen.estimate(option, name) == library.estimate(option, name) for name in library.criteria)


def test_what_may_ease_is_told_only_when_the_person_has_it_and_changes_no_number(record, library):
    table = record.with_(shortlist=("stay_optimise", "switch_antidepressant", "maoi", "augment_lithium"))
    assert may_ease(table, library) == {}
    bothered = table.with_(bothers_now=("sexual_problems", "weight_gain"))
    assert may_ease(bothered, library) == {
        "sexual_problems": ("switch_antidepressant", "maoi"),
        "weight_gain": ("switch_antidepressant",),
    }
    assert library_of(bothered, library) is library
    assert set(may_be_eased(library)) == {"weight_gain", "sedation_fatigue", "insomnia_agitation", "sexual_problems"}


def test_the_sample_is_in_order_and_fills_in_what_it_names(record, library):
    assert validate_path(SAMPLE) == []
    read = parse_clinic(SAMPLE.read_text(encoding="utf-8"), library)
    own = record.with_(local={"rtms": {"days_off": 4, "waiting_weeks": 50}, "maoi": {"cost": 3}})
    filled = answer(own, "clinic", read, library)
    assert dict(filled.local["rtms"]) == {
        "waiting_weeks": 6,
        "travel_minutes": 40,
        "cost": 0,
        "escort": "unknown",
        "days_off": 4,
    }
    assert filled.local["maoi"].cost == 3
    assert filled.clinic.name == "Example clinic"
    assert parse_record(filled.to_json(), library) == filled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clinic: A\nas_of: 2026-11-27\noptions: {magic: {waiting_weeks: 3}}", "options.magic"),
        ("clinic: A\nas_of: 2026-11-27\noptions: {rtms: {waiting_weeks: -3}}", "options.rtms.waiting_weeks"),
        ("clinic: A\nas_of: 2026-11-27\noptions: {rtms: {escort: 'no'}}", "options.rtms.escort"),
        ("clinic: A\nas_of: soon\noptions: {}", "as_of"),
        ("clinic: A\nas_of: 2026-11-27\ncost_tiers: [5, 5, 9]\noptions: {}", "must rise"),
        ("- a\n- b", "clinic facts"),
    ],
)
def test_a_clinic_file_with_a_fault_is_refused_whole_with_its_place(library, text, told):
    with pytest.raises(ClinicError) as refused:
        parse_clinic(text, library)
    assert told in str(refused.value)


def test_a_concern_is_answered_field_by_field_and_goes_with_its_words(record, library):
    added = answer(record, "concerns.own_1.text", "Time with my children", library)
    assert added.criteria[-1] == "own_1"
    rated = answer(added, "concerns.own_1.rated.ect", 3, library)
    assert dict(rated.concerns[0].ratings) == {"ect": 3}
    assert dict(answer(rated, "concerns.own_1.rated.ect", None, library).concerns[0].ratings) == {}
    renamed = answer(rated, "concerns.own_1.text", "My children", library)
    assert dict(renamed.concerns[0].ratings) == {"ect": 3}
    gone = answer(rated, "concerns.own_1.text", None, library)
    assert (gone.concerns, gone.criteria) == ((), record.criteria)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("concerns.own_1.rated.ect", 3),
        ("concerns.mine.text", "x"),
        ("concerns.own_4.text", "x"),
        ("concerns.own_1.text", 3),
    ],
)
def test_an_answer_about_a_concern_that_cannot_be_taken_says_why(record, library, key, value):
    with pytest.raises(AnswerError, match="concerns"):
        answer(record, key, value, library)
