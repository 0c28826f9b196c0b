"""A source leads to the paper: its DOI, else PubMed; of a summary to the page that was read."""

import pytest

from trd_sdm.clinical.course import load_courses
from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present.sources import address

EVERY = {**load_clinical().bibliography, **load_courses().bibliography, **load_library().bibliography}


def test_a_paper_with_no_doi_is_opened_at_pubmed():
    assert address(EVERY["li2021nma"]) == "https://pubmed.ncbi.nlm.nih.gov/33780827/"


@pytest.mark.parametrize("source", EVERY.values(), ids=lambda source: source.id)
def test_no_source_leads_through_a_proxy(source):
    assert "proxy." not in address(source)


def test_a_summary_leads_to_the_page_that_was_read():
    summaries = [source for source in EVERY.values() if source.is_secondary and source.PMID and not source.DOI]
    assert summaries
    assert all(address(source) == source.URL for source in summaries)
