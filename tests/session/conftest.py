import pytest

from trd_sdm.evidence import load_library
from trd_sdm.session.record import Record


@pytest.fixture(scope="session")
def library():
    return load_library()


@pytest.fixture
def record(library):
    """Five options, three criteria, both people have rated."""
    return Record(
        library_version=library.version,
        seed=7,
        shortlist=("stay_optimise", "ect", "rtms", "augment_lithium", "iv_ketamine"),
        criteria=("response", "memory_thinking", "clinic_hours_8wk"),
        weights={
            "patient": {"response": 80, "memory_thinking": 60},
            "clinician": {"response": 90, "memory_thinking": 20, "clinic_hours_8wk": 10},
        },
    )
