"""One answer becomes one new record, or a sentence about what is allowed."""

import datetime as dt

import pytest

from trd_sdm.session.answers import AnswerError, answer, is_answer, weight_key

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def test_staying_is_put_on_the_table_if_it_was_left_out(record, library):
    assert answer(record, "shortlist", ["ect", "rtms"], library).shortlist == ("stay_optimise", "ect", "rtms")


def test_rating_goes_to_the_role_that_rated(record, library):
    rated = answer(record, weight_key("clinician", "response"), 33, library)
    assert rated.weights.clinician["response"] == 33
    assert rated.weights.patient["response"] == 80


def test_what_is_looked_at_is_an_answer_too(record, library):
    assert answer(record, "screen", "weigh", library).screen == "weigh"


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("shortlist", "ect", "a list of ids is needed"),
        ("shortlist", ["ect", "homeopathy"], "homeopathy is not known; allowed are stay_optimise"),
        ("shortlist", ["ect", "rtms", "cbt", "ipt", "vns", "dbs", "maoi"], "too many to talk about"),
        ("criteria", ["response"] * 2, "more than once"),
        ("criteria", [1], "a list of ids is needed"),
        ("weights.patient.onset", 5, "not among the criteria picked"),
        ("weights.nurse.response", 5, "allowed are patient, clinician"),
        ("weights.patient.response", 101, "cannot be taken"),
        ("weights.patient.response", "80", "points from 0 to 100"),
        ("weights.patient.response", True, "points from 0 to 100"),
        ("weights.patient.response", float("nan"), "cannot be taken"),
        ("weights", 5, "not a question this page asks"),
        ("seed", 5, "not a question this page asks"),
        ("screen", "elsewhere", "cannot be taken"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_sentence(record, library, key, value, sentence):
    with pytest.raises(AnswerError, match=sentence):
        answer(record, key, value, library)


def test_eight_criteria_are_too_many(record, library):
    with pytest.raises(AnswerError, match="at most 7"):
        answer(record, "criteria", list(library.criteria)[:8], library)


@pytest.mark.parametrize(
    ("key", "value", "part", "field", "kept"),
    [
        ("past.complete", "yes", "past", "complete", "yes"),
        ("past.trials", [{"agent": "sertraline", "weeks": 8}], "past", "trials", None),
        ("facts.age", "from_65", "facts", "age", "from_65"),
        ("facts.answers.pregnant", "no", "facts", "answers", {"pregnant": "no"}),
        ("facts.drug_groups.maoi", "no", "facts", "drug_groups", {"maoi": "no"}),
        ("facts.planned.maoi", ["phenelzine"], "facts", "planned", {"maoi": ("phenelzine",)}),
        ("lookalikes.answers.ocd", "unsure", "lookalikes", "answers", {"ocd": "unsure"}),
        ("contributors.notes.thyroid", "asked the GP", "contributors", "notes", {"thyroid": "asked the GP"}),
        ("adherence.note", "cost", "adherence", "note", "cost"),
    ],
)
def test_a_clinical_answer_is_kept_and_can_be_taken_back(record, library, key, value, part, field, kept):
    told = answer(record, key, value, library)
    held = getattr(getattr(told, part), field)
    assert held == kept if kept is not None else held != getattr(getattr(record, part), field)
    assert answer(told, key, None, library) == record


@pytest.mark.parametrize("key", ["facts.answers.pregnant", "adherence.barriers.cost", "lookalikes.answers.ocd"])
def test_unknown_takes_an_answer_back_and_is_never_a_no(record, library, key):
    told = answer(record, key, "negative" if key.startswith("look") else "no", library)
    assert told != record
    assert answer(told, key, "not_asked" if key.startswith("look") else "unknown", library) == record


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("past.trials", [{"agent": "sertraline", "weeks": -1}], r"-1 cannot be taken at trials\.0\.weeks"),
        ("past.colour", "red", "not a question this page asks; allowed are trials"),
        ("past.complete.now", "yes", "complete has no entries"),
        ("facts.answers.likes_tea", "yes", "likes_tea is no fact this kit asks for"),
        ("facts.answers.pregnant", "perhaps", "'yes', 'no' or 'unknown'"),
        ("facts.answers.pregnant", ["yes"], "cannot be taken"),
        ("facts.drug_groups.sweets", "yes", "no such group of drugs is known"),
        ("facts.planned.homeopathy", ["water"], "the evidence knows no such option"),
        ("facts.drugs", [{"name": "x", "state": "stopped", "last_dose": "9999-12-31"}], "too far ahead"),
        ("lookalikes.answers.flu", "positive", "flu is not known; allowed are bipolar_spectrum"),
        ("lookalikes.answers.ocd", "maybe", "cannot be taken"),
        ("questionnaires", [{"instrument": "phq9", "answers": {"self_harm": 7}}], "7 cannot be taken at item9"),
        ("questionnaires", [{"instrument": "phq10", "answers": {}}], "this questionnaire is not known"),
        ("scores", [{"measure": "isi", "score": 99}], "outside 0 to 28"),
        ("scores", [{"measure": "c_ssrs", "score": 1}], "no score is entered for this"),
        ("put_back.maoi", "", "cannot be taken"),
        ("put_back.homeopathy", "it is gentle", "the evidence knows no such option"),
        ("put_back", "maoi", "not a question this page asks"),
        ("country", "Britain", "cannot be taken"),
        ("safety.checks", [], "the safety log only grows"),
        ("safety", None, "the safety log only grows"),
        ("safety.check", {}, "no question was answered"),
        ("safety.check", {"item9": 4}, "4 cannot be taken at item9"),
        ("safety.answer.item9", "9", "9 cannot be taken at item9"),
        ("safety.answer.mood", "yes", "allowed are safety.check, safety.answer"),
        ("safety.check", {"item9": 0, "answered_at": "2026-01-01T00:00:00Z"}, "without a time"),
        ("safety.acknowledge", {"by": "Dr A", "done": "talked"}, "nothing was stopped"),
        ("safety.acknowledge", {"by": "Dr A"}, "what was done"),
    ],
)
def test_a_clinical_answer_that_cannot_be_taken_is_refused_with_a_sentence(record, library, key, value, sentence):
    with pytest.raises(AnswerError, match=sentence) as caught:
        answer(record, key, value, library)
    assert "\n" not in str(caught.value)


