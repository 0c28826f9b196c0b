"""The words of the step "What matters": short, both ways round, and every free text escaped."""

from __future__ import annotations

import re
import statistics
from dataclasses import replace

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.present import concerns, local_words, overlaps, points, roles, speech, tables, tradeoffs, twins
from trd_sdm.present.charts import points as chart
from trd_sdm.present.labels import Label, criterion_label
from trd_sdm.present.theme import criterion_mark
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.coherence import Mend, coherence, mends
from trd_sdm.session.record import Record
from trd_sdm.session.record_library import library_of
from trd_sdm.session.tradeoff_questions import Question, next_question, whole_ends

HOSTILE = "<img src=x onerror=alert(1)>"
PICKED = ("response", "staying_well", "memory_thinking", "own_1")
POINTS = dict(zip(PICKED, (80, 40, 20, 60), strict=True))


@pytest.fixture(scope="module")
def record():
    library = load_library()
    held = Record(
        library_version=library.version,
        seed=3,
        shortlist=("stay_optimise", "ect", "rtms", "switch_antidepressant"),
        concerns=({"id": "own_1", "text": "Time with my children", "ratings": {"ect": 3}},),
        criteria=PICKED,
        weights={"patient": POINTS, "clinician": {**POINTS, "memory_thinking": 90}},
        bothers_now=("sexual_problems", "weight_gain"),
        local={"rtms": {"waiting_weeks": 6, "travel_minutes": 30, "days_off": 10}, "ect": {"escort": "no", "cost": 5}},
        clinic={"name": "Example clinic", "as_of": "2026-11-27"},
    )
    question = next_question(held, "patient", library_of(held, library))
    return held.with_(tradeoffs=tuple(question.answered(reply) for reply in ("first", "second", "same")))


def text_of(html):
    return re.sub(r"<[^>]+>", " ", html)


def steps(library):
    for criterion in library.criteria.values():
        worse, better = whole_ends(criterion)
        toward = 1 if better > worse else -1
        yield tradeoffs.gain_words(criterion, worse, better)
        yield tradeoffs.gain_words(criterion, better - toward, better)


def said(record):
    library = library_of(record, load_library())
    yield from steps(library)
    yield from (tradeoffs.ASK, tradeoffs.NO_MORE, tradeoffs.NOTHING_TO_ASK, tradeoffs.MEND, tradeoffs.CHANGE)
    yield from (tradeoffs.LEAVE, tradeoffs.LOOK, *tradeoffs.WORTH.values())
    yield from (tradeoffs.answer_words(one, library) for one in record.tradeoffs)
    found = coherence(record, "patient", library)
    yield tradeoffs.agreement(found)
    for one in found.contradictions:
        yield from tradeoffs.clash_sentences(one, record, "patient", library)
        for mend in mends(record, "patient", one, library):
            yield from tradeoffs.mend_words(mend, record, "patient", library)
    yield from points.difference_sentences(record, library)
    yield from points.difference_sentences(record.with_(weights={}), library)
    yield from (text for pair in roles.SURENESS.values() for text in pair)
    for option in record.shortlist:
        yield from local_words.used(record, library, option)
    yield local_words.travel_gap(record, library, record.shortlist)
    yield from local_words.ease_sentences(record, library)
    yield text_of(local_words.rules(record, library))
    yield from (local_words.BOTHERS, local_words.BOTHERS_HELP, local_words.FACTS, local_words.FACTS_HELP)
    yield from (local_words.COSTS_COUNT, local_words.NO_OPTIONS, local_words.CLINIC_HELP)
    yield from (concerns.HOW, concerns.RATE_LATER, concerns.LEANING, concerns.LEANING_HELP)
    yield from concerns.not_rated(record, record.shortlist, library)
    picked = ("response", "staying_well", "stop_side_effects", "weight_gain")
    yield from overlaps.overlap_sentences(picked, library)


def test_what_is_said_is_short_and_says_nothing_we_do_not_say(record, grade):
    texts = [text for text in dict.fromkeys(said(record)) if text]
    assert {text: speech.slips(text) for text in texts if speech.slips(text)} == {}
    graded = {text: grade(text) for text in texts if len(text.split()) >= 5}
    assert {text: level for text, level in graded.items() if level > 8} == {}
    assert statistics.median(graded.values()) <= 6


def test_an_improvement_says_how_many_and_from_where_to_where():
    criteria = load_library().criteria
    assert tradeoffs.gain_words(criteria["no_driving_days_8wk"], 14, 7) == (
        "7 fewer days without driving in the first 8 weeks: 7, not 14"
    )
    assert tradeoffs.gain_words(criteria["staying_well"], 42, 41).startswith("1 fewer person in 100")
    assert tradeoffs.gain_words(criteria["escort_needed"], 1, 0) == "Nobody has to come with you"


def test_a_clash_names_the_ratings_the_answer_and_what_would_mend_it(record):
    library = library_of(record, load_library())
    (one, *_) = coherence(record, "patient", library).contradictions
    named = " ".join(tradeoffs.clash_sentences(one, record, "patient", library))
    for criterion in one.rated:
        assert library.criteria[criterion].plain in named
    assert named.count("You said:") == len(one.answers)


def test_an_answer_is_taken_back_under_one_name_and_an_earlier_one_is_named(record):
    library = library_of(record, load_library())
    mend = Mend("take_back", "tradeoffs", [], answer=len(record.tradeoffs) - 1)
    assert tradeoffs.mend_words(mend, record, "patient", library) == (tradeoffs.TAKE_LAST_BACK, "")
    label, detail = tradeoffs.mend_words(replace(mend, answer=0), record, "patient", library)
    assert (label, detail) == (tradeoffs.TAKE_EARLIER_BACK, tradeoffs.answer_words(record.tradeoffs[0], library))


