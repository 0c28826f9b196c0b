"""What would change the picture: turns hold on both sides when weighed again, and knowing more never harms."""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.session.strategies import records
from trd_sdm.evidence import load_library
from trd_sdm.evidence.distributions import LogitNormal
from trd_sdm.session.appraisal import appraise, weighed_values
from trd_sdm.session.insight import insight, one_way, weight_turns
from trd_sdm.session.record import Record

DRAWS = 512
STEP = 1e-6


def _found(record, library):
    appraisal = appraise(record, library)
    return appraisal, insight(record, library, appraisal)


def _fits_at(values, weights, criterion, share):
    """Weigh anew with one criterion at a share of all weight, the others in proportion."""
    rest = {name: weight for name, weight in weights.items() if name != criterion}
    if not sum(rest.values()):
        rest = dict.fromkeys((name for name in values.criteria if name != criterion), 1.0)
    moved = {name: (1 - share) * weight / sum(rest.values()) for name, weight in rest.items()} | {criterion: share}
    fits = values.means @ [moved.get(name, 0.0) for name in values.criteria]
    return dict(zip(values.alternatives, fits.tolist(), strict=True))


def _is_ahead(option, fits):
    return fits[option] >= max(fits.values()) - 10 * STEP


def test_nothing_rated_has_no_insight_and_no_exploring(record, library):
    empty = record.with_(weights={})
    appraisal, found = _found(empty, library)
    assert found is None
    assert one_way(empty, library, appraisal, "response") == {}


@settings(max_examples=25, deadline=None)
@given(records(draws=DRAWS, seed=11), st.data())
def test_on_both_sides_of_a_turn_weighing_again_gives_the_option_that_was_named(record, data):
    library = load_library()
    appraisal = appraise(record, library)
    shown = appraisal.roles["patient"]
    assume(shown is not None and len(record.criteria) > 1)
    values = weighed_values(record, library, appraisal)
    criterion = data.draw(st.sampled_from(record.criteria))
    turns = weight_turns(values, shown.weights, criterion)

    def at(share):
        return _fits_at(values, shown.weights, criterion, share)

    assert _is_ahead(turns.leader, at(turns.now / 100))
    for turn, end in ((turns.below, 0.0), (turns.above, 1.0)):
        if turn is None:
            assert _is_ahead(turns.leader, at(end))
            assert _is_ahead(turns.leader, at((end + turns.now / 100) / 2))
        else:
            way = STEP if end else -STEP
            assert turn.leader != turns.leader
            assert _is_ahead(turn.leader, at(min(max(turn.at / 100 + way, 0.0), 1.0)))
            assert _is_ahead(turns.leader, at(turn.at / 100 - way))
            assert not math.isclose(turn.at, turns.now, abs_tol=1e-9) or _is_ahead(turn.leader, at(turns.now / 100))


@settings(max_examples=8, deadline=None)
@given(records(draws=DRAWS, seed=11))
def test_knowing_more_is_never_worth_less_than_nothing(record):
    library = load_library()
    _, found = _found(record, library)
    assume(found is not None)
    assert all(item.points >= 0 and 0 <= item.changes_of_100 <= 100 for item in found.worth_knowing)
    assert [item.points for item in found.worth_knowing] == sorted(
        (item.points for item in found.worth_knowing), reverse=True
    )


def test_a_number_known_by_definition_is_worth_nothing_to_learn(record, library):
    _, found = _found(record, library)
    worth = {(item.option, item.criterion): item.points for item in found.worth_knowing}
    assert worth["stay_optimise", "memory_thinking"] == pytest.approx(0, abs=1e-9)
    assert max(worth.values()) > 0


