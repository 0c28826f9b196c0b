"""Every screen of both apps, built on the made-up case: whole, with nothing escaped twice."""

import re

import pytest

from trd_sdm.app import screens
from trd_sdm.app.follow_up.model import FollowUpModel
from trd_sdm.app.follow_up.way import FollowUpWay
from trd_sdm.app.model import SessionModel
from trd_sdm.app.parts import Markup
from trd_sdm.evidence import load_library
from trd_sdm.session.examples import example

TWICE = re.compile(r"&lt;/?(?:ul|ol|li|p|b|h\d|div|section|table|span|a)\b|&amp;(?:lt|gt|amp|quot|#)")


def pages():
    yield from screens.PAGES.values()
    yield from FollowUpWay.pages.values()


def shown_html(widget):
    if isinstance(widget, Markup):
        yield widget.html
    for child in getattr(widget, "children", ()):
        yield from shown_html(child)


@pytest.mark.parametrize("page", [*dict.fromkeys(pages())], ids=lambda page: page.__name__)
def test_a_screen_of_the_made_up_case_holds_no_markup_as_text(page):
    library = load_library()
    kind = FollowUpModel if page in FollowUpWay.pages.values() else SessionModel
    built = page(kind(library, example(library)))
    built.show(shown=True)
    built.refresh()
    html = " ".join(shown_html(built.widget))
    assert html
    assert TWICE.findall(html) == []
