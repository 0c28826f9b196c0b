"""The small language in which a rule says when it holds: facts, ages and drugs, joined by any, all and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from trd_sdm.clinical.facts_vocabulary import FactId
from trd_sdm.evidence.base import Frozen, Key

Terms = Annotated[tuple[Key, ...], Field(min_length=1, max_length=20, description="Drugs or groups of drugs.")]


class Always(Frozen):
    """Holds for everyone for whom the option is looked at."""

    always: Literal[True]


class FactIs(Frozen):
    """Holds where a question is answered with yes."""

    fact: FactId


class AgeIn(Frozen):
    """Holds where the age lies in one of some bands."""

    age: Annotated[tuple[Literal["under_18", "from_18_to_24", "from_25_to_64", "from_65"], ...], Field(min_length=1)]


class Taking(Frozen):
    """Holds where any of these drugs or groups is taken now."""

    taking: Terms


class Recent(Frozen):
    """Drugs, and the days after the last dose in which they still count."""

    drug: Terms
    days: Annotated[int, Field(strict=True, ge=1, le=366)]


class TakenWithin(Frozen):
    """Holds where a drug is taken now, or its last dose lies fewer days back than said."""

    taken_within: Recent


class Planned(Frozen):
    """Holds where the option would start one of these drugs."""

    planned: Terms


class Used(Frozen):
    """Holds where a drug is taken now or would be started by the option."""

    used: Terms


class AnyOf(Frozen):
    """Holds where at least one part holds."""

    parts: Annotated[tuple[Condition, ...], Field(alias="any", min_length=1, max_length=20)]


class AllOf(Frozen):
    """Holds where every part holds."""

    parts: Annotated[tuple[Condition, ...], Field(alias="all", min_length=1, max_length=20)]


class Not(Frozen):
    """Holds where its part does not."""

    part: Annotated[Condition, Field(alias="not")]


WORDS = ("any", "all", "not", "fact", "age", "taking", "taken_within", "planned", "used", "always")


def _word(value: Any) -> str | None:
    if isinstance(value, dict) and len(value) == 1:
        return next((word for word in WORDS if word in value), None)
    names = {AnyOf: "any", AllOf: "all", Not: "not"}
    if isinstance(value, Frozen):
        return names.get(type(value)) or next(iter(type(value).model_fields))
    return None


Condition = Annotated[
    Annotated[AnyOf, Tag("any")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[Not, Tag("not")]
    | Annotated[FactIs, Tag("fact")]
    | Annotated[AgeIn, Tag("age")]
    | Annotated[Taking, Tag("taking")]
    | Annotated[TakenWithin, Tag("taken_within")]
    | Annotated[Planned, Tag("planned")]
    | Annotated[Used, Tag("used")]
    | Annotated[Always, Tag("always")],
    Discriminator(
        _word,
        custom_error_type="no_condition",
        custom_error_message=f"a condition is one entry, named by one of: {', '.join(WORDS)}",
    ),
]

Atom = FactIs | AgeIn | Taking | TakenWithin | Planned | Used | Always

for _joined in (AnyOf, AllOf, Not):
    _joined.model_rebuild()


def atoms(condition: Condition) -> Iterator[Atom]:
    """Give every simple condition inside a condition."""
    match condition:
        case AnyOf(parts=parts) | AllOf(parts=parts):
            for part in parts:
                yield from atoms(part)
        case Not(part=part):
            yield from atoms(part)
        case _:
            yield condition


def terms(condition: Condition) -> Iterator[str]:
    """Give every drug or group of drugs a condition names."""
    for atom in atoms(condition):
        match atom:
            case Taking(taking=named) | Planned(planned=named) | Used(used=named):
                yield from named
            case TakenWithin(taken_within=recent):
                yield from recent.drug
            case _:
                continue
