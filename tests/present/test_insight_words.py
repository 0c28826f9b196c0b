"""What would change the picture, in words: short, exact, and never steering."""

import dataclasses
import re

import pytest

from tests.both_frames import OF_PEOPLE, in_one_frame
from trd_sdm.evidence import load_library
from trd_sdm.present import choice, insight, numbers, speech, sure, twins, weighing
from trd_sdm.present.labels import Label, option_label
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.assessment import assess
from trd_sdm.session.insight import Turn, WeightTurns
from trd_sdm.session.insight import insight as work_out
from trd_sdm.session.record import Record

OPTIONS = ("stay_optimise", "ect", "rtms", "augment_lithium", "iv_ketamine", "cbt", "tdcs")
PICKED = ("response", "onset", "weight_gain", "memory_thinking", "clinic_hours_8wk", "cost_tier")
WORDS_TO_MEASURE = 5


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def record(library):
    points = dict(zip(PICKED, (90, 60, 30, 70, 25, 20), strict=True))
    return Record(
        library_version=library.version, shortlist=OPTIONS, criteria=PICKED, draws=1024, weights={"patient": points}
    )


@pytest.fixture(scope="module")
def found(record, library):
    return work_out(record, library, appraise(record, library))


def _texts(found, library, record):
    names = insight.names_of(library)
    yield insight.ahead_sentence(found, names)
    yield insight.ahead_sentence(dataclasses.replace(found, level_with=("cbt", "ect")), names)
    for turn in found.turns:
        yield " ".join(insight.turn_sentences(turn, library.criteria[turn.criterion].plain, names))
    for item in (*found.worth_knowing, *found.criteria_worth):
        yield " ".join(insight.worth_sentences(item, library))
    for reading in found.readings:
        yield insight.reading_sentence(reading, found, names)
    yield from insight.doubt_sentences(found, names)
    yield from insight.doubt_sentences(dataclasses.replace(found, widened=False), names)
    yield insight.tried_sentence(30, ["ect"], names)
    yield insight.tried_sentence(30, ["ect", "cbt"], names)
    for module in (insight, choice, weighing):
        for name, text in vars(module).items():
            if name.isupper() and isinstance(text, str) and " " in text:
                yield text
    yield from insight._ASK.values()
    yield from sure.GO.values()


def test_the_fits_at_hand_say_what_the_picture_says_and_stay_on_the_scale(record, library):
    held = appraise(record, library)
    labels = [option_label(library.options[name]) for name in held.options]
    shown = held.roles["patient"]
    html = weighing.fits_at_hand(shown, labels)
    for label in labels:
        assert f"<span>{label.text}</span>" in html
        assert f"<span>{numbers.points(shown.fit[label.id])}</span>" in html
    places = [float(at) for at in re.findall(r"left:([-\d.]+)%", html)]
    assert len(places) == 2 * len(labels)
    assert all(0 <= at <= 100 for at in places)
    assert 'aria-hidden="true"' in html
    assert weighing.fits_at_hand(None, labels) == ""
    assert "<b>" not in weighing.fits_at_hand(shown, [Label(labels[0].id, "<b>x</b>")])


def test_every_count_of_people_and_of_tries_stands_in_both_frames(found, library, record):
    said = [text for text in _texts(found, library, record) if OF_PEOPLE.search(text)]
    assert len(said) >= 3
    assert [in_one_frame(text, OF_PEOPLE) for text in said if in_one_frame(text, OF_PEOPLE)] == []


def test_all_of_it_is_easy_to_read_and_steers_nobody(found, library, record, grade):
    texts = list(_texts(found, library, record))
    assert len(texts) > 60
    graded = {text: grade(text) for text in texts if len(text.split()) >= WORDS_TO_MEASURE}
    assert {text: level for text, level in graded.items() if level > 8} == {}
    assert {text: speech.slips(text) for text in texts if speech.slips(text)} == {}


