"""Everything known, as one frozen value: criteria, options, estimates, sources, assumptions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import model_validator

from trd_sdm.evidence.assumptions import Assumptions, Baseline
from trd_sdm.evidence.base import Frozen, FrozenDict, Text
from trd_sdm.evidence.criterion import Criterion
from trd_sdm.evidence.derived import derived_estimate
from trd_sdm.evidence.estimate import Estimate
from trd_sdm.evidence.option import Option, filled
from trd_sdm.evidence.source import Finding, Source

if TYPE_CHECKING:
    import pandas as pd


class Library(Frozen):
    """What is known about the options, and how well.

    Build one with `load_library`, which checks every number against its source, range and arithmetic.
    """

    version: Text
    compiled: dt.date
    title: Text
    status: Text
    criteria: FrozenDict[Criterion]
    options: FrozenDict[Option]
    bibliography: FrozenDict[Source]
    findings: FrozenDict[Finding]
    assumptions: Assumptions
    baseline: Baseline

    @model_validator(mode="after")
    def _whole(self) -> Library:
        stored = [key for key, criterion in self.criteria.items() if not criterion.is_derived]
        for key, option in self.options.items():
            missing = [criterion for criterion in stored if criterion not in option.estimates]
            if missing:
                raise ValueError(f"{key} has no cell for {', '.join(missing)}")
        return self

    def estimate(self, option: str, criterion: str) -> Estimate:
        """Give one estimate; a derived criterion is put together from its parts.

        Raises
        ------
        KeyError
            If the option or the criterion is not known; the message lists what is.
        """
        if option not in self.options:
            raise KeyError(f"{option!r} is no option; known: {', '.join(self.options)}")
        if criterion not in self.criteria:
            raise KeyError(f"{criterion!r} is no criterion; known: {', '.join(self.criteria)}")
        held = self.options[option].estimates
        if self.criteria[criterion].is_derived:
            return derived_estimate(self.criteria[criterion], held)
        return held[criterion]

    def with_estimates(self, estimates: Iterable[Estimate]) -> Library:
        """Give a library with some estimates replaced, its sentences filled in anew.

        Raises
        ------
        KeyError
            If an estimate's option or criterion is not known.
        ValueError
            If an estimate stands on a criterion that is computed from others.
        LibraryFaults
            If an estimate would not have been let in from a file.
        """
        from trd_sdm.evidence.checks import check_estimate
        from trd_sdm.evidence.faults import Fault, LibraryFaults, dotted
        from trd_sdm.evidence.template import TemplateFault

        faults: list[Fault] = []
        cells: dict[str, dict[str, Estimate]] = {key: dict(option.estimates) for key, option in self.options.items()}
        for estimate in estimates:
            self.estimate(estimate.option, estimate.criterion)
            if self.criteria[estimate.criterion].is_derived:
                parts = " and ".join(self.criteria[estimate.criterion].derived_from)
                raise ValueError(f"{estimate.criterion} is computed: change {parts} instead")
            at = ("cells", estimate.criterion)
            faults += (
                Fault(
                    f"options/{estimate.option}.yaml",
                    dotted((*at, *issue.path)),
                    None,
                    issue.shown,
                    issue.allowed,
                    issue.message,
                )
                for issue in check_estimate(estimate, self.criteria[estimate.criterion], self)
            )
            cells[estimate.option][estimate.criterion] = estimate
        options: dict[str, Option] = {}
        for key, option in self.options.items():
            try:
                text = filled(option.template, cells, option.facts, key)
            except TemplateFault as fault:
                place = "cells" if not fault.field else f"text, {{{fault.field}}}"
                faults.append(Fault(f"options/{key}.yaml", place, None, "", fault.allowed, fault.message))
                continue
            options[key] = option.model_copy(update={"text": text, "estimates": cells[key]})
        if faults:
            raise LibraryFaults(faults)
        return self.model_validate({**dict(self), "options": options})

    def performance_table(self, *, derived: bool = False) -> pd.DataFrame:
        """Give every cell as one row; see `trd_sdm.evidence.tables.performance_table`."""
        from trd_sdm.evidence.tables import performance_table

        return performance_table(self, derived=derived)

    def sources(self) -> pd.DataFrame:
        """Give the bibliography as one row a source; see `trd_sdm.evidence.tables.sources_table`."""
        from trd_sdm.evidence.tables import sources_table

        return sources_table(self)
