"""The SURE test stands as its owners worded it, with its rights, and every "no" leads somewhere."""

import pytest

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.present import sure
from trd_sdm.session.screens import SCREENS

WORDING = (
    "Do you feel SURE about the best choice for you?",
    "Do you know the benefits and risks of each option?",
    "Are you clear about which benefits and risks matter most to you?",
    "Do you have enough support and advice to make a choice?",
)


@pytest.fixture(scope="module")
def instrument():
    return load_clinical().instruments["sure"]


def test_the_wording_is_the_published_one_and_its_rights_are_shown(instrument):
    assert tuple(item.text for item in instrument.items) == WORDING
    html = sure.rights_html(instrument)
    assert "20705870" in html
    assert "not covered by the project" in html


def test_every_no_leads_to_a_screen_there_is(instrument):
    steps = {item.opens_step for item in instrument.items}
    assert steps == set(sure.OPENS) == set(sure.GO)
    assert set(sure.OPENS.values()) <= set(SCREENS)


@pytest.mark.parametrize(("yes", "said"), [(4, "Score: 4 of 4."), (3, "Score: 3 of 4."), (0, "Score: 0 of 4.")])
def test_the_score_is_read_as_the_instrument_says(instrument, yes, said):
    answers = {item.id: int(place < yes) for place, item in enumerate(instrument.items)}
    sentences = " ".join(sure.score_sentences(instrument, answers))
    assert said in sentences
    assert ("something is still open" in sentences) is (yes <= 3)


def test_a_question_left_open_gives_no_score(instrument):
    assert sure.total(instrument, {"sure": 1}) is None
    assert "3 of 4 questions are still open" in sure.score_sentences(instrument, {"sure": 1})[0]


def test_one_question_left_is_one_question(instrument):
    answers = {item.id: 1 for item in instrument.items[1:]}
    assert "1 of 4 questions is still open" in sure.score_sentences(instrument, answers)[0]
