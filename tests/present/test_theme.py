import re
from importlib.resources import files
from itertools import combinations

import numpy as np
import pytest

from trd_sdm.present import theme

GROUPS = {
    "benefit": "response onset staying_well well_at_six_months",
    "harms": "stop_side_effects weight_gain sedation_fatigue insomnia_agitation sexual_problems "
    "memory_thinking dissociation_transient serious_risk",
    "load": "clinic_hours_8wk maintenance_hours_per_month no_driving_days_8wk escort_needed "
    "monitoring_contacts_12wk invasiveness",
    "access": "cost_tier availability_tier",
}
# Machado, Oliveira and Fernandes 2009 (IEEE TVCG 15:1291), severity 1.0, on linear RGB
SIGHT = {
    "usual": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def lab(colour: str, sight) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.asarray(sight) @ linear, 0, 1)
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.072175],
            [0.0193339, 0.119192, 0.9503041],
        ]
    )
    xyz = to_xyz @ seen / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("ground", [theme.GROUND, theme.CARD])
@pytest.mark.parametrize("text", [theme.INK, theme.MUTED, theme.ACCENT, theme.STOP])
def test_text_reads_on_every_ground(text, ground):
    assert theme.contrast(text, ground) >= 4.5


def test_muted_text_reads_on_soft_grounds():
    assert theme.contrast(theme.INK, theme.BAND) >= 4.5
    assert theme.contrast(theme.INK, theme.ACCENT_SOFT) >= 4.5


def test_letters_read_on_every_bar():
    for mark in theme.CRITERION_MARKS.values():
        assert theme.contrast(theme.text_on(mark.colour), mark.colour) >= 4.5


def test_every_criterion_has_its_own_colour_and_letter():
    marks = list(theme.CRITERION_MARKS.values())
    assert len({mark.colour for mark in marks}) == len({mark.code for mark in marks}) == len(marks) == 20


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("group", GROUPS)
def test_criteria_of_one_group_stay_apart_for_every_kind_of_sight(group, sight):
    seen = {key: lab(theme.criterion_mark(key).colour, SIGHT[sight]) for key in GROUPS[group].split()}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 10, (one, other)


def test_no_criterion_wears_the_red_of_the_safety_stop():
    stop = lab(theme.STOP, SIGHT["usual"])
    for key, mark in theme.CRITERION_MARKS.items():
        assert np.linalg.norm(lab(mark.colour, SIGHT["usual"]) - stop) > 20, key


def test_an_own_concern_gets_a_mark_that_stays():
    assert theme.criterion_mark("own_missing_work") == theme.criterion_mark("own_missing_work")
    assert theme.criterion_mark("own_missing_work") not in theme.CRITERION_MARKS.values()


def test_the_page_and_the_charts_share_their_type():
    assert theme.css_variables()["--trd-font"] == theme.altair_config()["font"]
    assert theme.altair_config(theme.LARGE)["text"]["fontSize"] > theme.altair_config()["text"]["fontSize"]


def test_the_page_wears_the_colours_of_the_charts():
    sheet = files("trd_sdm").joinpath("voila/templates/trd_sdm/static/theme.css").read_text(encoding="utf-8")
    page = dict(re.findall(r"(--trd-[a-z-]+):\s*([^;]+);", sheet.partition("}")[0]))

    def plain(value: str) -> str:
        alias = re.fullmatch(r"var\((--trd-[a-z-]+)\)", value)
        return plain(page[alias[1]]) if alias else value

    shared = {name: value for name, value in theme.css_variables().items() if name in page}
    assert {"--trd-ground", "--trd-ink", "--trd-muted", "--trd-accent", "--trd-font"} <= set(shared)
    assert {name: plain(page[name]) for name in shared} == shared
    assert page["--trd-safety"] == theme.STOP
