"""Terms that all parts of the FHIR bundle share."""

from __future__ import annotations

from typing import Any

from trd_sdm.export.free_text import paragraph

Made = dict[str, Any]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
LOCAL = "urn:trd-sdm"
SUBJECT: Made = {"type": "Patient", "display": "The person of this record; the receiving system fills in its own"}


def text(said: str) -> str:
    r"""Write a text as FHIR's ``string`` allows it: no control characters, not blank.

    Examples
    --------
    >>> text("a\x00b"), text("\u202e")
    ('a b', '-')
    """
    return paragraph(said).strip() or "-"


def reference(placed: Made) -> Made:
    """Point to a resource of the same bundle."""
    return {"reference": f"urn:uuid:{placed['id']}", "type": placed["resourceType"]}


def loinc(code: str, display: str) -> Made:
    """Give one LOINC code as a concept."""
    return {"coding": [{"system": LOINC, "code": code, "display": display}], "text": display}


def score(value: float) -> Made:
    """Give a score as a quantity."""
    return {"value": int(value) if value == int(value) else value, "unit": "score", "system": UCUM, "code": "{score}"}
