"""A small library in the real shapes, made by hand: numbers here are for drawing only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from trd_sdm.evidence.criterion import Criterion
from trd_sdm.evidence.estimate import Estimate
from trd_sdm.evidence.source import Source
from trd_sdm.present.labels import Label, criterion_label
from trd_sdm.session.appraisal import RoleFit

UPKEEP = "maintenance_hours_per_month"
BOTH = ("beta2021", "alpha2020")
NO_FIGURE = {"level": "very_low", "reason": "no usable figure"}


@dataclass(frozen=True)
class SmallLibrary:
    criteria: dict[str, Criterion]
    options: dict[str, SimpleNamespace]
    cells: dict[tuple[str, str], Estimate]
    bibliography: dict[str, Source]
    version: str = "0-test"
    compiled: dt.date = dt.date(2026, 11, 23)

    def estimate(self, option: str, criterion: str) -> Estimate:
        return self.cells[option, criterion]

    def with_cell(self, option: str, criterion: str, **changes) -> SmallLibrary:
        cell = self.cells[option, criterion].model_copy(update=changes)
        return replace(self, cells={**self.cells, (option, criterion): cell})

    def with_option(self, option: str, **changes) -> SmallLibrary:
        changed = SimpleNamespace(**{**vars(self.options[option]), **changes})
        return replace(self, options={**self.options, option: changed})


def criterion(key: str, plain: str, kind: str, low: float, high: float, unit: str, **more) -> Criterion:
    return Criterion(
        id=key,
        name=plain,
        plain=plain,
        group=more.pop("group", "benefit"),
        kind=kind,
        unit=unit,
        direction="lower_better",
        definition="What it is.",
        swing_question="How much does it matter?",
        worst=high,
        best=low,
        plausible_low=low,
        plausible_high=high,
        not_counted_here="other things",
        **more,
    )


def estimate(option: str, key: str, value: float | None, low: float | None = None, high: float | None = None, **more):
    spread = {"type": "no_good_data"} if value is None else {"type": "point"}
    if value is not None and low is not None:
        spread = {"type": "triangular", "low": low, "mode": value, "high": high}
    entries = {
        "option": option,
        "criterion": key,
        "value": value,
        "low": low,
        "high": high,
        "unit": "unit",
        "distribution": spread,
        "certainty": {"level": "low", "reason": "few small trials"},
        "directness": "TRD",
        "sources": ("alpha2020",),
        "rationale": "Read in the trial.",
    }
    return Estimate(**{**entries, **more})


def source(key: str, title: str, doi: str | None, url: str) -> Source:
    entries = {
        "id": key,
        "type": "article-journal",
        "title": title,
        "URL": url,
        "accessed": {"date-parts": ((2026, 11, 20),)},
        "custom": {"tier": "primary_abstract"},
    }
    return Source.model_validate(entries | ({"DOI": doi} if doi else {}))


@pytest.fixture
def library() -> SmallLibrary:
    criteria = [
        criterion("response", "Feeling much better", "chance", 0, 100, "people per 100"),
        criterion("onset", "Time until it helps", "weeks", 0, 52, "weeks"),
        criterion(
            "weight_gain", "Weight gain", "band", 0, 3, "band 0-3", group="harms",
            bands=("None expected", "A little: fewer than 10 more in 100", "Some", "A lot"),
        ),
        criterion(UPKEEP, "Clinic time after that", "hours", 0, 16.5, "hours per month", group="load"),
        criterion("escort_needed", "Someone must come along", "yes_no", 0, 1, "yes/no", bands=("No", "Yes")),
    ]  # fmt: skip
    cells = [
        estimate("stay_optimise", "response", 23.5, 13, 36, measured_at="8 weeks"),
        estimate("stay_optimise", "onset", 4, 2, 8),
        estimate("stay_optimise", "weight_gain", 0, basis="by_definition", sources=()),
        estimate("stay_optimise", UPKEEP, 0.2, 0.2, 0.5, basis="judgement", sources=()),
        estimate("stay_optimise", "escort_needed", 0, basis="by_definition", sources=()),
        estimate("ect", "response", 61.5, 38.2, 80.6, measured_at="course end, 3-6 weeks", sources=BOTH),
        estimate("ect", "onset", 2, 1, 4),
        estimate("ect", "weight_gain", None, certainty=NO_FIGURE, sources=()),
        estimate("ect", UPKEEP, 4, 0.5, 16.5, basis="judgement"),
        estimate("ect", "escort_needed", 1),
    ]  # fmt: skip
    sources = [
        source("alpha2020", "A trial of tablets", "10.1000/alpha(2020)<1>", "https://example.org/a"),
        source("beta2021", "A trial of ECT", None, "https://example.org/b?x=1&y=2"),
    ]
    options = [("stay_optimise", "Stay and fine-tune"), ("ect", "ECT")]
    return SmallLibrary(
        criteria={each.id: each for each in criteria},
        options={key: SimpleNamespace(id=key, short_name=name, do_not_rank=None) for key, name in options},
        cells={(each.option, each.criterion): each for each in cells},
        bibliography={each.id: each for each in sources},
    )


@pytest.fixture
def options() -> list[Label]:
    return [
        Label("stay_optimise", "Stay and fine-tune"),
        Label("behavioural_activation", "Behavioural activation"),
        Label("ect", "ECT"),
        Label("switch_antidepressant", "Change antidepressant"),
    ]


@pytest.fixture
def criteria() -> list[Label]:
    named = {"response": "Feeling much better", "weight_gain": "Weight gain", "cost_tier": "Cost"}
    return [criterion_label(SimpleNamespace(id=key, plain=plain)) for key, plain in named.items()]


@pytest.fixture
def role_fit(options: list[Label]) -> RoleFit:
    contributions = {
        "stay_optimise": {"response": -0.7, "weight_gain": 20.0, "cost_tier": 18.9},
        "behavioural_activation": {"response": 20.0, "weight_gain": 20.0, "cost_tier": 17.6},
        "ect": {"response": 41.3, "weight_gain": 10.0, "cost_tier": 6.0},
        "switch_antidepressant": {"response": 2.0, "weight_gain": 12.0, "cost_tier": 18.0},
    }
    fit = {option: sum(parts.values()) for option, parts in contributions.items()}
    return RoleFit(
        weights={"response": 0.5, "weight_gain": 0.3, "cost_tier": 0.2},
        fit=fit,
        low={option: value - 40 for option, value in fit.items()},
        high={option: value + 45 for option, value in fit.items()},
        contributions=contributions,
        first_of_100={
            "stay_optimise": 0.0,
            "behavioural_activation": 49.4,
            "ect": 50.2,
            "switch_antidepressant": 0.4,
        },
        standard_error=dict.fromkeys(fit, 0.7),
    )
