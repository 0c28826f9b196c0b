"""Every count of people our own sentences say stands in both frames, whatever the numbers."""

import re

import pytest

from tests.both_frames import OF_PEOPLE, in_one_frame
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library
from trd_sdm.present import cells, gaps, ranges, tradeoffs, wording
from trd_sdm.present.sources import numbered

LIBRARY = load_library()
CHANCES = [criterion for criterion in LIBRARY.criteria.values() if criterion.kind == "chance"]


@pytest.mark.parametrize("criterion", CHANCES, ids=lambda criterion: criterion.id)
def test_what_a_rating_spans_and_what_an_answer_gains_say_both(criterion):
    spanned = ranges.range_sentence(criterion)
    ends = [round(end + 1e-9) for end in (criterion.worst, criterion.best)]
    for end in ends:
        assert f"{100 - end}" in spanned
    assert spanned in ranges.swing_question(criterion)
    assert ranges.swing_words(criterion) == ranges.swing_question(criterion)
    for start, end in ((34, 44), (44, 34), (12, 11)):
        said = tradeoffs.gain_words(criterion, start, end)
        assert all(f"{one}" in said.replace(",", " ").split() for one in (start, end, 100 - start, 100 - end))


def test_next_to_none_is_never_said_to_be_none_in_what_an_answer_gains():
    said = tradeoffs.gain_words(LIBRARY.criteria["response"], 0.3, 99.7)
    assert "more than 99 do and fewer than 1 do not, in place of fewer than 1 and more than 99" in said
    assert "0 and 100" in tradeoffs.gain_words(LIBRARY.criteria["response"], 0, 10)
    assert "in place of 0 and 100" in tradeoffs.gain_words(LIBRARY.criteria["response"], -4, 10)


def test_every_cell_says_both_in_all_that_opens():
    links = numbered(LIBRARY, LIBRARY.options, LIBRARY.criteria)
    checked = 0
    for option in LIBRARY.options:
        for criterion in LIBRARY.criteria.values():
            estimate = LIBRARY.estimate(option, criterion.id)
            line = wording.say(criterion, estimate).line
            most = gaps.ceiling_words(estimate)
            cell = cells.evidence_cell(LIBRARY, option, criterion.id, links)
            shown = [line, most, *(text for text in cell.why if text.startswith("In the trials"))]
            checked += len([text for text in shown if OF_PEOPLE.search(text)])
            assert [text for text in shown if in_one_frame(text, OF_PEOPLE)] == []
    assert checked > 60
    assert in_one_frame("Only 62 of 100 people feel much better.", OF_PEOPLE) == ["62 of 100 people"]


SHARE = re.compile(r"(\d+(?:\.\d+)?) of 100")


def test_what_rules_tell_clinicians_says_both():
    told = [line for rule in load_safety_rules(LIBRARY).rules for line in (rule.patient, rule.clinician)]
    counted = [line for line in told if SHARE.search(line)]
    assert len(counted) >= 3
    rests = {line: {f"{100 - float(share):g}" for share in SHARE.findall(line)} for line in counted}
    assert {line: rest for line, rest in rests.items() if not all(one in line for one in rest)} == {}
