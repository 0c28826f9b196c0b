import copy
import dataclasses
import pickle

import pytest

from trd_sdm.mcda import (
    Alternative,
    CovarianceGroup,
    Criterion,
    Derived,
    Exact,
    ExactRatio,
    Ordinal,
    Problem,
    RelativeLogitNormal,
    ValueFunction,
)

WORTH = ValueFunction(0, 1)
X, Y = Criterion("x", "Ex", WORTH), Criterion("y", "", WORTH)
A = Alternative("a")


def test_titles_fall_back_on_ids():
    assert (X.title, Y.title, A.title) == ("Ex", "y", "a")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Problem((X, Y), (A,), {("a", "x"): Exact(0)}), "'a' has no estimate on criterion 'y'"),
        (lambda: Problem((X,), (A,), {("a", "x"): Exact(0), ("b", "x"): Exact(0)}), "'b' on 'x' names an unknown"),
        (lambda: Problem((X,), (A,), {("a", "x"): 0.3}), "0.3 is not a distribution"),
        (lambda: Problem((X, X), (A,), {("a", "x"): Exact(0)}), "criteria: 'x' occurs twice"),
        (lambda: Problem((X,), (), {}), "alternatives: at least one"),
        (lambda: Problem((), (A,), {}), "at least one weighed criterion"),
        (
            lambda: Problem((X,), (A,), {("a", "x"): RelativeLogitNormal("b", 0, 1)}),
            "there is no baseline 'b'",
        ),
        (
            lambda: Problem((X,), (A,), {("a", "x"): Derived(("x",))}),
            "the parts lead back to 'x'",
        ),
        (lambda: Problem((X,), (A,), {("a", "x"): Derived(("z",))}), "the part 'z' is no criterion"),
        (
            lambda: Problem((X,), (A,), {("a", "x"): Exact(0)}, preferences=(Ordinal(("x", "q")),)),
            r"preferences\[0\]: 'q' is no weighed criterion; there are x",
        ),
        (
            lambda: Problem(
                (X,),
                (A,),
                {("a", "x"): RelativeLogitNormal("b", 0, 1, group="g")},
                {"b": Exact(0.3)},
                groups={"g": CovarianceGroup(("a",), (0.0,), ((4.0,),))},
            ),
            "mean and sd differ",
        ),
        (lambda: CovarianceGroup(("a", "b"), (0, 0), ((1, 2), (2, 1))), "not positive semidefinite"),
        (lambda: CovarianceGroup(("a", "b"), (0, 0), ((1, 0.5), (0, 1))), "not symmetric"),
        (lambda: Derived(("x",), "quotient"), "may be product, complement_product, sum"),
    ],
)
def test_faults_are_refused_with_their_place(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


def test_a_problem_cannot_be_changed():
    problem = Problem((X,), (A,), {("a", "x"): Exact(0)})
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.criteria = ()
    with pytest.raises(TypeError):
        problem.performance["a", "x"] = Exact(1)


def test_a_problem_can_be_copied_and_pickled():
    problem = Problem((X,), (A,), {("a", "x"): Exact(0)})
    assert copy.deepcopy(problem) == problem
    assert pickle.loads(pickle.dumps(problem)) == problem  # noqa: S301 -- our own bytes


def test_leaving_out_a_criterion_drops_statements_about_it():
    cells = {("a", "x"): Exact(0), ("a", "y"): Exact(1)}
    problem = Problem((X, Y), (A,), cells, preferences=(Ordinal(("x", "y")),))
    smaller = problem.only(criteria=["y"])
    assert smaller.criterion_ids == ("y",)
    assert smaller.preferences == ()
    with pytest.raises(ValueError, match="no alternative 'q'"):
        problem.only(alternatives=["q"])


def test_an_order_keeps_its_other_members_when_one_goes():
    names = "xyz"
    problem = Problem(
        tuple(Criterion(name, "", WORTH) for name in names),
        (A,),
        {("a", name): Exact(0) for name in names},
        preferences=(Ordinal(("z", "x", "y")), ExactRatio(("x", "y"), 2)),
    )
    assert problem.only(criteria=["y", "z"]).preferences == (Ordinal(("z", "y")),)
    assert problem.only(criteria=["x", "y"]).preferences == (Ordinal(("x", "y")), ExactRatio(("x", "y"), 2))
    assert problem.only(criteria=["x"]).preferences == ()
