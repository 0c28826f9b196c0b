import dataclasses
import re

import pytest

from trd_sdm.present import speech, theme
from trd_sdm.present.charts import fit
from trd_sdm.present.labels import Label

ORDER = ("stay_optimise", "behavioural_activation", "ect", "switch_antidepressant")


def test_the_spec_holds_names_only_and_no_result(options, criteria, values_in):
    spec = fit.fit_chart(options, criteria).to_dict()
    assert all(isinstance(value, str) for value in values_in(spec))
    assert [param["name"] for param in spec["params"]] == ["fit"]
    assert "mid" not in spec["params"][0]["value"]["ect"]


def test_parameters_alone_change_what_is_drawn(options, criteria, role_fit, draw, texts):
    chart = fit.fit_chart(options, criteria)
    waiting = draw(chart, {}, 800)
    shown = draw(chart, fit.fit_params(role_fit, ORDER), 800)
    assert texts(waiting).count(fit.WAITING) == 4
    assert fit.WAITING not in shown
    assert "fit 57, likely 17 to over 100" in texts(shown)


def test_another_order_moves_rows_without_another_chart(options, criteria, role_fit, draw):
    chart = fit.fit_chart(options, criteria)

    def heights(order):
        svg = draw(chart, fit.fit_params(role_fit, order), 800)
        spots = re.findall(r'<text[^>]*translate\(([-\d.]+),([-\d.]+)\)"[^>]*>([^<]*)</text>', svg)
        return {text: float(y) for _, y, text in spots}

    moved = ("ect", *(option for option in ORDER if option != "ect"))
    names = {option.id: option.text for option in options}
    for order in (ORDER, moved):
        spots = heights(order)
        assert sorted(order, key=lambda option, spots=spots: spots[names[option]]) == list(order)


@pytest.mark.parametrize("width", [280, 800])
@pytest.mark.parametrize("sizes", [theme.NORMAL, theme.LARGE])
def test_names_are_never_cut(options, criteria, role_fit, draw, texts, width, sizes):
    chart = fit.fit_chart(options, criteria, sizes=sizes)
    svg = draw(chart, fit.fit_params(role_fit, ORDER, {"ect": ("weight_gain",)}), width)
    assert {option.text for option in options} <= set(texts(svg))
    assert "…" not in svg


def test_a_narrow_chart_sets_words_in_two_lines(options, criteria, role_fit, draw):
    chart = fit.fit_chart(options, criteria)
    params = fit.fit_params(role_fit, ORDER, {"ect": ("weight_gain",)})
    assert "over 100; no good data on 1 of 3" in draw(chart, params, 800)
    assert "over 100; no good data" not in draw(chart, params, 280)


def test_a_gap_on_something_not_weighed_is_not_counted(role_fit):
    params = fit.fit_params(role_fit, ORDER, {"ect": ("weight_gain", "onset")})
    assert params["fit"]["ect"]["gap"] == "no good data on 1 of 3"
    assert params["fit"]["stay_optimise"]["gap"] == ""


def test_an_own_concern_not_rated_yet_is_no_gap_in_the_evidence(options, criteria, role_fit):
    open_concern = [*criteria, Label("own_1", "Time with my children")]
    parts = {option: {**held, "own_1": 5.0} for option, held in role_fit.contributions.items()}
    held = dataclasses.replace(role_fit, contributions=parts)
    gaps = {"ect": ("own_1",), "rtms": ("weight_gain", "own_1")}
    params = fit.fit_params(held, ORDER, gaps)
    assert params["fit"]["ect"]["gap"] == "1 of 4 not rated yet"
    said = fit.describe(held, options, open_concern, gaps)
    assert "Not rated yet: Time with my children. So its range covers all that could be." in said
    assert "No good data on: Time" not in said
    assert fit.table(held, options, open_concern, gaps).set_index("Option").loc["ECT", "Not known"] == (
        "Not rated yet: Time with my children."
    )


def test_bars_start_at_zero_and_end_at_the_fit(role_fit):
    for option, entry in fit.fit_params(role_fit, ORDER)["fit"].items():
        ends = [part["end"] for part in entry["parts"].values()]
        starts = [part["start"] for part in entry["parts"].values()]
        assert min(starts) == 0
        assert any(end == pytest.approx(role_fit.fit[option], abs=0.02) for end in ends)


def test_marks_stay_on_the_scale_while_words_tell_the_truth(role_fit):
    entry = fit.fit_params(role_fit, ORDER)["fit"]["switch_antidepressant"]
    assert (entry["lo"], entry["mid"]) == (0, 32)
    assert entry["label"] == "fit 32, likely under 0 to 77"


def test_parts_and_key_stand_in_the_same_order(options, criteria, role_fit):
    chart = fit.fit_chart(options, criteria[::-1]).to_dict()
    domains = re.findall(r"'domain': (\[[^\]]*Feeling[^\]]*\])", str(chart))
    assert domains
    assert all(domain.index("Feeling") < domain.index("Weight") < domain.index("Cost") for domain in domains)
    assert list(fit.fit_params(role_fit, ORDER)["fit"]["ect"]["parts"]) == [
        "response",
        "weight_gain",
        "cost_tier",
    ]


