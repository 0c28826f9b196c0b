"""Where numbers come from: a bibliography entry in CSL-JSON, and a finding read in it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from trd_sdm.evidence.base import EvidenceId, Flag, Frozen, Key, Text, Whole

Tier = Literal[
    "A",
    "B",
    "C",
    "primary_abstract",
    "primary_table",
    "guideline_table",
    "guideline_or_consensus",
    "registry",
    "registry_results",
    "label",
    "label_copy",
    "label_mirror",
    "secondary_summary",
    "manufacturer_page",
    "clinic_or_vendor_page",
    "patient_leaflet",
    "news",
]


class Person(Frozen):
    """An author: family and given name, or a group's name as it stands."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None


AUTHORS_SHOWN = 3
"""With more, only the first is named."""
_OF_THE_COPY = re.compile(r" \((?:authors?|authors/\w+) not (?:displayed|shown)[^()]*\)")
"""What a title kept whole says of the copy that was read; it stays in the bibliography."""


class Dates(Frozen):
    """A date as CSL-JSON writes it: a list holding year, and month and day where known."""

    date_parts: Annotated[
        tuple[Annotated[tuple[Whole, ...], Field(min_length=1, max_length=3)], ...],
        Field(alias="date-parts", min_length=1, max_length=1),
    ]


class Provenance(Frozen):
    """What CSL has no word for: how good the reading was."""

    tier: Tier
    where_read: Text | None = Field(
        default=None, description="Which part was read; nothing where the record of the reading does not say."
    )
    authors_incomplete: Flag = False


class Source(Frozen):
    """One entry of the bibliography, in CSL-JSON.

    Where a citation could not be taken apart with certainty, `title` holds it whole.
    """

    id: Key
    type: Literal["article-journal", "report", "webpage", "article", "document", "article-newspaper"]
    title: Text
    author: tuple[Person, ...] = ()
    issued: Dates | None = None
    container_title: Text | None = Field(default=None, alias="container-title")
    volume: Text | None = None
    issue: Text | None = None
    page: Text | None = None
    DOI: Text | None = None
    PMID: Text | None = None
    URL: Annotated[Text, Field(pattern=r"^https?://")]
    accessed: Dates
    custom: Provenance

    @property
    def year(self) -> int | None:
        """Year of publication, where known."""
        return self.issued.date_parts[0][0] if self.issued else None

    @property
    def is_secondary(self) -> bool:
        """Whether a summary was read, not the paper, label or guideline itself."""
        return self.custom.tier in {
            "B",
            "C",
            "secondary_summary",
            "news",
            "manufacturer_page",
            "clinic_or_vendor_page",
        }

    @property
    def citation(self) -> str:
        """One line to show beside a number."""
        names = [person.literal or " ".join(filter(None, (person.family, person.given))) for person in self.author]
        shown = names if len(names) <= AUTHORS_SHOWN else names[:1]
        who = ", ".join(shown) + (" et al" if self.custom.authors_incomplete or len(shown) < len(names) else "")
        where = self.container_title or ""
        year = str(self.year) if self.year else ""
        tail = " ".join(filter(None, (where, year)))
        title = _OF_THE_COPY.sub("", self.title)
        return ". ".join(part.rstrip(".") for part in (who, title, tail) if part) + "."


class FindingEntry(Frozen):
    """A finding as it stands in ``findings.yaml``, where its place names it."""

    source: Key
    finding: Text
    seen: Annotated[Text, Field(description="Which part was read, and when.")]


class Finding(FindingEntry):
    """One result read in one source: figures, in our own words."""

    id: EvidenceId
