"""A clinic's own facts: a small file it keeps, with waiting times, travel and costs by option.

The file is YAML or JSON. `trd-sdm validate` knows it; ``docs/clinic-facts.yaml`` is a sample.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, ValidationError, model_validator

from trd_sdm.evidence.base import Frozen, FrozenDict, Number
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.reading import Document, Unreadable, parse_text
from trd_sdm.evidence.shape import faults_of
from trd_sdm.evidence.validate import Kind, register_kind
from trd_sdm.session.values import Clinic, Cost, LocalFacts

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record


class OptionFacts(Frozen):
    """What one option takes at this clinic."""

    waiting_weeks: Annotated[Number, Field(ge=0, le=260)] | None = None
    travel_minutes: Annotated[Number, Field(ge=0, le=1440)] | None = None
    cost: Cost | None = None


class ClinicFile(Frozen):
    """A clinic's file as it stands."""

    clinic: Annotated[str, Field(strict=True, min_length=1, max_length=80)]
    as_of: dt.date
    money: Annotated[str, Field(strict=True, min_length=1, max_length=12)] | None = None
    cost_tiers: tuple[Cost, Cost, Cost] | None = None
    options: FrozenDict[OptionFacts]

    @model_validator(mode="after")
    def _fits(self) -> ClinicFile:
        self.setting()  # the record's own rules for these
        return self

    def setting(self) -> Clinic:
        """Give what the record keeps of the clinic itself."""
        return Clinic(name=self.clinic, as_of=self.as_of, money=self.money, cost_tiers=self.cost_tiers)


class ClinicError(ValueError):
    """A clinic file that cannot be used; `faults` holds everything found, each with its place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def parse_clinic(text: str, library: Library, file: str = "clinic facts") -> dict[str, Any]:
    """Read a clinic's file and check it against the evidence; the result is the answer ``clinic``.

    Raises
    ------
    ClinicError
        If the file is not read, is no clinic file, or names an option the evidence does not know.
    """
    try:
        document = parse_text(text, file)
    except Unreadable as error:
        raise ClinicError([error.fault]) from None
    faults = check_clinic(document, library)
    if faults:
        raise ClinicError(faults)
    read: dict[str, Any] = ClinicFile.model_validate(document.data).model_dump(mode="json")
    return read


def check_clinic(document: Document, library: Library) -> list[Fault]:
    """Give every fault of a clinic's file."""
    try:
        held = ClinicFile.model_validate(document.data)
    except ValidationError as error:
        return faults_of(error, document.data, document, (), ClinicFile)
    known = ", ".join(library.options)
    return [
        document.fault(("options", option), "the evidence knows no such option", found=option, allowed=known)
        for option in held.options
        if option not in library.options
    ]


def with_clinic(record: Record, value: Any) -> Record:
    """Take a clinic's facts: they replace what was there for the options they name, and nothing else."""
    held = ClinicFile.model_validate(value)
    local = dict(record.local)
    for option, facts in held.options.items():
        given = {name: number for name, number in facts.model_dump().items() if number is not None}
        if given:
            local[option] = LocalFacts.model_validate({**dict(local.get(option, LocalFacts())), **given})
    return record.with_(local=local, clinic=held.setting())


def _looks_like_one(data: Any) -> bool:
    return isinstance(data, dict) and "clinic" in data and "schema_version" not in data


def _check_file(document: Document, _: Path) -> list[Fault]:
    from trd_sdm.evidence import load_library

    return check_clinic(document, load_library())


register_kind(Kind("clinic", _looks_like_one, _check_file))
