"""Which options stand side by side on the cards and in the calendar."""

from __future__ import annotations

from trd_sdm.session.appraisal import fixed_order
from trd_sdm.session.record import Record

AT_FIRST = 3
"""How many stand side by side before anybody chose: few enough to be read by somebody tired."""


def table_order(record: Record) -> tuple[str, ...]:
    """Give every option on the table, also one a rule calls not suitable, in the record's fixed order."""
    return fixed_order(record.shortlist, record.seed)


def beside(record: Record) -> tuple[str, ...]:
    """Give the options that stand side by side, in the record's fixed order.

    An option that left the table is left out. Where nothing is chosen, or nothing chosen is still there, it is
    the first few of the table, whatever their fit.

    Examples
    --------
    >>> record = Record(library_version="1", shortlist=("stay_optimise", "ect", "rtms", "cbt"), seed=1)
    >>> len(beside(record)), beside(record.with_(beside=("ect", "maoi")))
    (3, ('ect',))
    """
    table = table_order(record)
    return tuple(option for option in table if option in record.beside) or table[:AT_FIRST]
