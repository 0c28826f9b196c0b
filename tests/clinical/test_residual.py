"""What is left when a treatment helped in part points at a target, not at starting again."""

import json

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.residual import ResidualAnswers, summarise_residual

KNOWN = load_clinical().residual


def test_sleep_joy_and_withdrawal_are_there():
    assert set(KNOWN.symptoms) >= {"insomnia", "anhedonia", "withdrawal"}


def test_targets_name_options_once_in_order():
    summary = summarise_residual(KNOWN, ResidualAnswers(symptoms={"anhedonia": "yes", "withdrawal": "yes"}))
    assert [target.id for target in summary.targets] == ["anhedonia", "withdrawal"]
    assert summary.options == ("behavioural_activation", "ipt")
    assert "insomnia" in summary.open


def test_sleep_is_followed_by_its_own_score():
    summary = summarise_residual(KNOWN, ResidualAnswers(symptoms={"insomnia": "yes"}))
    assert summary.targets[0].measure == "isi"


def test_answers_come_back_from_json():
    answers = ResidualAnswers(symptoms={"pain": "no", "worry": "unknown"})
    assert ResidualAnswers.model_validate(json.loads(answers.model_dump_json())) == answers
