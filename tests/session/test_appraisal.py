"""What a record comes to: reproducible, explained, and not moved by options that are taken away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.strategies import records
from trd_sdm.evidence import load_library
from trd_sdm.session.appraisal import appraise, fixed_order
from trd_sdm.session.record import ROLES, STAY

DRAWS = 512


def test_contributions_sum_to_the_fit_and_first_places_to_all_draws(record, library):
    for fit in appraise(record, library).roles.values():
        for option, parts in fit.contributions.items():
            assert sum(parts.values()) == pytest.approx(fit.fit[option])
        assert sum(fit.first_of_100.values()) == pytest.approx(100, abs=0.5)
        assert sum(fit.weights.values()) == pytest.approx(1)


def test_nothing_rated_is_no_fit_and_not_a_fit_of_zero(record, library):
    empty = record.with_(weights={"patient": {"response": 0}, "clinician": {}})
    assert appraise(empty, library).roles == {"patient": None, "clinician": None, "shared": None}


def test_shared_points_lie_halfway_over_what_both_rated(record, library):
    exact = record.with_(sureness={"patient": "exact", "clinician": "exact"})
    shared = appraise(exact, library).roles["shared"]
    points = {"response": 85, "memory_thinking": 40}
    assert shared.weights == pytest.approx({name: value / 125 for name, value in points.items()})


def test_the_same_record_gives_the_same_appraisal(record, library):
    assert appraise(record, library) == appraise(record.with_(), library)


def test_a_criterion_with_no_good_data_widens_the_interval_over_its_whole_range(record, library):
    asked = record.with_criteria(("response", "stop_side_effects"))
    asked = asked.with_(weights={"patient": {"response": 50, "stop_side_effects": 50}})
    appraisal = appraise(asked, library)
    assert appraisal.unknown["ect"] == ("stop_side_effects",)
    assert appraisal.unknown["rtms"] == ()
    fit = appraisal.roles["patient"]
    criterion = library.criteria["stop_side_effects"]
    ceiling = library.estimate("ect", "stop_side_effects").bounds.upper_per_100
    span = 50 * ceiling / (criterion.worst - criterion.best)
    assert fit.high["ect"] - fit.low["ect"] >= span


def test_the_order_shown_depends_on_the_seed_and_not_on_the_fit(record, library):
    assert appraise(record, library).options == fixed_order(record.shortlist, record.seed)
    assert {fixed_order(record.shortlist, seed)[0] for seed in range(50)} == set(record.shortlist)


def test_sorting_by_fit_is_asked_for(record, library):
    appraisal = appraise(record, library)
    fit = appraisal.roles["patient"].fit
    assert appraisal.shown_order(record) == appraisal.options
    by_fit = appraisal.shown_order(record.with_(order="fit"))
    assert [fit[option] for option in by_fit] == sorted(fit.values(), reverse=True)


def test_by_fit_what_is_not_to_be_ranked_stands_last(record, library):
    asked = record.with_(shortlist=("stay_optimise", "tdcs", "vns", "ect"), order="fit")
    asked = asked.with_criteria(("clinic_hours_8wk", "response")).with_(weights={"patient": {"clinic_hours_8wk": 10}})
    shown = appraise(asked, library).shown_order(asked)
    assert set(shown[2:]) == {"tdcs", "vns"}
    assert appraise(asked, library).shown_order(asked.with_(order="fixed")) == fixed_order(asked.shortlist, asked.seed)


@settings(max_examples=40)
@given(records(draws=DRAWS, seed=11), st.data())
def test_taking_any_option_away_never_changes_the_fit_or_the_order_of_the_rest(record, data):
    library = load_library()
    removable = [option for option in record.shortlist if option != STAY]
    if not removable:
        return
    gone = data.draw(st.sampled_from(removable))
    rest = record.with_(shortlist=tuple(option for option in record.shortlist if option != gone))
    before, after = appraise(record, library), appraise(rest, library)
    assert after.options == tuple(option for option in before.options if option != gone)
    for role in ROLES:
        if before.roles[role] is None:
            assert after.roles[role] is None
            continue
        for option in after.options:
            assert after.roles[role].fit[option] == before.roles[role].fit[option]
            assert after.roles[role].low[option] == before.roles[role].low[option]
            assert after.roles[role].high[option] == before.roles[role].high[option]