def test_a_turn_is_said_with_its_number_and_its_option():
    names = {"ect": "ECT", "stay_optimise": "Stay and fine-tune"}
    turn = WeightTurns("response", 26.9, "rtms", Turn(19.1, "stay_optimise"), Turn(52.7, "ect"))
    assert insight.turn_sentences(turn, "Feeling much better", names) == [
        "Feeling much better counts for 27 of 100 now.",
        "If it mattered less than 19 of 100, Stay and fine-tune would come out ahead.",
        "If it mattered more than 53 of 100, ECT would come out ahead.",
    ]
    firm = WeightTurns("cost_tier", 0.0, "rtms", None, None)
    assert insight.turn_sentences(firm, "Cost", names) == [
        "Cost does not count now.",
        "No weight of it changes which one is ahead.",
    ]


def test_what_is_worth_nothing_is_not_called_worth_finding_out(found, library):
    shown = insight.worth_showing(found.worth_knowing)
    assert len(shown) <= insight.FACTS_SHOWN
    assert all(item.points >= insight.WORTH_AT_LEAST for item in shown)
    none = dataclasses.replace(found, worth_knowing=())
    assert insight.NO_FACTS in insight.facts_html(none, library)


def test_ties_are_called_ties_and_not_while_the_total_is_hidden(record, library):
    appraisal = appraise(record, library)
    fit = appraisal.roles["patient"]
    level = dataclasses.replace(fit, fit=dict.fromkeys(fit.fit, 50.0))
    tied = dataclasses.replace(appraisal, roles={**appraisal.roles, "patient": level})
    assert "A tie for the highest fit, less than 2 points apart: " in twins.ties(tied, record, library)
    assert twins.ties(tied, record.with_(show_total=False), library) == ""


def test_hiding_the_total_leaves_no_fit_in_the_words(record, library):
    appraisal = appraise(record, library)
    hidden = twins.charts_in_words(appraisal, record.with_(show_total=False), library)
    assert "The total is hidden" in hidden
    assert "likely" not in hidden
    assert "first in" not in hidden


def test_what_a_rule_keeps_out_is_named_with_its_reason_and_cannot_be_chosen(record, library):
    risky = record.with_(facts={"answers": {"metal_near_coil": "yes"}})
    assessment = assess(risky, library)
    html = weighing.left_out(assessment.appraisal, assessment.review, library)
    reason = assessment.review.verdicts["rtms"].fired[0].patient
    assert library.options["rtms"].text.name in html
    assert reason in html.replace("&#39;", "'")
    blocked = choice.blocked(risky, assessment.review)
    assert set(blocked) == {"rtms"}
    assert choice.PUT_BACK_FIRST in blocked["rtms"]
    back = risky.with_(put_back={"rtms": "The clip is plastic."})
    again = assess(back, library)
    assert choice.blocked(back, again.review) == {}
    assert choice.put_back_notes(again.review)["rtms"].endswith("The clip is plastic.")
    assert weighing.left_out(again.appraisal, again.review, library) == ""


def test_halfway_counts_only_what_both_rated(record, library):
    both = record.with_(weights={"patient": {"response": 80, "onset": 20}, "clinician": {"response": 60}})
    rows = {row[0]: row[1:] for row in weighing.both_ratings(both, library).rows}
    assert rows["Feeling much better"] == ("80", "60", "70")
    assert rows["Time until it helps"] == ("20", "not rated", "not rated")


def test_options_not_to_be_ranked_are_named_apart_from_ties_and_from_what_is_ahead(record, library):
    level = record.with_(shortlist=("stay_optimise", "tdcs", "vns", "cbt"), criteria=("weight_gain",), weights={})
    level = level.with_(weights={"patient": {"weight_gain": 50}})
    appraisal = appraise(level, library)
    said = twins.ties(appraisal, level, library)
    assert "Drawn, but not ranked: " in said
    for name in ("tdcs", "vns"):
        assert library.options[name].short_name in said
        assert library.options[name].short_name not in said.partition("Drawn, but not ranked")[0]
        assert any(library.options[name].do_not_rank in line for line in twins.caution_sentences(level, library))
    alone = record.with_(shortlist=("stay_optimise", "cbt"))
    assert "not ranked" not in twins.ties(appraise(alone, library), alone, library)
