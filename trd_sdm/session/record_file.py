"""Read a record file. It is untrusted: it opens whole, or is refused with a sentence for each fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from trd_sdm.evidence.faults import Fault, dotted
from trd_sdm.evidence.reading import Document, Unreadable, parse_text, read_text
from trd_sdm.evidence.shape import found_there, said
from trd_sdm.evidence.validate import Kind, register_kind
from trd_sdm.session.record import MAX_DRAWS, ROLES, SCHEMA_VERSION, STAY, Record
from trd_sdm.session.record_names import unknown_criteria, unknown_measures, unknown_options, wrong_steps
from trd_sdm.session.screens import SCREENS
from trd_sdm.session.upgrades import upgraded
from trd_sdm.session.values import is_own

if TYPE_CHECKING:
    from trd_sdm.clinical.measures import InstrumentAnswers, MeasureScore
    from trd_sdm.evidence import Library

Place = tuple[str | int, ...]
SAVED = "saved"
"""Entry of a file that says what the record was made with; see `trd_sdm.session.saved`."""
LAST_YEAR = 2199  # leaves room to add a wash-out to any last dose

ALLOWED = {
    "country": "two capital letters, such as GB",
    "draws": f"a whole number from 100 to {MAX_DRAWS}",
    "mode": "teaching or session",
    "order": "fixed or fit",
    "put_back": "by option, a reason of 1 to 500 characters",
    "schema_version": str(SCHEMA_VERSION),
    "screen": ", ".join(SCREENS),
    "seed": "a whole number from 0 to 4294967295",
    "weights": "for patient and clinician, points from 0 to 100 by criterion",
    "whose": ", ".join((*ROLES, "shared")),
}


class RecordError(ValueError):
    """A record that cannot be opened; `faults` holds everything found, each with its place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def read_record(path: Path, library: Library) -> Record:
    """Read a record file and check it against the evidence.

    Raises
    ------
    RecordError
        If the file is not read, is no record, or names what the evidence does not know.
    """
    try:
        return parse_record(read_text(path), library, str(path))
    except Unreadable as error:
        raise RecordError([error.fault]) from None


def parse_record(text: str, library: Library, file: str = "the record") -> Record:
    """Read a record from JSON text; see `read_record`.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> library = load_library()
    >>> record = Record(library_version=library.version, seed=7)
    >>> parse_record(record.to_json(), library) == record
    True
    """
    try:
        document = parse_text(text, file)
    except Unreadable as error:
        raise RecordError([error.fault]) from None
    return record_of(document, library)


def record_of(document: Document, library: Library) -> Record:
    """Give the record of a document; what stands beside it, about how it was saved, is left alone.

    Raises
    ------
    RecordError
        Naming every fault found.
    """
    faults = list(check_record(document, library))
    if faults:
        raise RecordError(faults)
    return Record.model_validate(_as_tuples(upgraded(_without_stamp(document.data))))


def check_record(document: Document, library: Library) -> Iterable[Fault]:
    """Give every fault of a record document: its form first, then what the evidence does not know."""
    data = document.data
    if not isinstance(data, dict):
        yield document.fault((), "this is no record", found=data, allowed="a block of named entries")
        return
    version = data.get("schema_version")
    if isinstance(version, int) and not isinstance(version, bool) and version > SCHEMA_VERSION:
        told = "the record was made by a newer trd-sdm, so it is not opened"
        yield document.fault(("schema_version",), told, found=version, allowed=f"up to {SCHEMA_VERSION}")
        return
    try:
        record = Record.model_validate(_as_tuples(upgraded(_without_stamp(data))))
    except ValidationError as error:
        found_so_far = faults_of(error, document.file, document)
        yield from found_so_far
        places = {fault.place for fault in found_so_far}
        yield from (fault for fault in _names_not_known(document, library) if fault.place not in places)
        shortlist = data.get("shortlist")
        if "" not in places and isinstance(shortlist, list) and STAY not in shortlist:
            message = f"the shortlist must hold {STAY}: staying is always on the table"
            yield document.fault(("shortlist",), message)
        return
    yield from _names_not_known(document, library)
    for path, message, found, allowed in not_known(record, library):
        yield document.fault(path, message, found=found, allowed=allowed)


def _names_not_known(document: Document, library: Library) -> Iterator[Fault]:
    known: dict[str, Any] = {"shortlist": library.options, "criteria": library.criteria}
    for field, names in known.items():
        held = document.data.get(field)
        for place, item in enumerate(held if isinstance(held, list) else ()):
            own = field == "criteria" and isinstance(item, str) and is_own(item)  # the record itself knows those
            if isinstance(item, str) and item not in names and not own:
                message = f"the evidence knows no such {'option' if field == 'shortlist' else 'criterion'}"
                yield document.fault((field, place), message, found=item, allowed=", ".join(names))


