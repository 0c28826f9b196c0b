"""What is said about the options: the reviewed words, no number typed into them, no option given more room."""

from __future__ import annotations

import json
import re
import statistics
from pathlib import Path

import pytest

from tests.both_frames import COUNT, in_one_frame
from trd_sdm.evidence import Library
from trd_sdm.evidence.template import fields

REVIEWED = json.loads((Path(__file__).parent / "data" / "reviewed_texts.json").read_text(encoding="utf-8"))
NUMBER = re.compile(
    r"\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|once|twice|"
    r"half|halves|quarters?|thirds?|first|second|fourth|fifth|tenth|fifteenth|double|both|dozen|couple)\b",
    re.IGNORECASE,
)
# A number word that may stand typed, with the reason it says nothing a cell or a study could change.
ANYWHERE = {
    "in 100": "the one denominator of every chance shown",
    "of 100": "the one denominator of every chance shown",
    "in one trial": "says that it was a single trial, not how many",
    "at one clinic": "says that it was a single clinic, not how many",
    "at once": "without delay, not a count",
    "(T3)": "the name of a hormone",
    "called T3": "the name of a hormone",
    "in eight weeks": "the window of the criterion itself",
    "within six months": "the window of the criterion itself",
}
IN_PLACE = {
    ("switch_antidepressant", "what_it_is", "different one"): "a pronoun",
    ("switch_antidepressant", "after", "in the first"): "an order, not a count",
    ("switch_antidepressant", "during", "One drug"): "the old and the new drug, a pronoun",
    ("augment_antipsychotic", "during", "one more tablet"): "what adding a drug means",
    ("augment_t3", "during", "one more tablet"): "what adding a drug means",
    ("combine_antidepressants", "name", "two antidepressants"): "the name of the option",
    ("combine_antidepressants", "what_it_is", "second one"): "what combining means",
    ("combine_antidepressants", "during", "both drugs"): "what combining means",
    ("combine_antidepressants", "after", "both"): "what combining means",
    ("combine_antidepressants", "after", "one is stepped"): "a pronoun",
    ("combine_antidepressants", "questions.1", "two drugs"): "what combining means",
    ("combine_antidepressants", "questions.2", "Which one"): "a pronoun",
    ("combine_antidepressants", "questions.2", "first"): "an order, not a count",
    ("iv_ketamine", "downsides.2", "one blinded course"): "says that it was a single trial, not how many",
    ("esketamine", "upsides.2", "Once well"): "as soon as, not a count",
    ("esketamine", "what_it_is", "at first"): "an order, not a count",
    ("rtms", "downsides.0", "of 1,000"): "a rarer harm on its own denominator",
    ("rtms", "downsides.1", "first session"): "an order, not a count",
    ("ect", "upsides.1", "first clear gain"): "an order, not a count",
    ("ect", "upsides.2", "first"): "an order, not a count",
    ("tdcs", "what_it_is", "Two pads"): "what the device is",
    ("tdcs", "during", "at first"): "an order, not a count",
    ("vns", "downsides.0", "Both blinded trials"): "the two trials whose rates the cell holds",
    ("dbs", "downsides.0", "Both blinded trials"): "the two trials whose rates the cell holds",
    ("ipt", "before", "one or two areas"): "how the therapy works",
    ("ipt", "downsides.0", "one small trial"): "says that it was a single trial, not how many",
    ("trauma_focused", "upsides.1", "first choice"): "a rank among therapies, not a count",
    ("trauma_focused", "think_twice_if", "first"): "an order, not a count",
}


@pytest.mark.parametrize("option", REVIEWED)
def test_filled_in_texts_are_the_reviewed_ones(library: Library, option: str) -> None:
    assert library.options[option].text.model_dump(mode="json") == REVIEWED[option]


def test_no_number_is_typed_into_a_sentence(library: Library) -> None:
    typed = []
    used = set()
    for key, option in library.options.items():
        for place, template in option.template.items():
            bare = "".join(f"{literal}{'{}' if name else ''}" for literal, name, _ in fields(template))
            for phrase in ANYWHERE:
                if phrase in bare:
                    used.add(phrase)
                    bare = bare.replace(phrase, "")
            for held, at, phrase in IN_PLACE:
                if (held, at) == (key, place) and phrase in bare:
                    used.add((held, at, phrase))
                    bare = bare.replace(phrase, "", 1)
            typed += [f"{key}.{place}: {word}" for word in NUMBER.findall(bare)]
    assert typed == []
    assert used == {*ANYWHERE, *IN_PLACE}, "the allow-list holds what no text says any more"


def test_every_count_of_people_stands_in_both_frames(library: Library) -> None:
    said = [(key, place, line) for key, option in library.options.items() for place, line in option.text.items()]
    assert sum(len(COUNT.findall(line)) for _, _, line in said) > 35
    assert [(key, place, in_one_frame(line)) for key, place, line in said if in_one_frame(line)] == []
    assert in_one_frame("About 62 in 100 feel much better") == ["62 in 100"]


def test_every_option_gets_about_the_same_room(library: Library) -> None:
    counts = {key: option.text.word_count for key, option in library.options.items()}
    median = statistics.median(counts.values())
    assert {key: count for key, count in counts.items() if not 0.75 * median <= count <= 1.25 * median} == {}


def test_short_names_fit_a_chart_and_differ(library: Library) -> None:
    names = [option.short_name for option in library.options.values()]
    assert max(map(len, names)) <= 24
    assert len(set(names)) == len(names)


def test_no_sentence_is_left_with_a_brace(library: Library) -> None:
    said = [line for option in library.options.values() for _, line in option.text.items()]
    assert not [line for line in said if "{" in line or "}" in line]


def test_band_labels_use_no_words_for_how_often(library: Library) -> None:
    words = re.compile(r"\b(?:common|uncommon|rare|rarely|often|frequent|usual|usually|unusual|seldom|likely)\b", re.I)
    said = [label for criterion in library.criteria.values() for label in (*criterion.bands, criterion.plain)]
    assert not [label for label in said if words.search(label)]
