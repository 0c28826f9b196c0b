import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trd_sdm.mcda import Alternative, Beta, Criterion, Exact, Problem, ValueFunction, measure, partial_values

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def oracle() -> Callable[[str], Any]:
    """Read one of the stored answers."""
    return lambda name: json.loads((DATA / name).read_text())


@pytest.fixture(scope="session")
def data() -> Path:
    return DATA


@pytest.fixture(scope="session")
def beta_problem() -> Callable[..., Problem]:
    """Make a problem of independent beta cells on 0..1."""

    def make(options: int, criteria: int, seed: int = 0, **more: Any) -> Problem:
        rng = np.random.default_rng(seed)
        return Problem(
            tuple(Criterion(f"c{j}", f"Criterion {j}", ValueFunction(0, 1)) for j in range(criteria)),
            tuple(Alternative(f"a{i}") for i in range(options)),
            {
                (f"a{i}", f"c{j}"): Beta(rng.uniform(2, 30), rng.uniform(2, 30))
                for i in range(options)
                for j in range(criteria)
            },
            **more,
        )

    return make


@pytest.fixture(scope="session")
def certain() -> Callable[..., Problem]:
    """Make a problem of certain cells on 0..1 from a table of values, one row an option."""

    def make(table: Any, **more: Any) -> Problem:
        table = np.asarray(table, dtype=float)
        options, criteria = table.shape
        return Problem(
            tuple(Criterion(f"c{j}", "", ValueFunction(0, 1)) for j in range(criteria)),
            tuple(Alternative(f"a{i}") for i in range(options)),
            {(f"a{i}", f"c{j}"): Exact(table[i, j]) for i in range(options) for j in range(criteria)},
            **more,
        )

    return make


@pytest.fixture(scope="session")
def values_of() -> Callable[..., Any]:
    """Draw a problem's partial values."""
    return lambda problem, draws=400, seed=0: partial_values(problem, measure(problem, draws=draws, seed=seed))
