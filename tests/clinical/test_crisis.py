"""Crisis lines: only those known, each with its check date, a gap said as a gap, the emergency number always."""

from __future__ import annotations

import datetime as dt

import pytest

from trd_sdm.clinical.crisis import NO_ANSWER, CrisisLines, load_crisis_lines
from trd_sdm.evidence import LibraryFaults

ON = dt.date(2026, 11, 23)


@pytest.fixture
def lines():
    return load_crisis_lines()


def checked(lines, on):
    first = lines.lines[0].model_copy(update={"verified_on": on})
    return lines.model_copy(update={"lines": (first, *lines.lines[1:])})


def test_the_countries_are_those_of_the_file(lines):
    assert lines.countries == ("US", "CA", "GB", "IE", "AU")


def test_a_number_nobody_checked_says_so(lines):
    (shown,) = lines.local("GB", ON).lines
    assert shown.text == "Samaritans: call 116 123. Your clinic has not confirmed this number yet."


@pytest.mark.parametrize(("days", "said"), [(0, "."), (180, "."), (181, ", not since."), (366, ", not since.")])
def test_an_old_check_is_shown_with_its_day_and_is_none_any_more(lines, days, said):
    on = ON - dt.timedelta(days=days)
    (shown,) = checked(lines, on).local("US", ON).lines
    assert shown.is_confirmed is (said == ".")
    assert shown.text.endswith(f" Checked on {on.isoformat()}{said}")


def test_a_check_dated_after_today_is_not_trusted(lines):
    (shown,) = checked(lines, ON + dt.timedelta(days=1)).local("US", ON).lines
    assert not shown.is_confirmed


def test_with_no_country_chosen_every_line_is_there(lines):
    found = lines.local(None, ON)
    assert [one.line for one in found.lines] == list(lines.lines)
    assert (found.gap, found.if_no_answer) == ("", NO_ANSWER)
    assert lines.local("FR", ON).if_no_answer == ""


def test_a_gap_is_a_gap_and_the_emergency_number_is_always_there(lines):
    for country in ("FR", "GB", ""):
        found = lines.local(country, ON)
        assert bool(found.lines) is (country == "GB")
        assert bool(found.gap) is (country != "GB")
        assert found.emergency.startswith("Are you in danger now? Do not wait. Turn to your local emergency number")


def test_the_lines_come_back_from_json(lines):
    assert CrisisLines.model_validate_json(lines.model_dump_json()) == lines


HEAD = "fallback: x\ncheck_again_after_days: 9\n"
GB = "{country: GB, name: a, contact: b, url: 'https://c'}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lines: []", r"fallback \(line 1\): this entry is missing"),
        ("fallback: x\ncheck_again_after_days: 900\nlines: []", "at most 365"),
        (f"{HEAD}lines: [{GB.replace('GB', 'Wales')}]", "lines.0.country"),
        (f"{HEAD}lines: [{GB.replace('https', 'javascript')}]", "lines.0.url"),
        (f"{HEAD}lines: [{GB[:-1]}, verified_on: soon}}]", "a date such as 2026-11-23"),
        (f"{HEAD}lines:\n- {GB}\n- {GB}", "a stands twice for GB"),
        ("a: &b c", "anchors and aliases are not read"),
    ],
)
def test_a_file_with_a_fault_is_refused(tmp_path, text, said):
    path = tmp_path / "lines.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LibraryFaults, match=said):
        load_crisis_lines(path)
