"""Options side by side: the same sections for each, of like length, with sources, and safety in sight."""

from __future__ import annotations

import re
import statistics

import pytest

from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.clinical.verdicts import LEVEL_WORDS
from trd_sdm.evidence import load_library
from trd_sdm.evidence.template import PARTS, fields, render
from trd_sdm.present import cards, conflicts, numbers, readings, speech, standings, sureness, theme
from trd_sdm.present.chances import shown_chances, window_lines, window_note
from trd_sdm.present.charts import icons
from trd_sdm.present.labels import option_label
from trd_sdm.present.text_sources import text_sources
from trd_sdm.session.assessment import reviewed
from trd_sdm.session.record import Record

LIBRARY = load_library()
RULES = load_safety_rules(LIBRARY)
FOUR = ("stay_optimise", "ect", "rtms", "iv_ketamine")
TOLERANCE = 0.25


def shown_for(facts, options=FOUR, **more):
    record = Record(library_version=LIBRARY.version, shortlist=FOUR, facts=facts, **more)
    review = reviewed(record, LIBRARY)
    return {key: standings.shown(review.standing(key), RULES) for key in options}


def html_for(facts=None, **more):
    return cards.card_html(LIBRARY, FOUR, shown_for(facts or {}), **more)


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("section", cards.SECTIONS)
def test_every_option_gets_about_the_same_room_in_each_section(section):
    made, _ = cards.sections(LIBRARY, list(LIBRARY.options))
    (found,) = [one for one in made if one.key == section]
    words = {cell.option: sum(len(line.split()) for part in cell.parts for line in part.lines) for cell in found.cells}
    middle = statistics.median(words.values())
    beyond = {option: count for option, count in words.items() if abs(count - middle) > middle * TOLERANCE}
    assert beyond == {}, f"the middle is {middle} words"


def test_every_option_has_every_section_and_every_part():
    made, _ = cards.sections(LIBRARY, list(LIBRARY.options))
    for section in made:
        shapes = {tuple((part.head, len(part.lines)) for part in cell.parts) for cell in section.cells}
        assert len(shapes) == 1
        assert [cell.option for cell in section.cells] == list(LIBRARY.options)


def test_options_stand_in_the_order_given_in_every_section():
    html = html_for()
    assert re.findall(r"<h3>(.*?)</h3>", html) == [LIBRARY.options[key].text.name for key in FOUR]
    heads = re.findall(r"<h4>(.*?)<span", html)
    assert heads == [LIBRARY.options[key].short_name for key in FOUR] * len(cards.SECTIONS)


def test_only_the_first_section_is_open_at_first():
    opened = re.findall(r'<details class="trd-details trd-fold" id="([^"]*)" open>', html_for())
    assert opened == ["trd-card-what"]
    assert len(re.findall(r'id="trd-card-[a-z]+"', html_for(opened=()))) >= len(cards.SECTIONS)


def test_every_figure_in_a_sentence_has_a_source_or_is_called_judgement():
    for option in LIBRARY.options.values():
        for _, parts in cards.SECTIONS.values():
            behind = text_sources(LIBRARY, option.id, parts)
            texts = [getattr(option.template, part) for part in parts]
            lines = [line for text in texts for line in ((text,) if isinstance(text, str) else text)]
            has_figure = any(name for line in lines for _, name, _ in fields(line))
            assert bool(behind.sources or behind.judged) == has_figure, (option.id, parts)


def test_sources_of_a_section_are_one_press_away():
    html = html_for()
    happens = re.search(r'id="trd-card-happens".*?</details>', html, re.DOTALL)[0]
    for key in text_sources(LIBRARY, "ect", cards.HAPPENS).sources:
        assert LIBRARY.bibliography[key].title[:30] in happens
    assert 'rel="noopener noreferrer"' in happens


