import dataclasses

import pytest

from trd_sdm.present import speech
from trd_sdm.present.charts import first

ORDER = ("stay_optimise", "behavioural_activation", "ect", "switch_antidepressant")


def test_the_spec_holds_names_only_and_no_result(options, values_in):
    spec = first.first_chart(options).to_dict()
    assert all(isinstance(value, str) for value in values_in(spec))
    assert [param["name"] for param in spec["params"]] == ["first"]


@pytest.mark.parametrize("width", [280, 800])
def test_parameters_alone_change_what_is_drawn(options, role_fit, draw, texts, width):
    said = texts(draw(first.first_chart(options), first.first_params(role_fit, ORDER), width))
    assert {"49 of 100", "50 of 100", "0 of 100", "fewer than 1 of 100"} <= set(said)
    assert {option.text for option in options} <= set(said)


def test_words_give_both_frames(options, role_fit):
    said = first.describe(role_fit, options, draws=4096)
    assert "Behavioural activation: first in 49 of 100 runs; not first in 51." in said
    assert "Change antidepressant: first in fewer than 1 of 100 runs; not first in more than 99." in said
    assert "4,096 runs" in said
    assert speech.slips(said) == ()


def test_what_is_not_ranked_keeps_its_number_and_is_never_said_to_be_first(options, role_fit):
    apart = [dataclasses.replace(option, ranked=option.id != "ect") for option in options]
    said = first.describe(role_fit, apart)
    assert "ECT is not ranked. Its sum is the highest in 50 of 100 runs; not in 50." in said
    assert "ECT: first" not in said
    assert speech.slips(said) == ()
    params = first.first_params(role_fit, ORDER, ("ect",))["first"]
    assert params["ect"]["label"] == "50 of 100, not ranked"
    assert params["ect"]["share"] == first.first_params(role_fit, ORDER)["first"]["ect"]["share"]
    assert list(first.table(role_fit, apart).set_index("Option").loc["ECT (not ranked)"]) == ["50", "50"]


def test_rounding_is_owned_up_to_only_when_it_shows(options, role_fit):
    whole = dataclasses.replace(role_fit, first_of_100=dict(zip(ORDER, (10.0, 40.0, 50.0, 0.0), strict=True)))
    assert "may not add up to 100" in first.describe(role_fit, options)
    assert "may not add up to 100" not in first.describe(whole, options)


def test_nothing_rated_is_said(options):
    assert "Nothing to count yet" in first.describe(None, options)
    assert first.table(None, options).empty
    assert first.first_params(None, ORDER)["first"]["ect"] == {"position": 2, "label": first.WAITING}


def test_the_table_twin_gives_both_frames(options, role_fit):
    table = first.table(role_fit, options).set_index("Option")
    assert list(table.loc["ECT"]) == ["50", "50"]