def test_an_acknowledgement_needs_who_and_what(record, library):
    stopped = answer(record, "safety.check", {"intent": "yes"}, library, now=NOW)
    with pytest.raises(AnswerError, match="empty"):
        answer(stopped, "safety.acknowledge", {"by": "Dr A", "done": " "}, library, now=NOW)
    acted = answer(stopped, "safety.acknowledge", {"by": "Dr A", "done": "Seen at once."}, library, now=NOW)
    assert not acted.is_stopped
    assert acted.safety.acknowledgements[0].at > NOW


def test_a_clock_that_went_back_keeps_no_sign_of_danger_out(record, library):
    first = answer(record, "safety.check", {"item9": 0}, library, now=NOW)
    then = answer(first, "safety.check", {"plan": "yes"}, library, now=NOW - dt.timedelta(days=400))
    assert then.is_stopped
    assert then.safety.checks[:1] == first.safety.checks


def test_item_9_of_a_questionnaire_stops_and_taking_it_out_does_not_lift_the_stop(record, library):
    told = answer(record, "questionnaires", [{"instrument": "phq9", "answers": {"self_harm": 1}}], library, now=NOW)
    assert told.is_stopped
    assert [check.item9 for check in told.safety.checks] == [1]
    again = answer(told, "questionnaires", [], library, now=NOW)
    assert again.questionnaires == ()
    assert again.is_stopped


def test_another_item_of_the_same_questionnaire_adds_no_second_check(record, library):
    from trd_sdm.clinical.knowledge import load_clinical

    other = next(item.id for item in load_clinical().instruments["phq9"].items if item.id != "self_harm")
    told = answer(record, "questionnaires", [{"instrument": "phq9", "answers": {"self_harm": 1}}], library, now=NOW)
    more = [{"instrument": "phq9", "answers": {"self_harm": 1, other: 2}}]
    assert answer(told, "questionnaires", more, library, now=NOW).safety == told.safety


def test_answers_about_safety_given_one_by_one_stand_together_in_the_last_check(record, library):
    told = record
    for field, value in (("item9", "0"), ("plan", "no"), ("intent", "no")):
        told = answer(told, f"safety.answer.{field}", value, library, now=NOW)
    last = told.safety.checks[-1]
    assert (last.item9, last.plan, last.intent, last.unable_to_stay_safe) == (0, "no", "no", "unknown")


@pytest.mark.parametrize("later", [dt.timedelta(minutes=5), dt.timedelta(days=30)])
def test_what_was_acted_on_or_said_another_day_is_asked_anew(record, library, later):
    told = answer(record, "safety.answer.plan", "yes", library, now=NOW)
    told = answer(told, "safety.acknowledge", {"by": "Dr A", "done": "Seen."}, library, now=NOW)
    again = answer(told, "safety.answer.intent", "no", library, now=NOW + later)
    assert again.safety.checks[-1].plan == "unknown"
    assert not again.is_stopped


def test_a_sign_that_only_a_questionnaire_holds_can_be_acted_on(record, library):
    held = record.with_(questionnaires=({"instrument": "phq9", "answers": {"self_harm": 2}},))
    assert held.is_stopped
    acted = answer(held, "safety.acknowledge", {"by": "Dr A", "done": "Seen."}, library, now=NOW)
    assert not acted.is_stopped
    assert acted.safety.acknowledgements[0].covers.item9 == 2


def test_only_questions_of_the_table_are_answers():
    assert all(map(is_answer, ("past.trials", "facts.answers.pregnant", "safety.check", "put_back.maoi", "country")))
    assert not any(map(is_answer, ("undo", "open", "past", "safety", "seed")))


def test_a_sure_answer_is_taken_as_a_form_sends_it(record, library):
    assert dict(answer(record, "sure.sure", "1", library).sure) == {"sure": 1}
    assert dict(answer(record, "sure.sure", "0", library).sure) == {"sure": 0}
    with pytest.raises(AnswerError, match="maybe"):
        answer(record, "sure.sure", "maybe", library)