def test_an_option_that_is_not_suitable_says_why_and_stays_in_sight():
    html = html_for({"answers": {"metal_near_coil": "yes"}})
    head = re.search(r'<div class="trd-beside-row trd-beside-heads">.*?</details>', html, re.DOTALL)[0]
    assert "<b>Not suitable</b> You have metal in or near the head." in head
    assert head.count("trd-beside-verdict") == 1
    assert "Magnetic stimulation (rTMS)" in head


def test_each_rule_stands_with_its_basis_and_its_sources():
    said = shown_for({"answers": {"metal_near_coil": "yes"}})["rtms"]
    (reason, *_) = said.fired
    assert reason.basis == ("Stated in the source.",)
    assert reason.links
    assert all(link.href.startswith("https://") or link.citation for link in reason.links)
    html = html_for({"answers": {"metal_near_coil": "yes"}})
    assert "Stated in the source." in html
    assert all(link.href in html for link in reason.links if link.href)


def test_inferred_rules_and_rules_by_analogy_say_so():
    words = set()
    for option in LIBRARY.options:
        said = shown_for({}, [option])[option]
        words |= {line for reason in (*said.fired, *said.open) for line in reason.basis}
        assert all(reason.basis[0] in standings.BASIS.values() for reason in (*said.fired, *said.open))
        assert all(reason.questions for reason in said.open)
    assert words == {*standings.BASIS.values(), standings.BY_ANALOGY}


def test_that_no_rule_fired_is_never_a_good_sign():
    said = shown_for({})["ect"]
    assert said.badge == ""
    assert said.line.startswith("No rule fired; this is not proof of safety.")
    assert "safety questions are still open" in said.line
    assert "trd-beside-verdict" not in html_for()


def test_a_verdict_uses_the_words_of_the_rules():
    badges = {one.badge for one in shown_for({"answers": {"metal_near_coil": "yes"}}).values()}
    assert badges <= {"", *(f"{words[0].upper()}{words[1:]}" for words in LEVEL_WORDS.values())}


def test_the_clinicians_reason_for_putting_it_back_is_escaped():
    bad = "<img src=x onerror=alert(1)>"
    record = Record(
        library_version=LIBRARY.version,
        shortlist=FOUR,
        facts={"answers": {"metal_near_coil": "yes"}},
        put_back={"rtms": bad},
    )
    said = {"rtms": standings.shown(reviewed(record, LIBRARY).standing("rtms"), RULES)}
    for html in (cards.card_html(LIBRARY, ["rtms"], said), standings.left_out_html({"rTMS": said["rtms"]})):
        assert "<img" not in html
        assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_what_stands_on_the_cards_never_steers():
    told = html_for({"answers": {"metal_near_coil": "yes"}})
    patient = re.sub(
        r'<details class="trd-why">.*?</details>|<ol class="trd-sources".*?</ol>', "", told, flags=re.DOTALL
    )
    found = [slip.words for slip in speech.slips(plain(patient)) if "count out of 100" not in slip.why]
    assert found == []


def test_a_gain_is_never_shown_without_a_harm():
    assert shown_chances(LIBRARY, ()) == ("response", "stop_side_effects")
    assert shown_chances(LIBRARY, ("well_at_six_months", "onset", "response"))[-1] == "well_at_six_months"


def test_times_that_differ_are_told_and_times_alike_are_not():
    lines = dict(window_lines(LIBRARY, "response", FOUR))
    assert lines["ECT"] == "course end, 3 to 6 weeks"
    note = window_note(LIBRARY, "response", FOUR)
    assert "These were measured at different times." in note
    assert window_note(LIBRARY, "response", ("stay_optimise", "switch_antidepressant")) == ""
    assert "Counted within about 6 months." in window_note(LIBRARY, "staying_well", FOUR)
    assert "We worked this out from: Feeling much better" in window_note(LIBRARY, "well_at_six_months", FOUR)


