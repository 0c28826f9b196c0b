"""The calendar chart: driven by its parameter alone, readable on a narrow screen and in print, told in words too."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.course_calendar import calendar
from trd_sdm.clinical.washout import Washout
from trd_sdm.evidence import load_library
from trd_sdm.present import speech, theme
from trd_sdm.present.charts import calendar as chart
from trd_sdm.present.labels import Label, option_label

LIBRARY, COURSES = load_library(), load_courses()
FOUR = ("esketamine", "ect", "maoi", "dbs")
NOW = dt.date(2026, 12, 7)


def made(option):
    if option == "maoi":
        gap = Washout("maoi", (), NOW + dt.timedelta(days=35), ())
        return calendar(COURSES[option], start=NOW, washout=gap)
    return calendar(COURSES[option])


def labels(keys):
    return [option_label(LIBRARY.options[key]) for key in keys]


ALL = {option: made(option) for option in LIBRARY.options}


@pytest.fixture(scope="module")
def four():
    return chart.calendar_chart(labels(FOUR))


def test_the_spec_holds_names_only_and_no_result(four, values_in):
    spec = four.to_dict()
    assert all(isinstance(value, str) for value in values_in(spec))
    assert [param["name"] for param in spec["params"]] == ["calendar"]
    assert spec["params"][0]["value"]["ect"] == {"position": 1}


def test_the_parameter_alone_fills_the_weeks(four, draw, texts):
    assert "wait" not in texts(draw(four, {}, 800))
    shown = texts(draw(four, chart.calendar_params(ALL, FOUR), 800))
    assert shown.count("2") >= 8
    assert "wait" in shown
    assert shown.count("2\u20133") == 2
    assert "Visits: no good data" in shown
    assert "No driving: not known" in shown


def test_another_order_moves_options_without_another_chart(four, draw):
    names = {label.text for label in labels(FOUR)}

    def order_seen(order):
        svg = draw(four, chart.calendar_params(ALL, order), 800)
        spots = re.findall(r'<text[^>]*translate\(([-\d.]+),([-\d.]+)\)"[^>]*>([^<]*)</text>', svg)
        heights = {text: float(y) for _, y, text in spots if text in names}
        return sorted(heights, key=heights.__getitem__)

    for order in (FOUR, FOUR[::-1]):
        assert order_seen(order) == [label.text for label in labels(order)]


@pytest.mark.parametrize("sizes", [theme.NORMAL, theme.LARGE])
@pytest.mark.parametrize("width", [280, 720])
def test_no_word_is_cut_and_none_leaves_the_picture(draw, width, sizes):
    options = list(LIBRARY.options)
    for place in range(0, len(options), 4):
        shown = options[place : place + 4]
        picture = chart.calendar_chart(labels(shown), sizes=sizes)
        svg = draw(picture, chart.calendar_params(ALL, shown), width)
        assert "…" not in svg
        assert "NaN" not in svg
        for option in shown:
            for said in chart.lane_words(ALL[option]).values():
                size = min(sizes.label, width / (len(said) * 0.56))
                assert size >= 10.5, said


@pytest.mark.parametrize("sizes", [theme.NORMAL, theme.LARGE])
@pytest.mark.parametrize("width", [262, 720])
def test_a_span_fits_its_cell_in_type_that_does_not_shrink(draw, width, sizes):
    svg = draw(chart.calendar_chart(labels(FOUR), sizes=sizes), chart.calendar_params(ALL, FOUR), width)
    found = re.findall(r'font-size="([\d.]+)px"[^>]*>((?:<tspan[^>]*>)?\d\u2013[^<]*)', svg)
    assert found
    for size, said in found:
        line = re.sub("<[^>]*>", "", said)
        assert float(size) == sizes.small
        assert len(line) * 0.56 * float(size) <= width / 12


@pytest.mark.parametrize("sizes", [theme.NORMAL, theme.LARGE])
def test_no_type_is_under_eleven_px_on_a_phone(draw, sizes):
    options = list(LIBRARY.options)
    for place in range(0, len(options), 4):
        shown = options[place : place + 4]
        svg = draw(chart.calendar_chart(labels(shown), sizes=sizes), chart.calendar_params(ALL, shown), 262)
        assert min(float(size) for size in re.findall(r'font-size="([\d.]+)px"', svg)) >= 11


def test_what_is_set_open_and_unknown_is_told_apart_without_colour(four, draw):
    params = chart.calendar_params(ALL, FOUR)["calendar"]
    assert params["esketamine"]["lanes"]["visits"]["cells"]["1"] == {"kind": "solid", "label": "2"}
    assert params["esketamine"]["lanes"]["visits"]["cells"]["5"] == {"kind": "open", "label": "0\u20131"}
    assert params["dbs"]["lanes"]["driving"]["cells"]["12"] == {"kind": "unknown", "label": "?"}
    assert params["ect"]["lanes"]["driving"]["cells"]["12"] == {"kind": "unknown", "label": "?"}
    svg = draw(four, {"calendar": params}, 720)
    assert re.search(r'stroke-dasharray="3,3"', svg)
    assert re.search(r'stroke-dasharray="1,0"', svg)


def test_visits_that_are_not_counted_are_not_left_out_in_silence():
    assert chart.lane_words(ALL["vns"])["visits"] == "Visits: 2, more not known"
    assert chart.lane_words(ALL["esketamine"])["visits"] == "Visits: 9 to 17 (1 before)"
    assert "More visits may come." in chart.describe(ALL, labels(["rtms"]))
    assert "More visits may come." not in chart.describe(ALL, labels(["esketamine"]))


def test_waiting_weeks_hold_nothing(four):
    entry = chart.calendar_params(ALL, FOUR)["calendar"]["maoi"]
    assert (entry["waiting"], entry["wait"]) == (5, "wait")
    for lane in entry["lanes"].values():
        assert all(int(week) > 5 for week in lane["cells"])
    assert all(int(week) > 5 for week in entry["looks"])


def test_the_chart_is_named_described_and_quiet_for_screen_readers(four, draw):
    spec = four.to_dict()
    assert spec["title"]["text"] == "The next 12 weeks"
    assert max(map(len, spec["title"]["subtitle"])) <= 30  # as many letters of large type as 280 px hold
    assert "in words and in a table" in spec["description"]
    svg = draw(four, chart.calendar_params(ALL, FOUR), 800)
    assert all(label.startswith(("Title", "Subtitle")) for label in re.findall(r'aria-label="([^"]*)"', svg))


def test_a_hostile_name_stays_text(draw, texts):
    name = "<script>alert(1)</script>"
    svg = draw(chart.calendar_chart([Label("ect", name)]), chart.calendar_params(ALL, ["ect"]), 800)
    assert "<script" not in svg
    assert name in texts(svg)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ([], "at least one option"),
        ([Label("a", "A")] * 2, "more than once"),
        ([Label(key, key) for key in "abcde"], "at most 4 options side by side, but 5 were given"),
    ],
)
def test_a_bad_shortlist_is_refused_with_a_sentence(bad, sentence):
    with pytest.raises(ValueError, match=sentence):
        chart.calendar_chart(bad)


def test_words_and_table_say_what_is_drawn():
    said = chart.describe(ALL, labels(FOUR))
    assert "Esketamine spray: In 12 weeks: 9 to 17 visits. Time at the clinic: 17 to 49 hours." in said
    assert "Days without driving: 6 to 56 days." in said
    assert "The first 5 weeks are a wait." in said
    assert "Visits and hours in 12 weeks: no good data." in said
    assert speech.slips(said) == ()
    table = chart.table(ALL, labels(FOUR)).set_index("Option")
    assert list(table.loc["ECT"]) == [
        "7 to 13 visits, more not known",
        "20 to 50 hours",
        "6 to 56 days",
        "no set weeks",
        "weeks 1 to 3",
        "week 6",
    ]
    assert list(table.loc["DBS (research)"])[:3] == ["no good data", "no good data", "not known"]
