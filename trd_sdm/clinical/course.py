"""How each option runs over time: visits, driving, tests, when it is first felt and when to judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from trd_sdm.clinical.course_data import Checkpoint, Course, CoursesFile, LateGain
from trd_sdm.clinical.sourced import cited, named_options
from trd_sdm.evidence import Library, LibraryFaults, Source, load_library
from trd_sdm.evidence.base import Frozen, FrozenDict
from trd_sdm.evidence.compiled import data_folder
from trd_sdm.evidence.faults import Fault
from trd_sdm.evidence.folder import check_sources, whole
from trd_sdm.evidence.reading import Document, read_together

FILE = "courses.yaml"
SOURCES = "sources.json"


class Courses(Frozen):
    """The course of every option of the library.

    Parameters
    ----------
    courses : mapping of str to Course
        By option; also reached as ``courses["ect"]``.
    late_gain : LateGain
        What holds for drugs against depression: how many without a gain still respond later.
    bibliography : mapping of str to Source
        Every source named here.
    """

    courses: FrozenDict[Course]
    late_gain: LateGain
    bibliography: FrozenDict[Source]

    def __getitem__(self, option: str) -> Course:
        return self.courses[option]

    def __contains__(self, option: object) -> bool:
        return option in self.courses


def load_courses(folder: Path | str | None = None) -> Courses:
    """Open the courses.

    Parameters
    ----------
    folder : Path, optional
        Folder with ``courses.yaml`` and ``sources.json``; the packaged one by default, which is read once.

    Raises
    ------
    LibraryFaults
        Naming every fault with file, place, line, what is there and what is allowed: an option without a
        course, an unknown option or source, a figure with neither source nor gap, phases out of order.

    Examples
    --------
    >>> ect = load_courses()["ect"]
    >>> [(point.kind, point.low, point.high) for point in ect.checkpoints]
    [('early_signal', 1.0, 2.5), ('full_trial', 2.0, 6.0)]
    """
    return _packaged() if folder is None else _opened(Path(folder))


@lru_cache(maxsize=1)
def _packaged() -> Courses:
    return _opened(data_folder() / "clinical")


def _opened(folder: Path) -> Courses:
    courses, faults = _gather(folder, load_library(), {})
    if courses is None:
        raise LibraryFaults(faults)
    return courses


def find_faults(folder: Path, library: Library, given: Mapping[str, Document]) -> list[Fault]:
    """Give every fault of the courses in a folder; `given` documents stand in for its files by name."""
    return _gather(folder, library, given)[1]


def _gather(folder: Path, library: Library, given: Mapping[str, Document]) -> tuple[Courses | None, list[Fault]]:
    documents, faults = read_together(folder, (FILE, SOURCES), given)
    if faults:
        return None, faults
    own, faults = check_sources(documents[SOURCES])
    courses, found = read_courses(documents[FILE], library, own)
    return (None if faults else courses), [*faults, *found]


def read_courses(document: Document, library: Library, own: Mapping[str, Source]) -> tuple[Courses | None, list[Fault]]:
    """Check a document as a whole; the courses are there only where there is no fault.

    Parameters
    ----------
    document : Document
    library : Library
        Whose options have the courses.
    own : mapping of str to Source
        Sources of the clinical data, beside those of the library.
    """
    held, faults = whole(CoursesFile, document)
    faults += _options(document, library)
    if held is None:
        return None, faults
    bibliography = {**library.bibliography, **own}
    used: set[str] = set()
    for path, key in cited(held):
        used.add(key)
        if key not in bibliography:
            allowed = "an id of sources.json or clinical/sources.json"
            faults.append(document.fault(path, "this source is not known", found=key, allowed=allowed))
    for path, key in named_options(held):
        if key not in library.options:
            allowed = ", ".join(library.options)
            faults.append(document.fault(path, "this option is not known", found=key, allowed=allowed))
    if faults:
        return None, faults
    courses = {key: Course(option=key, **dict(held.courses[key])) for key in library.options}
    shown = {key: bibliography[key] for key in sorted(used)}
    return Courses(courses=courses, late_gain=held.late_gain, bibliography=shown), []


def _options(document: Document, library: Library) -> Iterable[Fault]:
    data = document.data.get("courses") if isinstance(document.data, dict) else None
    if not isinstance(data, dict):
        return
    allowed = ", ".join(library.options)
    for key in data:
        if key not in library.options:
            yield document.fault(("courses", key), "this option is not known", found=key, allowed=allowed)
    for key in library.options:
        if key not in data:
            allowed = "a course, with a gap for each figure that is not known"
            yield document.fault(("courses", key), "this option has no course", allowed=allowed)


def decision_points(course: Course) -> tuple[Checkpoint, ...]:
    """Give when to look at a plan together, in the order of weeks; those whose weeks are not known come last.

    Examples
    --------
    >>> [(point.kind, point.week) for point in decision_points(load_courses()["rtms"])]
    [('early_signal', 3), ('full_trial', 6)]
    """
    return tuple(sorted(course.checkpoints, key=lambda point: (not point.known, point.week or 0)))


def late_gain(courses: Courses, option: str) -> LateGain | None:
    """Give how many people without a gain still respond later on the same plan, where a source says so.

    An option with a figure of its own keeps that; the general one is given where the file says that it fits.

    Examples
    --------
    >>> gain = late_gain(load_courses(), "stay_optimise")
    >>> gain.per_100, gain.no_gain_at_week, gain.by_week, gain.sources
    (20.0, 4.0, 8.0, ('kudlow2014',))
    """
    own = courses[option].late_gain
    return own or (courses.late_gain if option in courses.late_gain.options else None)