def test_trials_that_disagree_are_shown_as_two_sides_and_only_where_both_stand_on_the_table():
    (found,) = conflicts.conflicts(LIBRARY, FOUR, ["response", "onset"])
    assert [name for name, _ in found.sides] == ["ECT", "Ketamine drip"]
    assert all(re.findall(r"\d+ of 100", text) and " did not" in text for _, text in found.sides)
    assert len(found.links) == 4
    html = conflicts.conflict_html([found])
    assert html.count("<dt>") == 2
    assert "no average" in html
    assert conflicts.conflicts(LIBRARY, ("stay_optimise", "ect"), ["response"]) == ()
    assert conflicts.conflict_html(()) == ""


def test_every_kept_reading_is_shown_in_both_frames_with_its_source():
    kept = sum(len(option.estimates["response"].alternatives) for option in LIBRARY.options.values())
    found = readings.readings(LIBRARY, "response", list(LIBRARY.options))
    assert len(found) == kept > 15
    for one in found:
        have, rest = map(int, re.fullmatch(r"(\d+) of 100 people feel much better; (\d+) do not", one.words).groups())
        assert have + rest == 100
        assert one.links
    assert readings.readings(LIBRARY, "well_at_six_months", FOUR) == ()


def test_the_reason_for_a_certainty_stands_with_its_sources_below_the_chart():
    twin = icons.twin(LIBRARY, "response", [option_label(LIBRARY.options[key]) for key in FOUR])
    html = sureness.notes_html(LIBRARY, "response", FOUR, twin, prefix="here")
    assert re.findall(r'id="(here-response-[a-z]+)"', html) == [
        "here-response-sure",
        "here-response-readings",
        "here-response-table",
    ]
    assert "ECT: certainty low" in html
    assert "Old sham trials outside TRD" in html
    assert "Another reading of the evidence: 7" in html
    assert html.count("<details") == html.count("</details>") == 3


def test_the_style_sheet_uses_tokens_that_exist():
    used = set(re.findall(r"var\((--trd-[a-z-]+)\)", cards.card_css()))
    assert used
    assert used <= set(theme.css_variables())


def test_our_own_words_are_within_grade_eight_and_say_nothing_we_do_not_say(grade):
    told = {
        *standings.BASIS.values(),
        standings.BY_ANALOGY,
        plain(standings.left_out_html(shown_for({"answers": {"metal_near_coil": "yes"}}))),
    }
    for chance in shown_chances(LIBRARY, ("staying_well", "well_at_six_months")):
        note = window_note(LIBRARY, chance, list(LIBRARY.options))
        told |= {plain(line) for line in re.findall(r"<p>.*?</p>", note)}
        for option in LIBRARY.options:
            told |= {
                text
                for part in icons.row_words(LIBRARY.criteria[chance], LIBRARY.estimate(option, chance))
                for text in part
            }
    told = {text.strip() for text in told if len(text.split()) >= 5}
    assert len(told) > 40
    assert {text: grade(text) for text in told if grade(text) > 8} == {}
    assert {text: speech.slips(text) for text in told if speech.slips(text)} == {}


def _counts():
    """Give option, field, style and number of every chance in the texts."""
    for key, option in LIBRARY.options.items():
        for _, text in option.template.items():  # noqa: PERF102 -- no dict, it has no values
            for _, name, style in fields(text):
                if name and not name.startswith("facts."):
                    owner, criterion, part = name.split(".") if name.count(".") == 2 else (key, *name.split("."))
                    if LIBRARY.criteria[criterion].kind == "chance":
                        yield key, name, style, PARTS[part](LIBRARY.estimate(owner, criterion))


def test_a_count_in_a_text_is_the_count_of_the_pictures():
    """46.5 of 100 read 46 on a card beside a picture of 47."""
    cells = {key: {name: LIBRARY.estimate(key, name) for name in LIBRARY.criteria} for key in LIBRARY.options}
    found = list(_counts())
    assert len(found) > 40
    for key, name, style, value in found:
        drawn = numbers.rest_of_100(value) if style == "rest" else numbers.count_of_100(value)
        field = f"{{{name}:{style}}}" if style else f"{{{name}}}"
        assert render(f"Of 100: {field}", cells, LIBRARY.options[key].facts, key) == f"Of 100: {drawn}", (key, name)
