"""How sure a person is changes what the points mean, and the picture holds that doubt."""

import pytest

from trd_sdm import mcda
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.coherence import coherence
from trd_sdm.session.preferences import answer_said, gain, points_said, preferences, sureness_of
from trd_sdm.session.record_file import RecordError, parse_record

SOONER = {
    "role": "patient",
    "first": "response",
    "first_from": 30,
    "first_to": 49,
    "second": "memory_thinking",
    "second_from": 3,
    "second_to": 2,
    "prefers": "first",
}


def sure(record, how):
    return record.with_(sureness={"patient": how, "clinician": how})


def test_exact_points_are_exact_ratios_and_give_the_weights_themselves(record, library):
    exact = sure(record, "exact")
    assert preferences(exact, "patient", library) == (mcda.ExactRatio(("response", "memory_thinking"), 80 / 60),)
    assert appraise(exact, library).roles["patient"].weights == pytest.approx(
        {"response": 80 / 140, "memory_thinking": 60 / 140}
    )


def test_about_right_leaves_room_around_the_points(record, library):
    (bound,) = preferences(sure(record, "about"), "patient", library)
    factor = library.assumptions.about_right_factor.value
    assert bound.bounds == pytest.approx((80 / 60 / factor, 80 / 60 * factor))


def test_only_the_order_says_nothing_of_things_rated_alike(record, library):
    alike = sure(record, "order").with_points("clinician", "clinic_hours_8wk", 20)
    said = [one.preference.criteria for one in points_said(alike, "clinician", library)]
    assert said == [("response", "memory_thinking"), ("response", "clinic_hours_8wk")]


def test_the_less_sure_the_wider_the_interval_on_the_same_draws(record, library):
    rated = record.with_points("patient", "clinic_hours_8wk", 30)
    fits = {how: appraise(sure(rated, how), library).roles["patient"] for how in ("exact", "about", "order")}
    width = {how: sum(fit.high[o] - fit.low[o] for o in fit.fit) for how, fit in fits.items()}
    assert width["exact"] < width["about"] < width["order"]
    assert [fit.sureness for fit in fits.values()] == ["exact", "about", "order"]


@pytest.mark.parametrize("how", ["exact", "about", "order"])
def test_contributions_add_up_to_the_fit_and_weights_to_one(record, library, how):
    for fit in appraise(sure(record, how), library).roles.values():
        assert sum(fit.weights.values()) == pytest.approx(1)
        for option, parts in fit.contributions.items():
            assert sum(parts.values()) == pytest.approx(fit.fit[option])


def test_the_middle_of_only_an_order_is_the_centre_of_that_order(record, library):
    fit = appraise(sure(record, "order"), library).roles["patient"]
    assert fit.weights == pytest.approx({"response": 0.75, "memory_thinking": 0.25})


def test_no_good_data_spans_its_whole_range_also_without_exact_weights(record, library):
    asked = record.with_criteria(("response", "stop_side_effects"))
    asked = asked.with_(weights={"patient": {"response": 50, "stop_side_effects": 50}})
    criterion = library.criteria["stop_side_effects"]
    ceiling = library.estimate("ect", "stop_side_effects").bounds.upper_per_100
    for how in ("about", "order"):
        fit = appraise(sure(asked, how), library).roles["patient"]
        assert fit.high["ect"] - fit.low["ect"] >= 100 * fit.weights["stop_side_effects"] * ceiling / (
            criterion.worst - criterion.best
        )


def test_an_answer_narrows_what_was_only_an_order(record, library):
    loose = sure(record, "order")
    asked = loose.with_(tradeoffs=({**SOONER, "first_to": 36, "prefers": "second"},))
    before, after = (appraise(one, library).roles["patient"] for one in (loose, asked))
    assert after.unused_answers == ()
    assert after.weights["memory_thinking"] > before.weights["memory_thinking"]


def test_an_answer_is_a_share_of_each_range(library, record):
    held = record.with_(tradeoffs=(SOONER,)).tradeoffs[0]
    said = answer_said(held, library)
    assert said.criteria == ("response", "memory_thinking")
    assert (said.first, said.second) == pytest.approx((0.5, 1 / 3))
    assert gain(library.criteria["memory_thinking"], 2, 3) < 0


def test_an_answer_that_clashes_does_not_count_until_it_is_mended(record, library):
    exact = record.with_(tradeoffs=({**SOONER, "first_to": 31, "prefers": "first"},))
    assert coherence(exact, "patient", library).clashing == (0,)
    fit = appraise(exact, library).roles["patient"]
    assert fit.unused_answers == (0,)
    assert fit.fit == appraise(record, library).roles["patient"].fit


def test_halfway_is_as_sure_as_the_less_sure_of_the_two(record):
    mixed = record.with_(sureness={"patient": "exact", "clinician": "order"})
    assert sureness_of(mixed, "shared") == "order"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"first_to": 29}, "this makes things no better; found 29"),
        ({"second_from": 4}, "this step leaves the range of its criterion"),
        ({"first": "own_1", "first_from": 3, "first_to": 2}, "this makes things no better"),
    ],
)
def test_a_step_that_is_no_improvement_is_refused_with_its_place(record, library, change, told):
    own = record.with_(concerns=({"id": "own_1", "text": "Mine"},))
    with pytest.raises(RecordError) as refused:
        parse_record(own.with_(tradeoffs=({**SOONER, **change},)).to_json(), library)
    assert told in str(refused.value)
    assert "tradeoffs.0." in str(refused.value)
