"""Every screen says what it is for, whose turn it is, and how to use it by keyboard."""

from typing import get_args

import pytest

from trd_sdm.present import help as told
from trd_sdm.present import speech
from trd_sdm.session.screens import SCREENS, FollowUpScreen

ALL = tuple(dict.fromkeys((*SCREENS, *get_args(FollowUpScreen))))


@pytest.mark.parametrize("screen", ALL)
def test_every_screen_has_help_that_is_easy_to_read(screen, grade):
    about = told.HELP[screen]
    text = " ".join((about.what, told.KEYS, *about.keys))
    assert grade(text) <= 6
    assert speech.slips(text) == ()
    html = told.help_html(screen)
    assert about.what in html
    assert all(line in html for line in about.keys)


@pytest.mark.parametrize("screen", ALL)
def test_every_screen_says_whose_turn_it_is(screen):
    assert told.TURNS[told.HELP[screen].turn] in told.turn_html(screen).replace("&#39;", "'")