def test_another_reading_gives_the_fit_of_a_library_that_holds_it(record, library):
    _, found = _found(record, library)
    reading = next(one for one in found.readings if one.option == "ect" and "TRD network" in one.label)
    cell = library.estimate("ect", "response")
    other = next(each for each in cell.alternatives if each.label == reading.label)
    changed = cell.model_copy(
        update={
            "distribution": LogitNormal(log_or_mean=other.log_or.mean, log_or_se=other.log_or.se),
            "derivation": other.derivation,
        }
    )
    ect = library.options["ect"]
    ect = ect.model_copy(update={"estimates": {**ect.estimates, "response": changed}})
    other_library = library.model_copy(update={"options": {**library.options, "ect": ect}})
    again = appraise(record, other_library).roles["patient"]
    assert reading.fit_then == pytest.approx(again.fit["ect"])
    assert reading.fit_now != pytest.approx(reading.fit_then, abs=0.5)
    assert reading.leader == max(again.fit, key=again.fit.get)


def test_readings_come_in_the_order_of_what_they_move_and_only_where_they_count(record, library):
    _, found = _found(record, library)
    moved = [reading.moved for reading in found.readings]
    assert moved == sorted(moved, reverse=True)
    assert {reading.option for reading in found.readings} <= set(record.shortlist)
    apart = record.with_(weights={"patient": {"memory_thinking": 60}})
    assert _found(apart, library)[1].readings == ()


def test_exploring_starts_and_ends_where_the_weights_say(record, library):
    appraisal, found = _found(record, library)
    shown = appraisal.roles["patient"]
    fits = one_way(record, library, appraisal, "response")
    values = weighed_values(record, library, appraisal)
    alone = values.means[:, values.criteria.index("response")]
    for place, option in enumerate(values.alternatives):
        assert len(fits[option]) == 101
        assert fits[option][100] == pytest.approx(100 * alone[place])
    now = round(100 * shown.weights["response"])
    leader = max(fits, key=lambda option: fits[option][now])
    assert leader == found.leader


def test_the_same_picture_is_not_worked_out_twice(record, library):
    appraisal = appraise(record, library)
    first = insight(record, library, appraisal)
    assert insight(record.with_(screen="what_changes"), library, appraise(record, library)) is first
    assert insight(record.with_(whose="clinician"), library, appraisal) is not first


def test_switching_the_widening_over_is_what_the_other_record_shows(record, library):
    appraisal, found = _found(record, library)
    other = appraise(record.with_(widen_by_certainty=False), library).roles["patient"]
    assert found.first_flipped == other.first_of_100
    assert found.first_now == appraisal.roles["patient"].first_of_100


def test_what_is_not_to_be_ranked_is_never_named_as_ahead(library):
    shortlist = ("stay_optimise", "tdcs", "vns", "ect")
    for criterion in ("response", "onset", "clinic_hours_8wk", "weight_gain", "memory_thinking"):
        picked = ("response", criterion) if criterion != "response" else ("response", "clinic_hours_8wk")
        points = {picked[0]: 80, picked[1]: 60}
        record = Record(
            library_version=library.version, seed=7, shortlist=shortlist, criteria=picked, draws=DRAWS,
            weights={"patient": points},
        )  # fmt: skip
        appraisal, found = _found(record, library)
        ends = [end.leader for turn in found.turns for end in (turn.below, turn.above) if end]
        named = {found.leader, *found.level_with, *ends, *(one.leader for one in found.readings)}
        assert set(found.unranked) == {"tdcs", "vns"}
        assert named <= {"stay_optimise", "ect"}
        assert {one.option for one in found.worth_knowing} <= {"stay_optimise", "ect"}
        assert set(appraisal.roles["patient"].fit) == set(shortlist)  # it keeps its number and is drawn


def test_an_option_not_to_be_ranked_moves_no_turn_of_the_others(record, library):
    apart = record.with_(shortlist=(*record.shortlist, "tdcs"))
    now, then = _found(record, library)[1], _found(apart, library)[1]
    assert then.turns == now.turns
    assert (then.leader, then.level_with) == (now.leader, now.level_with)


def test_where_nothing_may_be_ranked_nothing_is_ahead(record, library):
    asked = record.with_(shortlist=("stay_optimise", "tdcs", "vns"))
    appraisal = appraise(asked, library, left_out=("stay_optimise",))
    assert appraisal.ranked == ()
    assert insight(asked, library, appraisal) is None
