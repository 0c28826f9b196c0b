"""Trials and answers as hypothesis makes them: any that a record may hold."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.clinical.sourced import Answer
from trd_sdm.clinical.trials import Adherence, Kind, Outcome, Severity, Stopped, Trial, TrialList

ANSWER = st.sampled_from(get_args(Answer))
NAMES = st.sampled_from([*load_clinical().agents.agents, "Abilify", "aspirin", "sertaline"])


@st.composite
def trials(draw, **fixed):
    drawn = {
        "kind": draw(st.sampled_from(get_args(Kind))),
        "agent": draw(st.none() | NAMES),
        "daily_dose": draw(st.none() | st.floats(0.5, 1500)),
        "weeks": draw(st.none() | st.floats(0, 200)),
        "adherence": draw(st.sampled_from(get_args(Adherence))),
        "outcome": draw(st.sampled_from(get_args(Outcome))),
        "stopped": draw(st.sampled_from(get_args(Stopped))),
        "in_episode": draw(ANSWER),
        "augmenting": draw(st.none() | NAMES),
        "finished_course": draw(ANSWER),
        "bilateral": draw(ANSWER),
    }
    return Trial(**{**drawn, **fixed})


@st.composite
def trial_lists(draw, **fixed):
    drawn = {
        "trials": tuple(draw(st.lists(trials(), max_size=6))),
        "complete": draw(ANSWER),
        "episode_months": draw(st.none() | st.integers(0, 60)),
        "severity": draw(st.none() | st.sampled_from(get_args(Severity))),
    }
    return TrialList(**{**drawn, **fixed})
