"""What a person takes home is told in short plain words, in both frames, with what was left out and why."""

import re

import pytest

from tests.export.conftest import DAY
from trd_sdm.export import story, story_plan, take_home
from trd_sdm.export.blocks import Heading, Items, Pairs, Table, Text
from trd_sdm.export.gathered import ExportStopped, gather
from trd_sdm.export.note import note
from trd_sdm.export.story import tell, view
from trd_sdm.present import plan_words
from trd_sdm.present.choice import RULED_OUT
from trd_sdm.present.speech import slips

OURS = (story, story_plan, take_home, plan_words)


def _texts(section):
    for block in section.blocks:
        match block:
            case Text() | Heading():
                yield block.text
            case Items():
                yield from block.items
            case Pairs():
                yield from (text for pair in block.pairs for text in pair)
            case Table():
                yield from (text for row in block.rows for text in row)


def _sentences():
    """Every sentence of our own that these pages may show."""
    for module in OURS:
        for name, value in vars(module).items():
            if name.isupper() and not name.startswith("_"):
                values = value.values() if isinstance(value, dict) else [value]
                yield from (text for text in values if isinstance(text, str) and " " in text)


def test_our_own_words_are_short_and_steer_nobody(grade):
    found = list(_sentences())
    assert len(found) > 30
    for text in found:
        assert not slips(text), text
    assert grade(" ".join(text if text[-1] in ".?:" else f"{text}." for text in found)) <= 6
    for text in found:
        if len(text.split()) > 5:
            assert grade(text) <= 8, text


def test_chances_stand_in_both_frames(held):
    rows = [row for block in tell(held).section("options").blocks if isinstance(block, Table) for row in block.rows]
    chances = [said for name, said, *_ in rows if name == "Feeling much better"]
    assert len(chances) == len(held.shown)
    for said in chances:
        count, rest = re.match(r"(\d+) of 100 people feel much better; (\d+) do not\.", said).groups()
        assert int(count) + int(rest) == 100


def test_a_gap_is_written_and_never_left_blank(held):
    rows = [row for block in tell(held).section("options").blocks if isinstance(block, Table) for row in block.rows]
    assert all(said for _, said, *_ in rows)
    assert any(said == "No good data. That does not mean zero: it is not known." for _, said, *_ in rows)


def test_silence_is_not_told_as_known(held):
    """The column said that nothing was not known, and the table below it "not reported"."""
    (fits,) = [block for block in tell(held).section("fit").blocks if isinstance(block, Table)]
    told = {row[0]: row[3] for row in fits.rows}
    assert "Not reported, counted as none: Weight gain." in told["ECT"]
    silent = {key for key, found in held.appraisal.counted_as_none.items() if found}
    names = {held.library.options[key].short_name for key in silent}
    assert {name for name, text in told.items() if "counted as none" in text} == names


def test_what_is_left_out_or_put_back_says_why(held):
    texts = list(_texts(tell(held).section("options")))
    out = texts.index("A safety rule keeps this one out of the picture for now.")
    assert texts[out - 2] == "Magnetic stimulation (rTMS)"
    assert "metal" in texts[out + 1]
    back = texts.index(story.PUT_BACK)
    assert texts[back + 1] == "Fluoxetine stops first; five weeks are planned."


def test_the_fit_names_what_is_left_out_of_it(held):
    assert f"{story.KEPT_OUT} rTMS." in list(_texts(tell(held).section("fit")))


def test_facts_of_the_clinic_and_what_may_ease_are_told(held):
    options = " ".join(_texts(tell(held).section("options")))
    assert "6 weeks" in options
    assert "Someone must take you home after this, and nobody can." in options
    assert any(text.startswith("Weight gain:") for text in _texts(tell(held).section("matters")))


def test_doubt_about_the_points_is_told(held, record, library):
    assert story.DOUBT["about"] in list(_texts(tell(held).section("fit")))
    exact = gather(record.with_(sureness={"patient": "exact", "clinician": "exact"}), library, on=DAY)
    assert not set(story.DOUBT.values()) & set(_texts(tell(exact).section("fit")))


def test_the_picture_shows_the_ratings_there_are(held, record, library, empty):
    assert view(held) == "patient"
    only = record.with_(weights={"patient": {}, "clinician": {"response": 50}})
    assert view(gather(only, library, on=DAY)) == "clinician"
    assert view(empty) == "patient"


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({}, "Nothing was decided yet. That is all right."),
        ({"option": "not_today"}, "We chose not to decide today."),
        ({"option": "ect", "together": "no"}, "We chose: Electroconvulsive therapy (ECT)."),
    ],
)
def test_each_way_to_decide_is_told_alike(record, library, choice, said):
    section = tell(gather(record.with_(choice=choice), library, on=DAY)).section("choice")
    assert section.blocks[0].text == said
    assert (story_plan.AGREED["no"] in list(_texts(section))) is (choice.get("together") == "no")


def test_what_was_chosen_and_is_ruled_out_since_says_so_beside_it(record, library):
    """The case puts ECT on the table and keeps rTMS out for metal; an option put back is no longer ruled out."""
    ruled_out = gather(record.with_(choice={"option": "rtms"}, plan={"option": "rtms"}, put_back={}), library, on=DAY)
    told = tell(ruled_out)
    said = [text for text in _texts(told.section("choice")) if RULED_OUT in text]
    assert len(said) == 1
    assert "metal" in said[0]
    assert story_plan.NOT_BEFORE in said[0]
    assert any(RULED_OUT in text for text in _texts(told.section("plan")))
    assert note(ruled_out).count("A RULE NOW CALLS IT NOT SUITABLE") == 2  # beside the choice, and beside the plan
    back = gather(record.with_(choice={"option": "rtms"}, put_back={"rtms": "Titanium."}), library, on=DAY)
    assert not [text for text in _texts(tell(back).section("choice")) if RULED_OUT in text]
    assert "A RULE NOW CALLS IT NOT SUITABLE" not in note(back)


def test_a_plan_that_is_not_written_names_what_is_open_and_leaves_two_lines(record, library):
    section = tell(gather(record.with_(plan={}), library, on=DAY)).section("plan")
    blanks = [name for block in section.blocks if isinstance(block, Pairs) for name, said in block.pairs if not said]
    assert blanks == ["First day", "We meet on"]
    assert any(text.startswith("Left open for now: what should get better") for text in _texts(section))
    ruled_out = record.with_(plan={}, choice={"option": "rtms"}, put_back={})
    section = tell(gather(ruled_out, library, on=DAY)).section("plan")
    assert "What we try" not in list(_texts(section))  # nor are its weeks told
    assert any(text.startswith("Left open for now: what we try") for text in _texts(section))


def test_local_lines_come_with_the_day_they_were_checked_or_a_plea_to_check(held, record, library):
    texts = list(_texts(tell(held).section("safety")))
    assert "Samaritans: call 116 123. Your clinic has not confirmed this number yet." in texts
    elsewhere = list(_texts(tell(gather(record.with_(country="FR"), library, on=DAY)).section("safety")))
    assert "We have no crisis line for this country." in elsewhere
    nowhere = list(_texts(tell(gather(record.with_(country=None), library, on=DAY)).section("safety")))
    assert "United Kingdom and Ireland: call 116 123." in nowhere


def test_without_a_choice_there_are_no_weeks(record, library):
    undecided = record.with_(choice={}, plan={})
    with pytest.raises(KeyError):
        tell(gather(undecided, library, on=DAY)).section("weeks")


def test_while_the_stop_holds_nothing_is_told(stopped):
    with pytest.raises(ExportStopped):
        tell(stopped)
