import re

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.present import theme
from trd_sdm.present.charts import measure_axis, measures
from trd_sdm.present.labels import option_label

ORDER = ("stay_optimise", "ect")


@pytest.fixture
def shown(library):
    return [option_label(library.options[key]) for key in ORDER]


def chart_of(library, shown, key):
    return measures.measure_chart(shown, library.criteria[key]), measures.measure_params(library, key, ORDER)


def test_the_spec_holds_names_only_and_no_result(library, shown, values_in):
    spec = chart_of(library, shown, "response")[0].to_dict()
    assert all(isinstance(value, str) for value in values_in(spec))


@pytest.mark.parametrize("width", [280, 800])
@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("response", "24 of 100"),
        ("onset", "about 4 weeks"),
        ("weight_gain", "None expected"),
        ("maintenance_hours_per_month", "about 4 hours a month"),
        ("escort_needed", "Yes"),
    ],
)
def test_each_kind_is_drawn_in_its_own_words(library, shown, draw, texts, key, said, width):
    svg = draw(*chart_of(library, shown, key), width)
    assert any(text.startswith(said) for text in texts(svg)) or said in svg
    assert "NaN" not in svg


def test_no_good_data_is_written_and_has_no_mark(library, shown, draw):
    chart, params = chart_of(library, shown, "weight_gain")
    blank = {"sure": "", "sure_short": ""}
    assert params["measures"]["ect"] == {"position": 1, "label": "no good data", "lines": ["no good data"], **blank}
    assert "no good data" in draw(chart, params, 280)


def test_what_goes_past_the_scale_says_so_and_has_an_arrow_at_its_edge(library, shown, draw):
    key = "maintenance_hours_per_month"
    chart, params = chart_of(library, shown, key)
    assert all(row["past"] == [] and measures.PAST not in row["label"] for row in params["measures"].values())
    within = draw(chart, params, 800)
    far = measures.measure_params(library.with_cell("ect", key, high=30.0), key, ORDER)
    assert far["measures"]["ect"]["past"] == [16.5]
    assert far["measures"]["ect"]["label"].endswith(f"likely between 0.5 and 30 hours, {measures.PAST}")
    assert far["measures"]["ect"]["lines"] == ["about 4 hours a month", f"0.5 to 30 hours, {measures.PAST}"]
    assert far["measures"]["stay_optimise"] == params["measures"]["stay_optimise"]
    svg = draw(chart, far, 800)
    assert measures.PAST in svg
    assert svg.count("<path") == within.count("<path") + 1


def test_every_line_beside_a_dot_is_short_enough_for_a_phone():
    library = load_library()
    for criterion in library.criteria:
        for entry in measures.measure_params(library, criterion, tuple(library.options))["measures"].values():
            assert all(len(line) <= 35 for line in entry["lines"]), entry["lines"]


def test_the_range_is_fixed_and_never_follows_the_options(library):
    assert measure_axis.fixed_range(library.criteria["response"]) == (0, 100)
    assert measure_axis.fixed_range(library.criteria["onset"]) == (0, 52)
    assert measure_axis.fixed_range(library.criteria["weight_gain"]) == (0, 3)


def test_words_and_table_say_the_same(library, shown):
    said = measures.describe(library, "response", shown)
    assert "Stay and fine-tune: 24 of 100 people feel much better; 76 do not, likely between 13 and 36." in said
    table = measures.table(library, "response", shown).set_index("Option")
    assert list(table.loc["ECT"]) == [
        "62 of 100 people feel much better",
        "38 do not",
        "likely between 38 and 81",
        "Low",
    ]


def test_a_hostile_band_label_cannot_become_code(library, shown, draw, texts):
    hostile = library.criteria["escort_needed"].model_copy(update={"bands": ("No' + alert(1) + '", "Yes\\")})
    svg = draw(measures.measure_chart(shown, hostile), {}, 800)
    assert "No' + alert(1) + 'better end" in texts(svg)


def test_both_frames_of_a_chance_stand_beside_its_dot(library, shown, draw, texts):
    written = texts(draw(*chart_of(library, shown, "response"), 800))
    assert "24 of 100; 76 do not; likely between 13 and 36" in written


@pytest.mark.parametrize("width", [250, 800])
def test_both_ends_of_the_scale_say_which_is_the_better(library, shown, draw, texts, width):
    fewer = library.criteria["response"]
    more = fewer.model_copy(update={"direction": "higher_better"})
    for criterion, expected in ((fewer, ["better end", "worse end"]), (more, ["worse end", "better end"])):
        written = texts(draw(measures.measure_chart(shown, criterion), {}, width))
        assert [side for text in written for side in expected if text.endswith(side)] == expected
        assert [text.endswith(expected[0]) for text in written if " end" in text] == [True, False]


def test_the_certainty_is_marked_by_word_and_by_shape(library, shown, draw, texts):
    sure = library.cells["ect", "response"].certainty.model_copy(update={"level": "very_low"})
    unsure = library.with_cell("ect", "response", certainty=sure)
    chart, params = chart_of(unsure, shown, "response")
    assert {"certainty: low \u25cf\u25cf\u25cb\u25cb", "certainty: very low \u25cf\u25cb\u25cb\u25cb"} <= set(
        texts(draw(chart, params, 800))
    )
    assert {"\u25cf\u25cf\u25cb\u25cb", "\u25cf\u25cb\u25cb\u25cb"} <= set(texts(draw(chart, params, 250)))


def test_a_number_with_travel_added_keeps_the_mark_of_its_certainty():
    real = load_library()
    estimate = real.estimate("rtms", "clinic_hours_8wk")
    assert measures.certainty_mark(estimate.model_copy(update={"here": "travel"})) == measures.certainty_mark(estimate)
    assert measures.certainty_mark(estimate.model_copy(update={"here": "local"})) == ("your clinic", "")


def test_other_readings_of_the_evidence_are_marked_and_explained(draw):
    real = load_library()
    labels = [option_label(real.options[key]) for key in ORDER]
    params = measures.measure_params(real, "response", ORDER)
    assert params["measures"]["ect"]["others"] == [79.8, 69.1, 73.2]
    assert params["measures"]["stay_optimise"]["others"] == []
    spec = measures.measure_chart(labels, real.criteria["response"], others=True).to_dict()
    assert "Diamond: another reading." in spec["title"]["subtitle"]
    without = measures.measure_chart(labels, real.criteria["response"]).to_dict()
    assert "Diamond: another reading." not in without["title"]["subtitle"]


def test_a_number_that_stands_for_silence_has_a_hollow_dot(draw):
    library, shown = load_library(), ("stay_optimise", "rtms")
    labels = [option_label(library.options[key]) for key in shown]
    params = measures.measure_params(library, "weight_gain", shown)
    assert {key: row["hollow"] for key, row in params["measures"].items()} == {"stay_optimise": False, "rtms": True}
    assert measures.any_hollow(library, "weight_gain", shown)
    assert not measures.any_hollow(library, "response", shown)
    chart = measures.measure_chart(labels, library.criteria["weight_gain"], hollow=True)
    drawn = draw(chart, params, 800)
    assert measures.HOLLOW in drawn
    dots = re.findall(r'<path[^>]* fill="(#\w+)" stroke="(#\w+)" stroke-width="2"', drawn)
    colour = theme.criterion_mark("weight_gain").colour
    assert sorted(dots) == sorted([(colour.lower(), theme.CARD), (theme.CARD, colour.lower())])
    without = measures.measure_chart(labels, library.criteria["response"]).to_dict()
    assert measures.HOLLOW not in str(without)
