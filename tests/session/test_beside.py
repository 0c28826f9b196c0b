import pytest
from hypothesis import given

from tests.session.strategies import records
from trd_sdm.evidence import load_library
from trd_sdm.session.answers import AnswerError, answer
from trd_sdm.session.appraisal import fixed_order
from trd_sdm.session.beside import AT_FIRST, beside, table_order
from trd_sdm.session.record import BESIDE_AT_MOST, LOOKING, Record

LIBRARY = load_library()
TABLE = ("stay_optimise", "ect", "rtms", "cbt", "maoi")
RECORD = Record(library_version=LIBRARY.version, shortlist=TABLE, seed=7)


@given(records())
def test_there_is_always_something_side_by_side_and_all_of_it_is_on_the_table(record):
    shown = beside(record)
    assert 1 <= len(shown) <= BESIDE_AT_MOST
    assert shown == fixed_order(shown, record.seed)
    assert set(shown) <= set(table_order(record)) == set(record.shortlist)


def test_what_was_chosen_stands_in_the_fixed_order_whatever_order_it_was_chosen_in():
    one, other = (answer(RECORD, "beside", chosen, LIBRARY) for chosen in (["cbt", "ect"], ["ect", "cbt"]))
    assert beside(one) == beside(other) == tuple(key for key in table_order(RECORD) if key in ("ect", "cbt"))


def test_an_option_that_leaves_the_table_leaves_the_row():
    chosen = answer(RECORD, "beside", ["ect", "cbt"], LIBRARY)
    assert beside(chosen.with_(shortlist=("stay_optimise", "cbt", "rtms"))) == ("cbt",)
    assert (
        beside(chosen.with_(shortlist=("stay_optimise", "rtms", "maoi")))
        == table_order(chosen.with_(shortlist=("stay_optimise", "rtms", "maoi")))[:AT_FIRST]
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (["vns"], "vns is not known; allowed are stay_optimise, ect"),
        (list(TABLE), "at most 4"),
        ("ect", "a list of ids is needed"),
        (["ect", "ect"], "more than once"),
    ],
)
def test_what_cannot_stand_side_by_side_is_refused_with_a_sentence(value, sentence):
    with pytest.raises(AnswerError, match=sentence):
        answer(RECORD, "beside", value, LIBRARY)


def test_it_is_a_way_of_looking_so_undo_passes_over_it():
    assert "beside" in LOOKING
