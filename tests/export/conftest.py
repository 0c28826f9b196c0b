"""A record in which everything is filled in, and the same one with hostile words in every field a person types in."""

import datetime as dt

import pytest

from trd_sdm.evidence import load_library
from trd_sdm.export.gathered import gather
from trd_sdm.session.examples import example
from trd_sdm.session.record import Record

DAY = dt.date(2026, 11, 27)
ASKED = dt.datetime(2026, 11, 27, 9, 0, tzinfo=dt.UTC)


def whole_record(library, **words) -> Record:
    """Give a record with every part answered; `words` replace what a person typed, by name."""
    typed = {
        "concern": "Time with my children",
        "visit": "I want to get back to my garden.",
        "why": "It fits my week and I can drive.",
        "disagrees": "I do not want another tablet first.",
        "put_back": "Fluoxetine stops first; five weeks are planned.",
        "agent": "sertraline",
        "trial": "Felt flat on it.",
        "target": "Back in the garden twice a week",
        "point": "Sleep and mood, with the sheet",
        "helps": "Keep going and look again in spring.",
        "partly": "Look at talking therapy beside it.",
        "not": "Talk about ECT.",
        "check": "Blood pressure",
        "due": "Before each visit",
        "task": "Ask for a morning slot",
        "anchor": "Walk the dog at nine",
        "contact": "Tea with a neighbour",
        "question": "Can my sister come along?",
        "safety_plan": "On the fridge, and with my sister",
        "by": "Dr A",
        "done": "Talked it through; a safety plan is in place.",
        **words,
    }
    check = {"item9": 1, "plan": "no", "intent": "no", "unable_to_stay_safe": "no", "answered_at": ASKED.isoformat()}
    acted = {"by": typed["by"], "done": typed["done"], "at": (ASKED + dt.timedelta(minutes=9)).isoformat()}
    trial = {"adherence": "as_planned", "outcome": "none", "stopped": "no_effect", "in_episode": "yes"}
    phq9 = dict.fromkeys(
        ("interest", "mood", "sleep", "energy", "appetite", "self_worth", "concentration", "movement"), 2
    )
    return Record.model_validate(
        {
            "library_version": library.version,
            "mode": "session",
            "seed": 7,
            "country": "GB",
            "shortlist": ("stay_optimise", "ect", "rtms", "esketamine", "maoi", "cbt"),
            "criteria": ("response", "memory_thinking", "clinic_hours_8wk", "weight_gain", "own_1"),
            "concerns": ({"id": "own_1", "text": typed["concern"], "ratings": {"esketamine": 7, "cbt": 9, "ect": 2}},),
            "weights": {
                "patient": {
                    "response": 80,
                    "memory_thinking": 60,
                    "clinic_hours_8wk": 35,
                    "weight_gain": 10,
                    "own_1": 50,
                },
                "clinician": {"response": 90, "memory_thinking": 20},
            },
            "visit": {"present": ("patient", "clinician"), "about": ("after_a_trial",), "note": typed["visit"]},
            "local": {"ect": {"waiting_weeks": 6.0, "travel_minutes": 40.0, "escort": "no"}},
            "bothers_now": ("weight_gain",),
            "leanings": {"first": "not_sure", "now": "esketamine", "disagrees": typed["disagrees"]},
            "choice": {"option": "esketamine", "why": typed["why"], "together": "yes"},
            "sure": {"sure": 1, "understand": 1, "risk_benefit": 1, "encouragement": 0},
            "facts": {
                "answers": {"metal_near_coil": "yes"},
                "drugs": ({"name": "fluoxetine", "state": "current"},),
            },
            "put_back": {"maoi": typed["put_back"]},
            "past": {
                "trials": (
                    {**trial, "agent": typed["agent"], "daily_dose": 150.0, "weeks": 10.0, "note": typed["trial"]},
                    {**trial, "agent": "venlafaxine", "daily_dose": 225.0, "weeks": 9.0},
                ),
                "complete": "yes",
                "episode_months": 14,
            },
            "questionnaires": (
                {"instrument": "phq9", "answers": {**phq9, "self_harm": 1}, "on": "2026-11-27"},
                {"instrument": "gad7", "answers": {"nervous": 1}, "on": "2026-11-27"},
            ),
            "scores": ({"measure": "madrs", "score": 31.0, "on": "2026-11-20"},),
            "safety": {"checks": (check,), "acknowledgements": ({**acted, "covers": check},)},
            "plan": {
                "option": "esketamine",
                "starts_on": "2026-12-07",
                "targets": ({"symptom": "mood"}, {"symptom": "work", "words": typed["target"]}),
                "measure": "phq9",
                "baseline": 17.0,
                "goal": 8.0,
                "decision_points": (
                    {"kind": "early_signal", "week": 2, "what": typed["point"]},
                    {"kind": "full_trial", "week": 4},
                ),
                "if_helps": typed["helps"],
                "if_partly": typed["partly"],
                "if_not": typed["not"],
                "checks": {typed["check"]: typed["due"]},
                "tasks": (
                    {"who": "patient", "what": typed["task"], "by": "2026-12-01"},
                    {"who": "clinician", "what": "Send the referral"},
                ),
                "day": {"wake_time": "07:30:00", "anchor": typed["anchor"], "contact": typed["contact"]},
                "alongside": ("behavioural_activation",),
                "questions": (typed["question"],),
                "safety_plan": typed["safety_plan"],
            },
        }
    )


@pytest.fixture(scope="session")
def library():
    return load_library()


@pytest.fixture(scope="session")
def record(library):
    return whole_record(library)


@pytest.fixture(scope="session")
def held(record, library):
    return gather(record, library, on=DAY)


@pytest.fixture(scope="session")
def empty(library):
    """A record in which nothing was answered."""
    return gather(Record(library_version=library.version), library, on=DAY)


@pytest.fixture(scope="session")
def followed(library):
    """The made-up case that ships, with its sixteen weeks of notes."""
    return gather(example(library), library, on=DAY)


@pytest.fixture(scope="session")
def stopped(record, library):
    """A record in which the safety stop holds."""
    log = {"checks": record.safety.model_dump()["checks"]}
    return gather(record.with_(safety=log), library, on=DAY)
