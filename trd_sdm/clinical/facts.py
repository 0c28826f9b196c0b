"""What is known of a person that a safety rule may ask for: yes, no, or not known. Only drug names are free text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field, field_validator, model_validator

from trd_sdm.clinical.facts_vocabulary import AgeBand, Answer, FactId
from trd_sdm.evidence.base import Frozen, FrozenDict, Key

DRUGS_AT_MOST = 80
PLANNED_AT_MOST = 8

K = TypeVar("K", bound=str)


def _one_line(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("a drug's name is one line of printable text")
    return " ".join(text.split())


DrugName = Annotated[str, Field(strict=True, min_length=1, max_length=80), AfterValidator(_one_line)]


def _answered(given: Mapping[K, Answer]) -> dict[K, Answer]:
    """Leave out what is unknown and sort the rest, so that equal knowledge is an equal value."""
    return {key: given[key] for key in sorted(given) if given[key] != "unknown"}


class DrugUse(Frozen):
    """One drug a person takes or took.

    Parameters
    ----------
    name : str
        Generic name, brand name or group as given ("sertraline", "Nardil", "NSAID").
    state : str
        ``current`` or ``stopped``.
    last_dose : date, optional
        Day of the last dose of a stopped drug; nothing where it is not known.
    """

    name: DrugName
    state: Literal["current", "stopped"] = "current"
    last_dose: dt.date | None = None

    @model_validator(mode="after")
    def _dated_when_stopped(self) -> DrugUse:
        if self.state == "current" and self.last_dose is not None:
            raise ValueError(f"{self.name} is taken now, so it has no last dose; say that it was stopped")
        return self


class PatientFacts(Frozen):
    """What was asked and answered; what is not here was not asked.

    Parameters
    ----------
    age : str
        Age band, or ``unknown``.
    answers : mapping
        Yes or no by fact, from a closed list; ``unknown`` is the same as not there.
    drugs : tuple of DrugUse
        Drugs taken now, and drugs stopped. The order means nothing.
    all_drugs_listed, all_stopped_listed : str
        Whether every drug taken now, and every drug stopped in the last six weeks, is in the list. Only
        then does a drug that is not listed mean that it is not taken.
    drug_groups, recent_groups : mapping
        Yes or no by group of drugs (``nsaid``, ``maoi``): taken now, and stopped in the last six weeks.
        A no means that none of the group is taken. Where a listed drug belongs to the group, the drug counts.
    planned : mapping
        For an option, the drugs picked for it; an option that is not here has none picked yet.

    Examples
    --------
    >>> facts = PatientFacts(answers={"pregnant": "no", "diabetes": "unknown"})
    >>> facts.answer("pregnant"), facts.answer("diabetes"), facts.answer("drives")
    ('no', 'unknown', 'unknown')
    """

    age: AgeBand = "unknown"
    answers: FrozenDict[Answer] = Field(default={}, validate_default=True, max_length=200)
    drugs: Annotated[tuple[DrugUse, ...], Field(max_length=DRUGS_AT_MOST)] = ()
    all_drugs_listed: Answer = "unknown"
    all_stopped_listed: Answer = "unknown"
    drug_groups: FrozenDict[Answer] = Field(default={}, validate_default=True, max_length=100)
    recent_groups: FrozenDict[Answer] = Field(default={}, validate_default=True, max_length=100)
    planned: FrozenDict[Annotated[tuple[DrugName, ...], Field(max_length=PLANNED_AT_MOST)]] = Field(
        default={}, validate_default=True, max_length=64
    )

    @field_validator("answers", mode="before")
    @classmethod
    def _known_facts(cls, value: Any) -> Any:
        from trd_sdm.clinical.facts_vocabulary import FACTS

        strays = sorted(set(value) - set(FACTS), key=str) if isinstance(value, Mapping) else []
        if strays:
            raise ValueError(f"{', '.join(map(str, strays))[:200]} is no fact this kit asks for")
        return value

    @field_validator("answers", "drug_groups", "recent_groups", mode="after")
    @classmethod
    def _only_answered(cls, value: Mapping[str, Answer]) -> Mapping[str, Answer]:
        return type(value)(_answered(value))  # type: ignore[call-arg]

    def answer(self, fact: FactId) -> Answer:
        """Give the answer to one question; ``unknown`` where it was not asked."""
        return self.answers.get(fact, "unknown")

    def with_(self, **changes: Any) -> PatientFacts:
        """Give new, validated facts with some fields changed."""
        return PatientFacts.model_validate({**dict(self), **changes})

    def with_answer(self, fact: FactId, answer: Answer) -> PatientFacts:
        """Answer one question, or take an answer back with ``unknown``."""
        return self.with_(answers={**self.answers, fact: answer})

    def with_group(self, group: Key, answer: Answer, *, recent: bool = False) -> PatientFacts:
        """Say whether any drug of a group is taken now, or was stopped in the last six weeks."""
        field = "recent_groups" if recent else "drug_groups"
        return self.with_(**{field: {**getattr(self, field), group: answer}})

    def with_drug(self, name: str, *, last_dose: dt.date | None = None, stopped: bool = False) -> PatientFacts:
        """Add a drug; one with a last dose was stopped."""
        state = "stopped" if stopped or last_dose is not None else "current"
        return self.with_(
            drugs=(*self.drugs, DrugUse.model_validate({"name": name, "state": state, "last_dose": last_dose}))
        )
