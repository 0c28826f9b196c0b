"""What the screen about safety says: always where to turn, never that all is well, and nothing unescaped."""

import datetime as dt

import pytest

from trd_sdm.clinical.crisis import CrisisLines, load_crisis_lines
from trd_sdm.clinical.safety_stop import Acknowledgement, SafetyCheck
from trd_sdm.present import safety
from trd_sdm.session.review import SafetyHold

DAY = dt.date(2026, 11, 27)


@pytest.mark.parametrize("country", [None, "FR", safety.ELSEWHERE, *load_crisis_lines().countries])
def test_the_emergency_number_stands_first_everywhere(country):
    said = safety.local_help(country, DAY)
    assert said.index("local emergency number") < (said.index("<li>") if "<li>" in said else len(said))


def test_a_number_checked_lately_says_when_and_one_that_was_not_asks_for_a_check():
    line = load_crisis_lines().lines[0].model_dump() | {"verified_on": DAY - dt.timedelta(days=3)}
    fresh = CrisisLines(fallback="112", check_again_after_days=180, lines=(line,))
    assert "checked on 24 November 2026" in safety.local_help("US", DAY, fresh)
    assert "Please check" not in safety.local_help("US", DAY, fresh)
    assert "Please check this number." in safety.local_help("US", DAY + dt.timedelta(days=400), fresh)


def test_every_country_with_a_line_can_be_chosen_by_its_name():
    named = safety.countries()
    assert {*load_crisis_lines().countries} < {*named}
    assert all(len(name) > 3 for name in named.values()), "a country is shown by its code"


def test_no_stop_says_nothing_and_a_stop_says_why():
    assert safety.stop_panel(SafetyHold(holds=False, why=(), asked=True)) == ""
    panel = safety.stop_panel(SafetyHold(holds=True, why=("There is a <plan>.",), asked=True))
    assert "There is a &lt;plan&gt;." in panel


def test_what_a_clinician_wrote_is_escaped():
    check = SafetyCheck(item9=2, answered_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    one = Acknowledgement(
        by="<b>", done="<img src=x onerror=alert(1)>", at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC), covers=check
    )
    said = safety.acted_on((one,))
    assert "<img" not in said
    assert "&lt;img src=x onerror=alert(1)&gt;" in said
