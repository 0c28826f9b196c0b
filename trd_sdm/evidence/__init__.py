"""What is known about the options: criteria, estimates with their certainty, sources, assumptions.

Open it with `load_library`. The data lie in ``trd_sdm/data`` as YAML that people edit.
"""

from trd_sdm.evidence.assumptions import Assumptions, Baseline
from trd_sdm.evidence.criterion import Criterion
from trd_sdm.evidence.estimate import Estimate
from trd_sdm.evidence.faults import Fault, LibraryFaults
from trd_sdm.evidence.library import Library
from trd_sdm.evidence.loading import load_library
from trd_sdm.evidence.option import Option, OptionText
from trd_sdm.evidence.source import Finding, Source

__all__ = [
    "Assumptions",
    "Baseline",
    "Criterion",
    "Estimate",
    "Fault",
    "Finding",
    "Library",
    "LibraryFaults",
    "Option",
    "OptionText",
    "Source",
    "load_library",
]
