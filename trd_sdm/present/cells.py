"""One cell of the evidence table: everything said about one number, as plain text, before any HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.present import numbers, wording
from trd_sdm.present.gaps import gap_why
from trd_sdm.present.sources import Link
from trd_sdm.present.words import listed, sentence

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.evidence.criterion import Criterion
    from trd_sdm.evidence.estimate import Estimate


@dataclass(frozen=True)
class Cell:
    """A cell as the template shows it; all texts are plain and escaped there.

    Parameters
    ----------
    label : str
        Plain name of the criterion, repeated in each cell for narrow screens.
    lead, rest : str
        The typical value, its number or first words apart so that they can stand out.
    other, range : str
        See `trd_sdm.present.wording.Said`.
    notes : tuple of str
        What must be read beside the number: time of measuring, zero that is not zero, local placeholder.
    basis : str
        What kind of number it is; empty for numbers that carry sources.
    certainty : str
        Level in words.
    why : tuple of str
        What opens on demand: how far to trust it and why, from whom, how the number was made.
    links : tuple of Link
        Sources.
    known : bool
        False for no good data.
    """

    label: str
    lead: str
    rest: str
    other: str
    range: str
    notes: tuple[str, ...]
    basis: str
    certainty: str
    why: tuple[str, ...]
    links: tuple[Link, ...]
    known: bool


def evidence_cell(library: Library, option: str, criterion: str, links: Mapping[str, Link]) -> Cell:
    """Gather what is said about one number.

    Parameters
    ----------
    library : Library
    option, criterion : str
        Ids.
    links : mapping of str to Link
        Numbered sources of the table.

    Raises
    ------
    ValueError
        If a number would be shown with neither a source nor a basis: that must never happen.
    """
    about = library.criteria[criterion]
    estimate = library.estimate(option, criterion)
    said = wording.say(about, estimate)
    known = not estimate.no_good_data
    if known and estimate.basis == "evidence" and not estimate.sources:
        raise ValueError(f"{option} / {criterion} has a number with no source.")
    lead = _lead(about, said.value)
    return Cell(
        label=about.plain,
        lead=lead,
        rest=said.value.removeprefix(lead),
        other=said.other,
        range=said.range,
        notes=tuple(_notes(about, estimate, known=known)),
        basis=_basis(library, about, estimate) if known else "",
        certainty=wording.certainty_head(estimate).lower() if known else "",
        why=tuple(_why(library, estimate, known=known)),
        links=tuple(links[key] for key in estimate.sources),
        known=known,
    )


def _lead(about: Criterion, value: str) -> str:
    """Give what a reader looks for first: the count, or the name of the step."""
    if about.kind == "chance":
        count, found, _ = value.partition(" of 100")
        return count + found
    return wording.short_band(value)


def _notes(about: Criterion, estimate: Estimate, *, known: bool) -> list[str]:
    notes = []
    if known and about.kind == "chance" and not about.is_derived:
        notes.append(wording.window_words(about, estimate.measured_at))
    if not known:
        notes.append(gap_why(estimate).removeprefix("No good data. "))
    if estimate.here == "local":
        notes.append(estimate.rationale)
    if estimate.here == "travel" and estimate.observed:
        notes.append(estimate.observed)
    if estimate.counted_as_none:
        notes.append("No study reported it. That is not the same as none.")
    if estimate.may_relieve_current:
        notes.append("If the drug you take now causes this, it may ease.")
    if estimate.overwrite_per_clinic:
        notes.append("A stand-in until your clinic fills in its own facts.")
    return [note for note in notes if note]


def _basis(library: Library, about: Criterion, estimate: Estimate) -> str:
    if about.is_derived:
        parts = listed([library.criteria[part].plain for part in about.derived_from])
        return f"We worked this out from: {parts}."
    if estimate.here in wording.HERE:
        return ""
    if estimate.basis == "judgement":
        return "Our judgement, with these sources in mind." if estimate.sources else "Our judgement."
    return "" if estimate.basis == "evidence" else wording.BASIS[estimate.basis]


def _why(library: Library, estimate: Estimate, *, known: bool) -> list[str]:
    why = []
    if estimate.here in wording.HERE:
        return [wording.HERE[estimate.here][1] if known else gap_why(estimate)]
    if known:
        why.append(wording.certainty_words(estimate.certainty.level))
        why.append(f"Why: {sentence(estimate.certainty.reason)}")
        why.append(wording.DIRECTNESS[estimate.directness])
    why.append(f"Notes for the clinician: {sentence(estimate.rationale)}")
    if estimate.comparator:
        why.append(f"Compared with: {sentence(estimate.comparator)}")
    seen = estimate.observed_in_trial
    if seen is not None:
        arm, other = (_both(share) for share in (seen.arm_per_100, seen.comparator_per_100))
        why.append(f"In the trials themselves: {arm}. Without it: {other} ({seen.weeks}).")
    if estimate.head_to_head is not None:
        said = [
            f"for {_name(library, option)}: {finding.rstrip('.')}"
            for option, finding in estimate.head_to_head.favours.items()
        ]
        why.append(f"Trials do not agree. {sentence('; '.join(said))}")
    why += [f"Take care: {sentence(flag)}" for flag in estimate.flags]
    return why


def _both(share: float) -> str:
    return f"{numbers.count_of_100(share)} of 100 did, {numbers.rest_of_100(share)} did not"


def _name(library: Library, option: str) -> str:
    known = library.options.get(option)
    return known.short_name if known is not None else option
