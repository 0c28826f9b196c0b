"""What the screen about safety says: always where to turn, never that all is well, and nothing unescaped."""

import datetime as dt
import re

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


def test_a_number_checked_lately_says_when_and_one_that_was_not_says_so():
    line = load_crisis_lines().lines[0].model_dump() | {"verified_on": DAY - dt.timedelta(days=3)}
    fresh = CrisisLines(fallback="112", check_again_after_days=180, lines=(line,))
    assert "checked on 24 November 2026" in safety.local_help("US", DAY, fresh)
    assert "not since" not in safety.local_help("US", DAY, fresh)
    assert "not since" in safety.local_help("US", DAY + dt.timedelta(days=400), fresh)
    assert "Your clinic has not confirmed this number yet." in safety.local_help("US", DAY)


def test_every_country_with_a_line_can_be_chosen_by_its_name():
    named = safety.countries()
    assert {*load_crisis_lines().countries} < {*named}
    assert all(len(name) > 3 for name in named.values()), "a country is shown by its code"


def test_no_stop_says_nothing_and_a_stop_says_why():
    assert safety.stop_panel(SafetyHold(holds=False, why=(), asked=True), "GB", DAY) == ""
    panel = safety.stop_panel(SafetyHold(holds=True, why=("There is a <plan>.",), asked=True), "GB", DAY)
    assert "There is a &lt;plan&gt;." in panel


def test_a_stop_shows_numbers_before_any_country_was_chosen_and_before_its_reasons():
    hold = SafetyHold(holds=True, why=("There is a plan.",), asked=True)
    panel = safety.stop_panel(hold, None, DAY)
    numbers = {"988", "116123", "131114"}
    assert {*re.findall(r"href='tel:(\d+)'", panel)} == numbers
    assert panel.index("emergency number") < panel.index("tel:") < panel.index("There is a plan.")
    assert "United Kingdom and Ireland" in panel
    assert {*re.findall(r"href='tel:(\d+)'", safety.stop_panel(hold, "GB", DAY))} == {"116123"}
    assert "We have no crisis line for this country." in safety.stop_panel(hold, "FR", DAY)


def test_lines_as_text_name_the_countries_until_one_is_chosen():
    lines = load_crisis_lines()
    everywhere = safety.line_texts(lines.local(None, DAY))
    assert "United Kingdom and Ireland: call 116 123." in everywhere
    assert safety.line_texts(lines.local("FR", DAY)) == ("We have no crisis line for this country.",)
    assert safety.line_texts(lines.local("AU", DAY))[0].startswith("Lifeline: call 13 11 14.")


def test_what_a_clinician_wrote_is_escaped():
    check = SafetyCheck(item9=2, answered_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    one = Acknowledgement(
        by="<b>", done="<img src=x onerror=alert(1)>", at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC), covers=check
    )
    said = safety.acted_on((one,))
    assert "<img" not in said
    assert "&lt;img src=x onerror=alert(1)&gt;" in said


@pytest.mark.parametrize("dial", ["116123", "+498001110111", None])
def test_only_what_the_file_gives_to_dial_can_be_tapped(dial):
    contact = "call 116 123 (24 hours) or text HOME to 741741"
    line = load_crisis_lines().lines[0].model_dump() | {"contact": contact, "country": "DE", "dial": dial}
    said = safety.local_help("DE", DAY, CrisisLines(fallback="112", check_again_after_days=180, lines=(line,)))
    assert re.findall(r"href='tel:([^']*)'", said) == ([dial] if dial else [])
    assert contact in said


def test_numbers_of_many_countries_say_once_that_they_are_not_confirmed():
    hold = SafetyHold(holds=True, why=("There is a plan.",), asked=True)
    assert safety.stop_panel(hold, None, DAY).count(safety.UNCONFIRMED) == 1
    assert safety.UNCONFIRMED in safety.line_texts(load_crisis_lines().local(None, DAY))
    assert safety.UNCONFIRMED not in safety.stop_panel(hold, "GB", DAY)


def test_somebody_alone_is_sent_to_a_number_that_is_there():
    assert safety.CALL_ABOVE in safety.alone_panel("GB", DAY)
    assert safety.CALL_ABOVE in safety.alone_panel(None, DAY)
    assert safety.CALL_EMERGENCY in safety.alone_panel("FR", DAY)