def not_known(record: Record, library: Library) -> Iterator[tuple[Place, str, object, str]]:
    """Give what the clinical parts name and nobody knows: place, sentence, what is there, what is allowed.

    The rules are loaded only where a record names a group of drugs, a questionnaire or a score. An item of a
    checklist that is not known is no fault: the record may be made with another list.
    """
    yield from unknown_options(record, library)
    yield from unknown_criteria(record, library)
    yield from unknown_measures(record)
    yield from wrong_steps(record, library)
    for path, options in ((("put_back",), record.put_back), (("facts", "planned"), record.facts.planned)):
        for option in options:
            if option not in library.options:
                yield (*path, option), "the evidence knows no such option", option, ", ".join(library.options)
    for place, use in enumerate(record.facts.drugs):
        if use.last_dose is not None and use.last_dose.year > LAST_YEAR:
            at: Place = ("facts", "drugs", place, "last_dose")
            yield at, "this day lies too far ahead", use.last_dose.isoformat(), f"up to the year {LAST_YEAR}"
    groups = [(name, group) for name in ("drug_groups", "recent_groups") for group in getattr(record.facts, name)]
    if groups:
        from trd_sdm.clinical.safety_rules_load import load_safety_rules

        drugs = load_safety_rules(library).drugs
        for name, group in groups:
            if group not in drugs:
                allowed = "a group or drug of drug_classes.yaml"
                yield ("facts", name, group), "no such group of drugs is known", group, allowed
    yield from _not_scored((), record.questionnaires, record.scores)
    for place, entry in enumerate(record.tracking.entries):
        yield from _not_scored(("tracking", "entries", place), entry.answers, entry.scores)


def _not_scored(
    within: Place, questionnaires: tuple[InstrumentAnswers, ...], scores: tuple[MeasureScore, ...]
) -> Iterator[tuple[Place, str, object, str]]:
    if not questionnaires and not scores:
        return
    from trd_sdm.clinical.knowledge import load_clinical
    from trd_sdm.clinical.measures import read_score, score

    clinical = load_clinical()
    for place, held in enumerate(questionnaires):
        at: Place = (*within, "answers" if within else "questionnaires", place)
        if held.instrument not in clinical.instruments:
            allowed = ", ".join(clinical.instruments)
            yield (*at, "instrument"), "this questionnaire is not known", held.instrument, allowed
            continue
        try:
            score(clinical.instruments[held.instrument], held.answers, clinical.choices(held.instrument))
        except ValueError as error:
            yield (*at, "answers"), str(error), dict(held.answers), "items and scores of the questionnaire"
    for place, entered in enumerate(scores):
        at = (*within, "scores", place)
        scored = [name for name, right in clinical.rights.items() if right.range is not None]
        if entered.measure not in scored:
            yield (*at, "measure"), "no score is entered for this", entered.measure, ", ".join(scored)
            continue
        try:
            read_score(entered, clinical.rights[entered.measure])
        except ValueError as error:
            yield (*at, "score"), str(error), entered.score, "a score inside the range of the measure"


def faults_of(error: ValidationError, file: str, document: Document | None = None) -> list[Fault]:
    """Give one fault for each thing a validation found."""
    faults = []
    for item in error.errors(include_url=False):
        place = tuple(step for step in item["loc"] if step != "[key]")
        field = str(place[0]) if place else ""
        line = document.line(place) if document else None
        message, allowed = said(item, list(Record.model_fields) if len(place) == 1 else [])
        if item["type"] != "extra_forbidden":
            allowed = ALLOWED.get(field, allowed)
        found = found_there(item) if place else ""
        faults.append(Fault(file, dotted(place), line, found, allowed, message))
    return faults


def _looks_like_a_record(data: Any) -> bool:
    return isinstance(data, dict) and "schema_version" in data and bool({"shortlist", "weights"} & set(data))


def _check_file(document: Document, _: Path) -> list[Fault]:
    from trd_sdm.evidence import load_library
    from trd_sdm.session.saved import stamp_faults

    return [*check_record(document, load_library()), *stamp_faults(document)]


def _without_stamp(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != SAVED}


register_kind(Kind("record", _looks_like_a_record, _check_file))


def _as_tuples(data: dict[str, Any]) -> dict[str, Any]:
    """JSON knows lists only; everything else is checked as it stands."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
