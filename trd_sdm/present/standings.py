"""What the safety rules say of one option, as plain text: the verdict, each reason, where it comes from.

A rule stays in sight with its source and with whether the source states it or it was inferred. An option that is
not suitable stays in sight too, with the reason. That no rule fired is never said as a good sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from trd_sdm.clinical.verdicts import LEVEL_WORDS, NOTHING_FOUND, Finding
from trd_sdm.present.words import sentence

if TYPE_CHECKING:
    from trd_sdm.clinical.safety_rules import RuleSource, SafetyRules
    from trd_sdm.session.review import Standing

BASIS = {
    "stated": "Stated in the source.",
    "inferred": "Inferred from the source, not stated there.",
}
BY_ANALOGY = "Written for another option. Nothing closer was found."


@dataclass(frozen=True)
class RuleLink:
    """A source of a rule; `href` is empty where it has no address."""

    citation: str
    href: str


@dataclass(frozen=True)
class Reason:
    """One rule that fired, or that waits for an answer.

    Parameters
    ----------
    words : str
        What it calls the option: ``not suitable``, ``take care``, ``needs checks``.
    patient, clinician : str
        The reason in plain words, and in the clinician's.
    basis : tuple of str
        Whether it is stated or inferred, and whether it was written for another option.
    links : tuple of RuleLink
    questions : tuple of str
        What would settle it; empty for a rule that fired.
    """

    words: str
    patient: str
    clinician: str
    basis: tuple[str, ...]
    links: tuple[RuleLink, ...]
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """Where an option stands, as it is shown.

    Parameters
    ----------
    badge : str
        A word or two; empty where no rule fired.
    line : str
        The verdict in a sentence or two, with what is still open.
    why : str
        The first reason of an option that is not suitable; else empty.
    put_back : str
        Why a clinician put it back; else empty.
    fired, open : tuple of Reason
    """

    badge: str
    line: str
    why: str
    put_back: str
    fired: tuple[Reason, ...]
    open: tuple[Reason, ...]


def shown(standing: Standing, rules: SafetyRules) -> Shown:
    """Say where an option stands.

    Parameters
    ----------
    standing : Standing
        From `trd_sdm.session.review.Review.standing`.
    rules : SafetyRules
        The rules it was judged by, for their sources.

    Examples
    --------
    >>> from trd_sdm.clinical.safety_rules_load import load_safety_rules
    >>> from trd_sdm.evidence import load_library
    >>> from trd_sdm.session.assessment import reviewed
    >>> from trd_sdm.session.record import Record
    >>> library = load_library()
    >>> record = Record(library_version=library.version, facts={"answers": {"metal_near_coil": "yes"}})
    >>> said = shown(reviewed(record, library).standing("rtms"), load_safety_rules(library))
    >>> said.badge, said.fired[0].basis
    ('Not suitable', ('Stated in the source.',))
    """
    verdict = standing.verdict
    stopped = verdict.level == "not_suitable"
    return Shown(
        badge=badge(standing),
        line=verdict.text,
        why=sentence(verdict.fired[0].patient) if stopped else "",
        put_back=standing.put_back or "",
        fired=tuple(_reason(finding, rules) for finding in verdict.fired),
        open=tuple(_reason(finding, rules) for finding in verdict.cannot_tell),
    )


def badge(standing: Standing) -> str:
    """Give the word or two beside an option's name; nothing where no rule fired, since that proves nothing."""
    words = LEVEL_WORDS[standing.verdict.level]
    return "" if words == NOTHING_FOUND else words[:1].upper() + words[1:]


def left_out_html(named: Mapping[str, Shown]) -> str:
    """Name as HTML the options a rule calls not suitable, each with the reason; empty where there is none.

    Parameters
    ----------
    named : mapping of str to Shown
        By name as shown.
    """
    lines = Markup("").join(
        Markup("<li><b>{}</b>: {}. {}</li>").format(
            name, one.badge.lower(), f"{one.why} Put back by the clinician: {one.put_back}" if one.put_back else one.why
        )
        for name, one in named.items()
        if one.why
    )
    if not lines:
        return ""
    told = "Read the reason together. The option stays in sight, and is left out of the sum unless it was put back."
    return str(Markup('<aside class="trd-aside"><p>{}</p><ul>{}</ul></aside>').format(told, lines))


def _reason(finding: Finding, rules: SafetyRules) -> Reason:
    basis = (BASIS[finding.basis], *([BY_ANALOGY] if finding.by_analogy else []))
    return Reason(
        words=LEVEL_WORDS[finding.level],
        patient=sentence(finding.patient),
        clinician=sentence(finding.clinician),
        basis=basis,
        links=tuple(rule_link(rules.sources[key]) for key in finding.sources),
        questions=tuple(question.text for question in finding.questions),
    )


def rule_link(source: RuleSource) -> RuleLink:
    """Give the address of a rule's source: its DOI where there is one."""
    href = f"https://doi.org/{quote(source.doi, safe='/')}" if source.doi else source.url or ""
    return RuleLink(source.citation, href)
