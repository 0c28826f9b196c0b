import itertools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trd_sdm.evidence import load_library
from trd_sdm.present import speech, theme
from trd_sdm.present.charts import scatter
from trd_sdm.session.burden import Spot, Spread

NAMES = {"ect": "ECT", "rtms": "rTMS", "stay": "Stay and fine-tune", "drug": "Change antidepressant"}
SPOTS = {
    "ect": Spot(Spread(62, 38, 81), Spread(78, 48, 104)),
    "rtms": Spot(Spread(47, 33, 61), Spread(17, 6, 34)),
    "stay": Spot(Spread(24, 13, 36), Spread(2, -1, 5)),
    "drug": Spot(Spread(30, 20, 40), None),
}


@pytest.fixture
def labelled(options):
    return [type(options[0])(key, name) for key, name in NAMES.items()]


def _texts(svg):
    spots = re.findall(r'<text[^>]*translate\(([-\d.]+),([-\d.]+)\)"[^>]*>([^<]*)</text>', svg)
    return {text: (float(x), float(y)) for x, y, text in spots if text in NAMES.values()}


@pytest.mark.parametrize("width", [262, 600, 1100])
@pytest.mark.parametrize("sizes", [theme.NORMAL, theme.LARGE])
def test_no_two_names_overlap_and_none_leaves_the_chart(labelled, draw, width, sizes):
    chart = scatter.scatter_chart(labelled, None, sizes=sizes)
    svg = draw(chart, scatter.scatter_params(SPOTS, NAMES, None, sizes), width)
    said = _texts(svg)
    assert set(said) == {"ECT", "rTMS", "Stay and fine-tune"}
    heights = sorted(y for _, y in said.values())
    assert all(b - a >= sizes.label for a, b in itertools.pairwise(heights))
    for text, (x, _) in said.items():
        assert x >= 0
        assert x + len(text) * 0.5 * sizes.label <= width


@given(
    st.dictionaries(
        st.sampled_from([f"o{n}" for n in range(7)]),
        st.tuples(st.floats(0, 1), st.floats(0, 100)),
        min_size=1,
    )
)
def test_every_name_has_a_height_of_its_own_within_the_plot(dots):
    names = dict.fromkeys(dots, "x" * 24)
    for sizes in (theme.NORMAL, theme.LARGE):
        places = sorted(scatter.label_places(dots, names, sizes).values())
        pitch = 100 * sizes.label / scatter.HEIGHT
        assert len(places) == len(dots)
        assert all(b - a >= pitch for a, b in itertools.pairwise(places))
        assert places[0] >= 0
        assert places[-1] <= 100


def test_no_good_data_is_written_and_never_a_dot():
    assert set(scatter.scatter_params(SPOTS, NAMES, None)["scatter"]) == {"ect", "rtms", "stay"}
    assert "no good data: Change antidepressant" in scatter.describe(SPOTS, NAMES, None)
    row = scatter.twin(SPOTS, NAMES, None).rows[3]
    assert row == ("Change antidepressant", "30", "70", "20 to 40", "no good data", "")


def test_marks_stay_on_the_scale_while_words_tell_the_truth():
    params = scatter.scatter_params(SPOTS, NAMES, None)
    assert params["scatter"]["ect"]["xhi"] == 100
    assert params["scatter"]["stay"]["xlo"] == 0
    arrows = {option: (row["past"], row["before"]) for option, row in params["scatter"].items()}
    assert arrows == {"ect": ([100], []), "rtms": ([], []), "stay": ([], [0])}
    assert scatter.twin(SPOTS, NAMES, None).rows[0][5] == "48 of 100 to over 100 of 100"
    assert json.loads(json.dumps(params)) == params


def test_a_burden_of_the_library_keeps_its_unit_and_its_fixed_range(labelled):
    hours = load_library().criteria["clinic_hours_8wk"]
    chart = scatter.scatter_chart(labelled, hours).to_dict()
    assert "Clinic time, first 8 weeks, hours" in str(chart)
    said = scatter.describe({"ect": Spot(Spread(62, 38, 81), Spread(33, 20, 50))}, NAMES, hours)
    assert "ECT: 62 of 100 people feel much better; 38 do not. Burden: 33 hours." in said


def test_the_words_steer_nobody():
    assert speech.slips(scatter.describe(SPOTS, NAMES, None)) == ()


def test_the_spec_holds_no_result(labelled, values_in):
    spec = scatter.scatter_chart(labelled, None).to_dict()
    assert sorted(values_in(spec)) == sorted(NAMES)


def test_more_names_than_lines_fit_in_still_have_a_height_each():
    dots = {f"option_{place}": (place / 19, 50.0) for place in range(19)}
    for sizes in (theme.NORMAL, theme.LARGE):
        heights = scatter.label_places(dots, {name: name for name in dots}, sizes).values()
        assert len(set(heights)) == len(dots)
        assert all(0 <= height <= 100 for height in heights)
