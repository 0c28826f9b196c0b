"""The review on one screen: nothing asked is said to be open, nothing found is no good sign, everything is escaped."""

import datetime as dt
import re

import pytest

from trd_sdm.clinical.facts_vocabulary import FACTS
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.safety_rules_load import load_safety_rules
from trd_sdm.evidence import load_library
from trd_sdm.present.review_summary import (
    TAKEN_HOW,
    asks_under_health,
    fix_first,
    standing_html,
    still_open,
    summary_html,
    taken_first,
)
from trd_sdm.session.assessment import reviewed
from trd_sdm.session.record import Record
from trd_sdm.session.signs import TOLD

DAY = dt.date(2026, 11, 27)
FAIR = {"adherence": "as_planned", "outcome": "none", "stopped": "no_effect", "in_episode": "yes"}


@pytest.fixture
def empty():
    return Record(library_version=load_library().version, shortlist=("stay_optimise", "ect", "rtms"))


def review_of(record):
    return reviewed(record, load_library(), on=DAY)


def rules_():
    return load_safety_rules(load_library())


def test_an_empty_record_fixes_nothing_and_has_everything_open(empty):
    found, said = review_of(empty), summary_html(review_of(empty), empty, load_clinical(), rules_())
    assert "That proves nothing." in said
    assert "What the past treatments come to" not in said  # there are none, which stands among what is open
    assert "No past treatment was entered." in still_open(found, empty)
    assert "Safety has not been asked about." in still_open(found, empty)


def test_what_was_found_points_to_what_it_changes_with_its_source(empty):
    record = empty.with_(lookalikes={"answers": {"ptsd": "positive"}}, adherence={"barriers": {"cost": "yes"}})
    groups = {group.head: group for group in fix_first(review_of(record), load_clinical())}
    (line,) = groups[load_clinical().lookalikes.items["ptsd"].name].lines
    assert line.links
    assert load_clinical().adherence.barriers["cost"].name in groups


def test_a_line_that_is_our_reading_says_so(empty):
    trials = [{**FAIR, "agent": "citalopram", "daily_dose": 20, "weeks": 2, "outcome": "not_tolerated"}]
    record = empty.with_(past={"trials": trials}, contributors={"answers": {"sleep_apnoea": "positive"}})
    lines = [line for group in fix_first(review_of(record), load_clinical()) for line in group.lines]
    inferred = [line for line in lines if line.basis == "inferred"]
    assert inferred
    assert all(line.mark for line in inferred)
    assert summary_html(review_of(record), record, load_clinical(), rules_()).count("our reading") == len(inferred)


def test_questions_that_could_rule_out_an_option_on_the_table_come_with_a_count(empty):
    said = still_open(review_of(empty), empty)
    assert re.fullmatch(r"\d+ more questions\.", said[-1])
    assert asks_under_health(review_of(empty), empty)
    assert all(text.endswith((".", "?")) for text in said)


def test_a_question_about_self_harm_is_counted_and_not_written_out_in_the_summary(empty):
    record = empty.with_(shortlist=("stay_optimise", "augment_lithium"))
    review = review_of(record)
    asked = {one.text: one.about for option in record.shortlist for one in review.verdicts[option].questions}
    hidden = {text for text, about in asked.items() if about in TOLD}
    assert hidden
    for place in range(len(asked)):  # whichever are answered, none of them comes up
        known = {about: "no" for about in [*asked.values()][:place] if about not in TOLD and about in FACTS}
        now = record.with_(facts={"answers": known})
        assert not hidden & set(still_open(review_of(now), now))


def test_a_reason_is_escaped_and_no_rule_is_no_good_sign(empty):
    rules, library = load_safety_rules(load_library()), load_library()
    record = empty.with_(facts={"answers": {"metal_near_coil": "yes"}}, put_back={"rtms": "<img src=x>"})
    said = standing_html(review_of(record), "rtms", library, rules)
    assert "&lt;img src=x&gt;" in said
    assert "<img" not in said
    assert "not proof of safety" in standing_html(review_of(empty), "stay_optimise", library, rules)


def test_a_drug_taken_now_that_a_rule_speaks_against_stands_first_with_its_source_and_no_advice_to_stop_it(empty):
    record = empty.with_(
        facts={"drugs": [{"name": "lithium"}, {"name": "ibuprofen"}]}, adherence={"barriers": {"cost": "yes"}}
    )
    found = review_of(record)
    (group,) = taken_first(found, rules_())
    assert "lithium" in group.head
    assert all(line.links and line.mark for line in group.lines)
    said = summary_html(found, record, load_clinical(), rules_())
    assert said.index(group.lines[0].text) < said.index(
        "cost" if "cost" in said else load_clinical().adherence.barriers["cost"].name
    )
    assert TAKEN_HOW in said
    assert "stands under What to put right first" in standing_html(found, "stay_optimise", load_library(), rules_())
    assert "stands under" not in standing_html(review_of(empty), "stay_optimise", load_library(), rules_())


def test_the_name_of_a_drug_taken_now_is_escaped(empty):
    record = empty.with_(facts={"drugs": [{"name": "<b>lithium"}, {"name": "lithium 300"}, {"name": "ibuprofen"}]})
    assert "<b>lithium" not in summary_html(review_of(record), record, load_clinical(), rules_())
