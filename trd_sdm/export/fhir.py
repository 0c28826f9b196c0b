"""A FHIR R4B bundle of what was answered, agreed and handed out, for the clinical record of another system.

No person stands in it: no Patient resource and no identifier. Every subject says only that it is the person of this
record, so that the receiving system fills in its own and none is made by accident.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from trd_sdm import __version__
from trd_sdm.export.fhir_answers import answer_resources
from trd_sdm.export.fhir_plan import plan_resources
from trd_sdm.export.fhir_terms import LOCAL, SUBJECT, Made, reference, text
from trd_sdm.export.handout import handout
from trd_sdm.export.note import note
from trd_sdm.present.disclaimer import DISCLAIMER

if TYPE_CHECKING:
    from trd_sdm.export.gathered import Gathered

NAMESPACE = uuid.UUID("5b0f0c1e-7a0f-5a53-9d3b-0c3f1c1f6f0d")
"""Ours, so that ids made from the same content are always the same and never another system's."""
MADE_UP = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason",
    "code": "HTEST",
    "display": "test health data",
}


def fhir_bundle(held: Gathered, *, with_handout: bool = True) -> str:
    """Make the bundle as JSON; every resource in it is checked by the models of ``fhir.resources``.

    Parameters
    ----------
    held : Gathered
    with_handout : bool
        Whether the handout stands in it whole; else only its title, size and hash.

    Returns
    -------
    str
        Answers to PHQ-9 and GAD-7 with their LOINC codes, scores, goals, the plan, and what was handed out. The same
        record, evidence and day give the same text.

    Raises
    ------
    ExportStopped
        While the safety stop holds.
    """
    from fhir.resources.R4B.bundle import Bundle

    held.go_on()
    made = _placed(held, with_handout=with_handout)
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": _marked(held, one)} for one in made]
    bundle = {
        "resourceType": "Bundle",
        "id": _id(held, {"entries": [one["id"] for one in made]}, set()),
        "meta": _meta(held),
        "type": "collection",
        "timestamp": _instant(held.on),
        "entry": entries,
    }
    checked = Bundle.model_validate(bundle)
    return json.dumps(json.loads(checked.model_dump_json()), indent=1, ensure_ascii=False) + "\n"


def _placed(held: Gathered, *, with_handout: bool) -> list[Made]:
    """Give every resource its id, made from its content, and settle what points to what."""
    taken: set[str] = set()

    def place(one: Made) -> Made:
        return {"resourceType": one["resourceType"], "id": _id(held, one, taken), **one}

    device = place(_device(held))
    answers: list[Made] = []
    for one, scores in answer_resources(held):
        answered = place(one)
        answers.append(answered)
        answers += [place({**made, **_derived(answered)}) for made in scores]
    goals, plan = plan_resources(held)
    placed_goals = [place(goal) for goal in goals]
    plan = place({**plan, **({"goal": [reference(goal) for goal in placed_goals]} if goals else {})})
    papers = [place({**paper, "author": [reference(device)]}) for paper in _papers(held, with_handout=with_handout)]
    return [device, *answers, *placed_goals, plan, *papers]


def _derived(answered: Made) -> Made:
    return {"derivedFrom": [reference(answered)]} if answered["resourceType"] == "QuestionnaireResponse" else {}


def _id(held: Gathered, content: Made, taken: set[str]) -> str:
    """Make an id from the record's seed and the content; equal content in one record gets one id each."""
    said = json.dumps(content, sort_keys=True, ensure_ascii=False)
    name, again = f"{held.record.seed}:{said}", 0
    while (made := str(uuid.uuid5(NAMESPACE, f"{name}:{again}"))) in taken:
        again += 1
    taken.add(made)
    return made


def _meta(held: Gathered) -> Made:
    tags = [
        {"system": f"{LOCAL}:mode", "code": held.record.mode},
        {"system": f"{LOCAL}:kit-version", "code": __version__},
        {"system": f"{LOCAL}:evidence-version", "code": held.library.version},
        {"system": f"{LOCAL}:evidence-date", "code": held.library.compiled.isoformat()},
    ]
    return {"tag": tags, **({"security": [MADE_UP]} if held.record.mode == "teaching" else {})}


def _marked(held: Gathered, one: Made) -> Made:
    return {**one, "meta": {"security": [MADE_UP]}} if held.record.mode == "teaching" else one


def _device(held: Gathered) -> Made:
    return {
        "resourceType": "Device",
        "deviceName": [{"name": "trd-sdm", "type": "model-name"}],
        "version": [{"value": __version__}],
        "note": [{"text": held.versions}, {"text": DISCLAIMER}, {"text": held.library.status}],
    }


def _papers(held: Gathered, *, with_handout: bool) -> Iterator[Made]:
    whole = handout(held)
    yield _paper(held, "Handout for the person", "application/pdf", whole, inside=with_handout)
    yield _paper(held, "Shared decision note", "text/plain; charset=utf-8", note(held, long=True).encode(), inside=True)


def _paper(held: Gathered, title: str, kind: str, content: bytes, *, inside: bool) -> Made:
    attachment: dict[str, Any] = {
        "contentType": kind,
        "language": "en",
        "title": title,
        "creation": held.on.isoformat(),
        "size": len(content),
        "hash": base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode("ascii"),
    }
    if inside:
        attachment["data"] = base64.b64encode(content).decode("ascii")
    return {
        "resourceType": "DocumentReference",
        "status": "current",
        "type": {"text": title},
        "subject": SUBJECT,
        "date": _instant(held.on),
        "description": text(f"{held.versions} {held.disclaimer}"),
        "content": [{"attachment": attachment}],
    }


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
