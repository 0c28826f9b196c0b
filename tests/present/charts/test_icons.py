"""Chances as 100 people: one denominator, both frames, the same people for every option, no zero for a gap."""

from __future__ import annotations

import re

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.present import speech
from trd_sdm.present.charts import icons
from trd_sdm.present.labels import option_label

LIBRARY = load_library()
CHANCES = [key for key, criterion in LIBRARY.criteria.items() if criterion.kind == "chance"]
EVERY = [(option, chance) for option in LIBRARY.options for chance in CHANCES]
FOUR = ("stay_optimise", "ect", "esketamine", "augment_t3")


def labels(keys):
    return [option_label(LIBRARY.options[key]) for key in keys]


def entry(option, chance):
    return icons.icon_params(LIBRARY, chance, [option])["icons"][option]


def people_in(svg):
    """Fill, opacity and place of each person drawn."""
    marks = re.search(r'<g class="mark-symbol[^"]*"[^>]*>(.*?)</g>', svg, re.DOTALL)[1]
    found = re.findall(r"<path([^>]*)>", marks)
    return [
        (re.search(r'fill="([^"]*)"', one)[1], (re.search(r'fill-opacity="([^"]*)"', one) or [0, "1"])[1])
        for one in found
    ]


@pytest.mark.parametrize(("option", "chance"), EVERY)
def test_every_chance_has_both_frames_of_one_hundred_or_says_that_nothing_is_known(option, chance):
    estimate = LIBRARY.estimate(option, chance)
    counts, after = icons.row_words(LIBRARY.criteria[chance], estimate)
    if estimate.no_good_data:
        assert counts == ["no good data"]
        assert all("of 100" in text for text in after)
        return
    have, rest = (int(re.match(r"(\d+)", text)[1]) for text in counts)
    assert have + rest == 100
    assert counts[0].startswith(f"{have} of 100 people")
    assert after[0].startswith("likely")
    assert after[0].endswith(" of 100")
    assert entry(option, chance)["mid"] == have


@pytest.mark.parametrize(("option", "chance"), EVERY)
def test_the_people_drawn_are_the_counts_written(option, chance):
    estimate, held = LIBRARY.estimate(option, chance), entry(option, chance)
    if estimate.no_good_data:
        assert not {"lo", "mid", "hi"} & set(held)
        return
    assert 0 <= held["lo"] <= held["mid"] <= held["hi"] <= icons.PEOPLE
    told = re.search(r"(?:between (\d+) and )?(\d+)(?: or fewer)? of 100", " ".join(held["then"]))
    assert (held["lo"], held["hi"]) == (int(told[1] or 0), int(told[2]))


@pytest.mark.parametrize("width", [250, 560, 1100])
def test_every_option_gets_the_same_hundred_people(draw, width):
    chart = icons.icon_chart(labels(FOUR), LIBRARY.criteria["response"])
    params = icons.icon_params(LIBRARY, "response", FOUR)
    drawn = people_in(draw(chart, params, width))
    assert len(drawn) == icons.PEOPLE * len(FOUR)
    colour = drawn[0][0]
    for place, option in enumerate(FOUR):
        block = drawn[place * icons.PEOPLE : (place + 1) * icons.PEOPLE]
        held = params["icons"][option]
        assert [fill for fill, _ in block].count(colour) == held["hi"]
        assert [tone for fill, tone in block if fill == colour] == (
            ["1"] * held["lo"] + ["0.62"] * (held["mid"] - held["lo"]) + ["0.2"] * (held["hi"] - held["mid"])
        )


def test_no_good_data_is_written_and_nobody_is_drawn(draw, texts):
    chart = icons.icon_chart(labels(["ect", "esketamine"]), LIBRARY.criteria["stop_side_effects"])
    svg = draw(chart, icons.icon_params(LIBRARY, "stop_side_effects", ["ect", "esketamine"]), 800)
    assert len(people_in(svg)) == icons.PEOPLE
    assert "no good data" in svg
    assert "at most 28 of 100" in svg


def test_a_few_and_nearly_all_are_never_drawn_as_none_or_as_all():
    assert (icons.people(0.3, at_least_part=True), icons.people(0.0, at_least_part=True)) == (1, 0)
    assert (icons.people(99.8), icons.people(100.0)) == (99, 100)


def test_another_time_of_measuring_is_said_in_the_row():
    assert entry("ect", "response")["then"][-1] == "measured at another time"
    assert entry("augment_t3", "response")["then"][-1] == "time of measuring not shown"
    assert not any("measur" in line for line in entry("stay_optimise", "response")["then"])


def test_the_spec_holds_names_only_and_no_result(values_in):
    spec = icons.icon_chart(labels(FOUR), LIBRARY.criteria["response"]).to_dict()
    assert all(isinstance(value, str) for value in values_in(spec))
    assert [param["name"] for param in spec["params"]] == ["icons"]
    assert spec["title"]["text"] == "Feeling much better"
    assert "100 people" in spec["description"]


def test_nothing_else_is_counted_in_people():
    with pytest.raises(ValueError, match="onset is no chance"):
        icons.icon_params(LIBRARY, "onset", FOUR)
    with pytest.raises(ValueError, match="onset is no chance"):
        icons.icon_chart(labels(FOUR), LIBRARY.criteria["onset"])


@pytest.mark.parametrize("chance", CHANCES)
def test_words_and_table_say_the_same_as_the_picture(chance):
    said, twin = (
        icons.describe(LIBRARY, chance, labels(LIBRARY.options)),
        icons.twin(LIBRARY, chance, labels(LIBRARY.options)),
    )
    assert speech.slips(said) == ()
    for row in twin.rows:
        cells = dict(zip(twin.columns, row, strict=True))
        told = f"{cells['Of 100']}; {cells['The others']}" if cells["The others"] else cells["Of 100"]
        assert f"{cells['Option']}: {told}" in said
        assert bool(cells["The others"]) == bool(cells["Certainty"])
        assert not cells["The others"] or cells["Measured at"]
