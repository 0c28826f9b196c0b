import pytest

from trd_sdm.present import wording


def test_a_chance_is_said_in_both_frames_with_its_range(library):
    said = wording.say(library.criteria["response"], library.estimate("stay_optimise", "response"))
    assert said.line == "24 of 100 people feel much better; 76 do not (likely between 13 and 36)"


@pytest.mark.parametrize(
    ("option", "criterion", "line"),
    [
        ("ect", "onset", "about 2 weeks (likely between 1 and 4 weeks)"),
        ("stay_optimise", "weight_gain", "None expected"),
        ("stay_optimise", "maintenance_hours_per_month", "about 0.2 hours a month (likely between 0.2 and 0.5 hours)"),
        ("ect", "escort_needed", "Yes"),
        ("ect", "weight_gain", "no good data"),
    ],
)
def test_each_kind_has_its_own_words(library, option, criterion, line):
    assert wording.say(library.criteria[criterion], library.estimate(option, criterion)).line == line


def test_a_range_over_units_names_both(library):
    cell = library.estimate("ect", "onset").model_copy(update={"value": 0.15, "low": 0.02, "high": 3.0})
    said = wording.say(library.criteria["onset"], cell)
    assert said.line == "about 1 day (likely between 3 hours and 3 weeks)"


def test_a_range_of_steps_uses_their_first_words(library):
    cell = library.estimate("stay_optimise", "weight_gain").model_copy(update={"low": 0.0, "high": 2.0})
    assert wording.say(library.criteria["weight_gain"], cell).range == "from none expected to some"


def test_not_reported_is_never_said_as_none(library):
    cell = library.estimate("stay_optimise", "weight_gain").model_copy(update={"zero_basis": "not_reported_only"})
    said = wording.say(library.criteria["weight_gain"], cell)
    assert said.line == "not reported (counted as none expected)"


def test_a_ceiling_is_no_value(library):
    from trd_sdm.evidence.estimate import Bound

    bound = Bound(upper_per_100=28.3, basis="all-cause dropout")
    cell = library.estimate("ect", "weight_gain").model_copy(update={"bounds": bound})
    said = wording.say(library.criteria["weight_gain"], cell)
    assert (said.value, said.range) == (
        "no good data",
        "at most 28 of 100 do, at least 72 do not, counting all who stopped",
    )


@pytest.mark.parametrize(
    ("most", "said", "short"),
    [
        (0.3, "fewer than 1 of 100 do, more than 99 do not, ", "fewer than 1 do, more than 99 do not"),
        (0, "at most 0 of 100 do, at least 100 do not, ", "at most 0 do, 100 or more do not"),
        (99.7, "at most 100 of 100 do, at least 0 do not, ", "at most 100 do, 0 or more do not"),
    ],
)
def test_a_ceiling_at_the_ends_is_said_once(library, most, said, short):
    from trd_sdm.evidence.estimate import Bound
    from trd_sdm.present import gaps

    bound = Bound(upper_per_100=most, basis="all-cause dropout")
    cell = library.estimate("ect", "weight_gain").model_copy(update={"bounds": bound})
    assert gaps.ceiling_words(cell) == f"{said}counting all who stopped"
    assert gaps.ceiling_short(cell) == short


@pytest.mark.parametrize(
    ("measured_at", "fit"),
    [
        ("8 weeks", "within"),
        ("4-12 weeks", "within"),
        ("course end, 3-6 weeks", "outside"),
        ("12-26 weeks", "outside"),
        ("24 hours (course end 3-4 weeks)", "outside"),
        ("2-6 months", "outside"),
        ("not shown in the abstract", "unknown"),
        ("not shown; placebo trials ran 4-6 weeks", "unknown"),
    ],
)
def test_the_time_of_measuring_is_judged_against_eight_weeks(library, measured_at, fit):
    assert wording.window_fit(measured_at) == fit
    warned = "Compare with care" in wording.window_words(library.criteria["response"], measured_at).replace(
        "so compare", "Compare"
    )
    assert warned == (fit != "within")


def test_an_unknown_chance_still_gets_both_frames():
    assert wording.chance_words("own", "Keeping my job", 40) == (
        "40 of 100 people have this: keeping my job",
        "60 do not",
    )
