import json
import re

import pytest

from trd_sdm.present import theme
from trd_sdm.present.charts import shifts, turns
from trd_sdm.present.labels import Label
from trd_sdm.session.insight import Turn, WeightTurns

NAMES = {"ect": "ECT", "rtms": "rTMS", "stay": "Stay and fine-tune"}
TURNS = (
    WeightTurns("response", 26.9, "rtms", Turn(19.1, "stay"), Turn(52.7, "ect")),
    WeightTurns("weight_gain", 9.0, "rtms", None, Turn(0.3, "stay")),
    WeightTurns("cost_tier", 0.0, "rtms", None, None),
)


def test_the_band_runs_from_turn_to_turn_and_to_the_end_where_there_is_none():
    params = turns.turn_params(TURNS, NAMES)["turns"]
    assert (params["response"]["lo"], params["response"]["now"], params["response"]["hi"]) == (19.1, 26.9, 52.7)
    assert (params["cost_tier"]["lo"], params["cost_tier"]["hi"]) == (0, 100)
    assert params["response"]["lines"] == ["under 19: Stay and fine-tune", "over 53: ECT"]
    assert params["weight_gain"]["lines"] == ["over 0.3: Stay and fine-tune"]
    assert params["cost_tier"]["lines"] == list(turns.NO_TURN)
    assert json.loads(json.dumps(params)) == params


@pytest.mark.parametrize("width", [262, 800])
@pytest.mark.parametrize("sizes", [theme.NORMAL, theme.LARGE])
def test_names_and_turns_are_drawn_whole(criteria, draw, texts, width, sizes):
    chart = turns.turn_chart(criteria, ahead="rTMS", sizes=sizes)
    said = texts(draw(chart, turns.turn_params(TURNS, NAMES), width))
    assert {criterion.keyed for criterion in criteria} <= set(said)
    assert any("under 19: Stay and fine-tune" in text for text in said)
    assert "…" not in "".join(said)


def test_the_table_says_the_same_as_the_chart(criteria):
    plain = {criterion.id: criterion.text for criterion in criteria}
    rows = turns.twin(TURNS, plain, NAMES).rows
    assert rows[0] == ("Feeling much better", "27", "under 19: Stay and fine-tune", "over 53: ECT")
    assert rows[2] == ("Cost", "0", "none", "none")


def test_a_shift_is_held_to_the_scale_and_said_in_words():
    moved = [shifts.Shift("a", -3.0, 66.4), shifts.Shift("b", 50.1, 50.3)]
    params = shifts.shift_params("tried", moved)["tried"]
    assert params["a"] == {"position": 0, "now": 0, "then": 66.4, "label": "fit under 0 now, 66 then"}
    assert params["b"]["label"] == "fit 50 now, the same then"
    assert shifts.twin(moved, ["One", "Two"], "What").rows[0] == ("One", "under 0", "66")


def test_a_shift_chart_is_driven_by_its_parameter_alone(draw, texts):
    chart = shifts.shift_chart("tried", [Label("a", "ECT")], title="The fit, now and as tried")
    still = draw(chart, {}, 500)
    moved = draw(chart, shifts.shift_params("tried", [shifts.Shift("a", 20, 70)]), 500)
    assert "fit 20 now, 70 then" in texts(moved)
    assert "fit 20" not in still


@pytest.mark.parametrize("sizes", [theme.NORMAL, theme.LARGE])
def test_words_below_a_bar_give_way_where_the_chart_is_narrow(criteria, draw, sizes):
    """A line wider than the chart would be cut, and Vega would shrink all bars to make room for it."""
    chart = turns.turn_chart(criteria, ahead="rTMS", sizes=sizes)
    said = {"turns": {one.id: {"position": at, "lines": ["x" * 44]} for at, one in enumerate(criteria)}}

    def size(width):
        svg = draw(chart, said, width)
        return float(re.search(r'font-size="([\d.]+)px"[^>]*>x{44}<', svg)[1])

    assert size(900) == sizes.label
    assert size(262) <= 262 / (44 * 0.5)
