"""A course of action: what it is in plain words, whom it may not suit, and its estimates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from trd_sdm.evidence.base import EvidenceId, Flag, Frozen, FrozenDict, Key, Number, Text
from trd_sdm.evidence.estimate import Basis, Cell, Estimate
from trd_sdm.evidence.template import Style, render

Three = Annotated[tuple[Text, ...], Field(min_length=3, max_length=3)]
RuleId = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9_]+\.[cip][0-9]{1,2}$")]


class OptionText(Frozen):
    """What is said about an option: the same parts, about the same length, for every option."""

    name: Text
    what_it_is: Text
    before: Text
    during: Text
    after: Text
    upsides: Three
    downsides: Three
    worth_raising_if: Text
    think_twice_if: Text
    questions: Three

    def items(self) -> Iterator[tuple[str, str]]:
        """Give each sentence with its place, such as ``upsides.0``."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, str):
                yield name, value
            else:
                yield from ((f"{name}.{place}", line) for place, line in enumerate(value))

    @property
    def word_count(self) -> int:
        """Words in all its sentences."""
        return sum(len(line.split()) for _, line in self.items())


class Fact(Frozen):
    """A number a sentence needs that no cell holds."""

    value: Number
    unit: Text
    basis: Basis = "evidence"
    source: Key | None = None
    evidence: tuple[EvidenceId, ...] = ()
    rounding: Style = "whole"
    note: Text | None = Field(
        default=None, description="Reservation about the number; the rationale where it rests on judgement."
    )


class WhoShouldNot(Frozen):
    """Ids of the safety rules that bar an option or call for caution."""

    absolute_ids: tuple[RuleId, ...] = ()
    caution_ids: tuple[RuleId, ...] = ()
    note: Text | None = None


class _Common(Frozen):
    id: Key
    short_name: Annotated[Text, Field(max_length=24, description="Name for charts.")]
    practical_key: Key | None = Field(default=None, description="The block of practical rules it belongs to.")
    replaces_current_drug: Flag
    hidden_by_default: Flag = False
    do_not_rank: Text | None = Field(
        default=None, description="Why it should not stand in a ranking, where it should not."
    )
    who_should_not: WhoShouldNot
    facts: FrozenDict[Fact] = Field(default={}, validate_default=True)


class OptionFile(_Common):
    """An option as it stands in ``data/options/<id>.yaml``: sentences are templates, cells are by criterion."""

    text: OptionText
    cells: FrozenDict[Cell]


class Option(_Common):
    """An option of the library: sentences filled in, each estimate knowing its option and criterion."""

    text: OptionText
    template: OptionText
    estimates: FrozenDict[Estimate]

    @classmethod
    def of(cls, file: OptionFile, cells: Mapping[str, Mapping[str, Cell]]) -> Option:
        """Build an option from its file; `cells` are those of every option, for sentences that compare.

        Raises
        ------
        TemplateFault
            If a sentence asks for a number that is not there.
        """
        shared: dict[str, Any] = {name: getattr(file, name) for name in _Common.model_fields}
        return cls(
            **shared,
            text=filled(file.text, cells, file.facts, file.id),
            template=file.text,
            estimates={key: Estimate.of(cell, file.id, key) for key, cell in file.cells.items()},
        )


def filled(
    template: OptionText, cells: Mapping[str, Mapping[str, Cell]], facts: Mapping[str, Fact], option: str
) -> OptionText:
    """Fill in every sentence of an option."""

    def fill(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if isinstance(value, str):
            return render(value, cells, facts, option)
        return tuple(render(line, cells, facts, option) for line in value)

    done: dict[str, Any] = {name: fill(getattr(template, name)) for name in OptionText.model_fields}
    return OptionText(**done)
