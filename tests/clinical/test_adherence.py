"""What gets in the way has a remedy, and what was not asked stays open."""

import json

from trd_sdm.clinical.adherence import AdherenceAnswers, summarise_adherence
from trd_sdm.clinical.knowledge import load_clinical

KNOWN = load_clinical().adherence
ROW_FIVE = {"side_effects", "irregular_schedule", "cost", "pharmacy_access", "stigma", "forgetting"}


def test_every_barrier_has_a_remedy():
    assert set(KNOWN.barriers) >= ROW_FIVE
    assert all(barrier.remedies for barrier in KNOWN.barriers.values())


def test_only_what_was_named_is_answered_and_the_rest_stays_open():
    answers = AdherenceAnswers(barriers={"forgetting": "yes", "cost": "no"})
    summary = summarise_adherence(KNOWN, answers)
    assert [found.id for found in summary.found] == ["forgetting"]
    assert any("blister pack" in remedy.text for remedy in summary.found[0].remedies)
    assert set(summary.open) == set(KNOWN.barriers) - {"forgetting", "cost"}


def test_answers_come_back_from_json():
    answers = AdherenceAnswers(barriers={"stigma": "unknown"}, note="Ask again.")
    assert AdherenceAnswers.model_validate(json.loads(answers.model_dump_json())) == answers