def test_where_they_differ_is_said_widest_first_and_nothing_when_close(record):
    library = library_of(record, load_library())
    told = points.difference_sentences(record, library)
    assert told[0] == "You differ most on Memory and clear thinking (patient 20, clinician 90)."
    same = record.with_(weights={"patient": POINTS, "clinician": POINTS})
    assert points.difference_sentences(same, library) == ["You are close on all that both of you rated."]


def test_the_chart_marks_only_who_has_rated_and_its_table_says_the_same():
    params = chart.points_params({"response": 80}, {}, ("response", "onset"))["points"]
    assert params["response"] == {"position": 0, "label": "patient 80, clinician not rated", "patient": 80}
    assert params["onset"]["label"] == "patient not rated, clinician not rated"
    twin = chart.twin({"response": 80}, {"response": 50.5}, [Label("response", "Feeling much better")])
    assert twin.rows == (("Feeling much better", "80", "51", "30"),)
    spec = chart.points_chart([Label("response", "Feeling much better")]).to_dict()
    assert [param["name"] for param in spec["params"]] == ["points"]


def test_a_free_text_is_escaped_wherever_it_is_shown(record):
    hostile = record.with_(
        concerns=({"id": "own_1", "text": HOSTILE, "ratings": {}},), clinic={"name": HOSTILE}, tradeoffs=()
    )
    library = library_of(hostile, load_library())
    labels = [criterion_label(library.criteria[name]) for name in hostile.criteria]
    question = Question("patient", "own_1", 3.0, 5.0, "response", 30.0, 40.0)
    answered = hostile.with_(tradeoffs=(question.answered("first"), question.answered("second")))
    (one, *_) = coherence(answered, "patient", library).contradictions
    shown = (
        concerns.rating_heading(HOSTILE),
        points.side_by_side(hostile, library, labels),
        tradeoffs.question_html(question, 1, library),
        tradeoffs.clash_html(one, answered, "patient", library),
        local_words.rules(hostile, library),
        tables.evidence_table(library, list(hostile.shortlist), list(hostile.criteria)),
    )
    for html in shown:
        assert "<img" not in html
        assert "&lt;img" in html


def test_an_own_rating_is_told_as_ones_own_and_never_as_a_finding(record):
    library = library_of(record, load_library())
    html = text_of(tables.evidence_table(library, ["ect", "rtms"], ["own_1"]))
    assert "3 of 10" in html
    assert "Certainty: your own rating" in html
    assert "No study stands behind it." in html
    assert "You have not rated this yet" in html


def test_own_concerns_have_letters_and_colours_of_their_own():
    marks = [criterion_mark(f"own_{number}") for number in (1, 2, 3)]
    assert len({mark.code for mark in marks}) == len({mark.colour for mark in marks}) == 3


def test_a_pair_that_counts_twice_names_the_one_that_is_better_known():
    library = load_library()
    (told,) = overlaps.overlap_sentences(("stop_side_effects", "weight_gain"), library)
    assert "Weight gain is the better one to keep" in told
    assert "12 of 19 options" in told
    (even,) = overlaps.overlap_sentences(("clinic_hours_8wk", "maintenance_hours_per_month"), library)
    assert "better one" not in even


def test_the_picture_says_that_a_clashing_answer_is_not_used_yet(record):
    library = load_library()
    fit = appraise(record, library)
    unused = len(fit.roles["patient"].unused_answers)
    assert unused > 0
    assert f"{unused} answer" in twins.coverage(fit, record)
    assert "do not agree there" in twins.coverage(fit, record)
    agreed = record.with_(tradeoffs=())
    assert twins.coverage(appraise(agreed, library), agreed) == ""


def test_options_not_rated_on_an_own_concern_are_named_beside_the_picture(record):
    library = library_of(record, load_library())
    told = " ".join(twins.caution_sentences(record, library))
    assert (
        "“Time with my children”: 3 options not rated yet (Stay and fine-tune, rTMS and Change antidepressant)." in told
    )


def test_local_facts_that_the_picture_uses_are_said_beside_it(record):
    picked = record.with_criteria(("availability_tier", "clinic_hours_8wk"))
    told = twins.caution_sentences(picked, library_of(picked, load_library()))
    assert "rTMS: This uses your clinic's waiting time: 6 weeks." in told
    assert "rTMS: With travel: 30 minutes each way, 26 visits." in told
    assert any(text.startswith("ECT: Someone must take you home") for text in told)
    assert any("may ease with Change antidepressant" in text for text in told)


def test_silence_counted_as_none_is_read_with_care(record):
    library = load_library()
    picked = record.with_criteria(("weight_gain", "memory_thinking"))
    silent = {
        name: [key for key in picked.criteria if library.estimate(name, key).counted_as_none]
        for name in picked.shortlist
    }
    assert silent["rtms"] == ["weight_gain", "memory_thinking"]
    told = twins.silence_sentences(picked, library)
    assert len(told) == sum(map(bool, silent.values()))
    assert (
        "rTMS: No study reports these: Weight gain; Memory and clear thinking. "
        "We count them as none, which is not the same as none."
    ) in told
    full = picked.with_(shortlist=("stay_optimise", "rtms"), local={}, bothers_now=(), visit={"path": "full"})
    assert "<aside" in twins.cautions(full, library)
    assert "<details" in twins.cautions(full.with_(visit={"path": "short"}), library)