def test_the_chart_is_named_described_and_quiet_for_screen_readers(options, criteria, role_fit, draw):
    spec = fit.fit_chart(options, criteria, who="the patient").to_dict()
    assert spec["title"]["text"]
    assert "by the patient" in spec["title"]["subtitle"]
    assert "in words and in a table" in spec["description"]
    svg = draw(fit.fit_chart(options, criteria), fit.fit_params(role_fit, ORDER), 800)
    assert all(label.startswith(("Title", "Subtitle")) for label in re.findall(r'aria-label="([^"]*)"', svg))


def test_a_hostile_name_stays_text(criteria, role_fit, draw, texts):
    name = "<script>alert(1)</script>"
    chart = fit.fit_chart([Label("ect", name)], criteria)
    svg = draw(chart, fit.fit_params(role_fit, ["ect"]), 800)
    assert "<script" not in svg
    assert name in texts(svg)


@pytest.mark.parametrize(("bad", "sentence"), [([], "at least one option"), ([Label("a", "A")] * 2, "more than once")])
def test_a_bad_shortlist_is_refused_with_a_sentence(criteria, bad, sentence):
    with pytest.raises(ValueError, match=sentence):
        fit.fit_chart(bad, criteria)


def test_words_name_ties_gaps_and_what_is_taken_off(options, criteria, role_fit):
    said = fit.describe(role_fit, options, criteria, {"ect": ("weight_gain",)})
    assert "A tie for the highest fit, less than 2 points apart: Behavioural activation and ECT." in said
    assert "No good data on: Weight gain. So its range covers all that could be." in said
    assert "Points are taken off for: Feeling much better." in said
    assert speech.slips(said) == ()


def test_words_keep_the_fixed_order_whatever_the_fit(options, criteria, role_fit):
    said = fit.describe(role_fit, options, criteria)
    places = [said.index(f"{option.text}: fit") for option in options]
    assert places == sorted(places)


def test_nothing_rated_is_said_and_not_drawn_as_zero(options, criteria):
    assert "No fit to show yet" in fit.describe(None, options, criteria)
    assert fit.table(None, options, criteria).empty
    assert "mid" not in str(fit.fit_params(None, ORDER))


def test_the_table_twin_says_what_the_chart_says(options, criteria, role_fit):
    table = fit.table(role_fit, options, criteria, {"ect": ("weight_gain",)}).set_index("Option")
    assert list(table.loc["ECT", ["Fit", "Likely from", "Likely to"]]) == ["57", "17", "over 100"]
    assert table.loc["ECT", "Not known"] == "No good data on: Weight gain."
    assert table.loc["ECT", "Points from: Feeling much better"] == 41


def test_params_are_plain_json(role_fit):
    import json

    assert json.loads(json.dumps(fit.fit_params(role_fit, ORDER))) == fit.fit_params(role_fit, ORDER)
    assert dataclasses.is_dataclass(role_fit)


def test_a_part_nobody_knows_is_hollow_and_dashed(role_fit, options, criteria, draw):
    gaps = {ORDER[0]: ["response"]}
    params = fit.fit_params(role_fit, ORDER, gaps)
    assert params["fit"][ORDER[0]]["open"] == {"response": True}
    assert params["fit"][ORDER[1]]["open"] == {}

    def hollow(svg):
        bars = re.findall(r"<path[^>]*>", svg)
        return [bar for bar in bars if 'fill-opacity="0.12"' in bar and 'stroke-dasharray="3,3"' in bar]

    known = draw(fit.fit_chart(options, criteria), fit.fit_params(role_fit, ORDER), 800)
    assert not hollow(known)
    assert fit.KEY_OPEN not in known
    drawn = draw(fit.fit_chart(options, criteria, dashed=fit.KEY_OPEN), params, 800)
    assert len(hollow(drawn)) == 1
    assert fit.KEY_OPEN in drawn


def test_silence_counted_as_none_is_hollow_and_named_and_no_gap(role_fit, options, criteria, draw):
    silent = {"ect": ("weight_gain", "onset")}  # the second is not weighed
    params = fit.fit_params(role_fit, ORDER, {}, silent)["fit"]
    assert params["ect"]["open"] == {"weight_gain": True}
    known = fit.fit_params(role_fit, ORDER)["fit"]["ect"]
    assert {**params["ect"], "open": {}} == known, "the fit and its range stay as they are"
    said = fit.describe(role_fit, options, criteria, {}, silent)
    assert "Not reported, counted as none: Weight gain." in said
    assert "So its range covers all that could be" not in said
    assert fit.table(role_fit, options, criteria, {}, silent).set_index("Option").loc["ECT", "Not known"] == (
        "Not reported, counted as none: Weight gain."
    )
    chart = fit.fit_chart(options, criteria, dashed=fit.KEY_NONE)
    lines = chart.to_dict()["title"]["subtitle"]
    assert fit.KEY_NONE in " ".join(lines)
    assert max(map(len, lines)) <= fit.NARROW, "a phone would cut it"
    assert lines[-1] in draw(chart, {"fit": params}, 800)


@pytest.mark.parametrize(
    ("unknown", "silent", "key"),
    [((), (), ""), (("a",), (), fit.KEY_OPEN), ((), ("a",), fit.KEY_NONE), (("a",), ("b",), fit.KEY_BOTH)],
)
def test_the_key_says_only_what_a_dashed_part_can_be(unknown, silent, key):
    assert fit.dashed_key({"ect": unknown}, {"ect": silent}) == key
