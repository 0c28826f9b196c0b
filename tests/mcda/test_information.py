import math

import numpy as np
import pytest

from trd_sdm.mcda import (
    Alternative,
    Beta,
    Criterion,
    Derived,
    Exact,
    Normal,
    OrdinalBand,
    Problem,
    RelativeNormal,
    Uniform,
    ValueFunction,
    information,
    measure,
    partial_values,
)

WORTH = ValueFunction(0, 1)


def study(problem, weights, draws=20_000, seed=1):
    items = information(problem, partial_values(problem, measure(problem, draws=draws, seed=seed)), weights)
    return {(item.kind, item.alternative, item.criterion): item for item in items}


def pair(**cells):
    return Problem(
        (Criterion("x", "", WORTH),),
        tuple(Alternative(name) for name in cells),
        {(name, "x"): cell for name, cell in cells.items()},
    )


def test_one_uncertain_rival_has_the_closed_form():
    # b is 0.5 for certain, a is normal(0.45, 0.1): E max(a - b, 0) = sd * (phi(z) + z * Phi(z)), z = -0.5
    found = study(pair(a=Normal(0.45, 0.1), b=Exact(0.5)), [1])
    z = -0.5
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    ahead = 0.5 * (1 + math.erf(z / math.sqrt(2)))
    item = found["cell", "a", "x"]
    assert item.value == pytest.approx(0.1 * (density + z * ahead), abs=4 * item.standard_error)
    assert item.points == 100 * item.value
    assert item.changes == pytest.approx(ahead, abs=0.015)
    assert item.changes_of_100 in range(29, 33)
    assert found["cell", "b", "x"].value == 0
    assert found["cell", "b", "x"].changes == 0


def test_two_bands_by_hand():
    # a is 0 or 1 alike, b is 0.6: knowing a turns 0.6 into (0.6 + 1) / 2
    found = study(pair(a=OrdinalBand((0, 1), (0.5, 0.5)), b=Exact(0.6)), [1])
    item = found["cell", "a", "x"]
    assert item.value == pytest.approx(0.2, abs=4 * item.standard_error)
    assert item.changes == pytest.approx(0.5, abs=0.02)


def test_knowing_more_is_never_worth_less(beta_problem):
    problem = beta_problem(4, 3, 5)
    found = study(problem, [1, 2, 1], draws=3000)
    everything = found["everything", None, None]
    assert all(item.value >= 0 for item in found.values())
    assert all(item.value <= everything.value + 1e-12 for item in found.values())
    for (kind, a, c), item in found.items():
        if kind == "cell":
            assert item.value <= found["criterion", None, c].value + 1e-12
            assert item.value <= found["option", a, None].value + 1e-12


def test_items_are_listed_by_kind_and_falling_value(beta_problem):
    problem = beta_problem(3, 3, 5)
    items = information(problem, partial_values(problem, measure(problem, draws=500)), {"c0": 1, "c2": 1})
    assert [item.kind for item in items] == ["everything"] + ["option"] * 3 + ["criterion"] * 2 + ["cell"] * 6
    assert all(item.criterion != "c1" for item in items)
    cells = [item.value for item in items if item.kind == "cell"]
    assert cells == sorted(cells, reverse=True)


def test_a_baseline_that_all_share_decides_nothing_between_them():
    def problem(own_sd):
        return Problem(
            (Criterion("x", "", WORTH),),
            (Alternative("a"), Alternative("b")),
            {("a", "x"): RelativeNormal("base", 0.05, own_sd), ("b", "x"): RelativeNormal("base", 0.0, own_sd)},
            {"base": Normal(0.4, 0.1)},
        )

    shared = study(problem(0.0), [1])
    for item in shared.values():
        assert item.value == pytest.approx(0, abs=1e-9)
    # with an own part the answer is that of the difference, given what one cell tells of the baseline
    found = study(problem(0.1), [1])["cell", "a", "x"]
    told = 0.1**2 / (0.1**2 + 0.1**2)  # slope of b's mean on a's value
    sd, gap = (1 - told) * math.sqrt(0.02), 0.05
    z = -gap / sd
    expected = sd * math.exp(-z * z / 2) / math.sqrt(2 * math.pi) + sd * z * 0.5 * (1 + math.erf(z / math.sqrt(2)))
    assert found.value == pytest.approx(expected, abs=5 * found.standard_error + 2e-4)


def test_a_derived_cell_tells_of_its_parts():
    problem = Problem(
        (
            Criterion("whole", "", WORTH),
            Criterion("half", "", WORTH),
        ),
        (Alternative("a"), Alternative("b")),
        {
            ("a", "half"): Uniform(0, 1),
            ("a", "whole"): Derived(("half",), "product"),
            ("b", "half"): Exact(0.5),
            ("b", "whole"): Exact(0.5),
        },
    )
    found = study(problem, [1, 1])
    # knowing either cell of a is knowing both: E max(U, 1/2) - 1/2 = 1/8
    for criterion in ("whole", "half"):
        assert found["cell", "a", criterion].value == pytest.approx(0.125, abs=0.006)


def test_certain_problems_have_nothing_to_learn(certain):
    found = study(certain(np.random.default_rng(0).random((3, 2))), [1, 1], draws=5)
    assert all(item.value == 0 and item.changes == 0 for item in found.values())


def test_beta_cells_do_not_make_errors_negative(beta_problem):
    assert all(item.standard_error >= 0 for item in study(beta_problem(2, 2), [1, 1], draws=50).values())
    assert Beta(1, 1).mean() == 0.5
