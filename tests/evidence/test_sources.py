"""The bibliography: nothing cited is missing, nothing is there for no reason, and nothing is invented."""

from __future__ import annotations

import json
import re

from trd_sdm.evidence import Library
from trd_sdm.evidence.compiled import data_folder

# Read and kept for context: no cell rests on them.
NOT_IN_A_CELL = {"ahrq33_t55", "mahmoud2007", "geddes2003", "goodwin2017", "katz2022", "vns_label2021"}


def test_it_holds_the_reviewed_sources_and_the_two_that_texts_and_checks_add(library: Library) -> None:
    assert len(library.bibliography) == 229 + 2


def test_what_no_cell_rests_on_is_named(library: Library) -> None:
    cited = {key for option in library.options.values() for cell in option.estimates.values() for key in cell.sources}
    assert set(library.bibliography) - cited == NOT_IN_A_CELL


def test_every_finding_cited_is_there_and_every_finding_is_cited(library: Library) -> None:
    cited = {*library.baseline.evidence, *(check.evidence for check in library.baseline.cross_checks)}
    for option in library.options.values():
        cited |= {key for fact in option.facts.values() for key in fact.evidence}
        for cell in option.estimates.values():
            cited |= {*cell.evidence, *(key for other in cell.alternatives for key in other.evidence)}
            cited |= set(cell.head_to_head.evidence) if cell.head_to_head else set()
    assert cited <= set(library.findings)
    assert set(library.findings) - cited == {"NEW-041", "NEW-047"}  # used in the reviewed wording, not in a number


def test_findings_say_what_was_found_and_where_it_was_seen(library: Library) -> None:
    for key, finding in library.findings.items():
        assert len(finding.finding) > 25, key
        assert "2026-11-23" in finding.seen, key


def test_it_is_csl_json() -> None:
    entries = json.loads((data_folder() / "sources.json").read_text(encoding="utf-8"))
    for entry in entries:
        assert {"id", "type", "title", "URL", "accessed", "custom"} <= set(entry)
        assert entry["accessed"] == {"date-parts": [[2026, 11, 23]]}
        for author in entry.get("author", []):
            assert re.fullmatch(r"[A-Z]{1,4}", author["given"]), entry["id"]
    assert [entry["id"] for entry in entries] == sorted(entry["id"] for entry in entries)


def test_a_citation_reads_as_one(library: Library) -> None:
    taken_apart, whole = library.bibliography["anand2023"], library.bibliography["nice_ipg679"]
    title = "Ketamine versus ECT for nonpsychotic treatment-resistant major depression (ELEKT-D)"
    assert taken_apart.citation == f"Anand A et al. {title}. N Engl J Med 2023."
    assert taken_apart.year == 2023
    assert whole.citation == "NICE IPG679 implanted VNS for TRD."
    assert whole.year is None


def test_secondary_sources_say_so(library: Library) -> None:
    assert library.bibliography["henssler_carlat"].is_secondary
    assert not library.bibliography["anand2023"].is_secondary


def test_nothing_speaks_of_a_machine_or_of_how_it_was_made() -> None:
    for path in data_folder().rglob("*"):
        if path.suffix in {".yaml", ".json", ".md"} and path.name != "library.json":
            text = path.read_text(encoding="utf-8")
            assert not re.search(
                r"/work/|/tmp/|/root/|this session|Upload_to_vector|vectorstore|practical\.yaml", text
            ), path
