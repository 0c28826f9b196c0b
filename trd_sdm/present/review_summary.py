"""The review on one screen: what to fix first, what is still open, and what is carried into the comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trd_sdm.clinical.sourced import Basis, Sourced
from trd_sdm.present.safety import asked_words
from trd_sdm.present.sources import address
from trd_sdm.present.standings import RuleLink, rule_link, shown
from trd_sdm.present.tables import render
from trd_sdm.present.words import listed, sentence
from trd_sdm.session.record import STAY
from trd_sdm.session.signs import TOLD

if TYPE_CHECKING:
    from trd_sdm.clinical.knowledge import Clinical
    from trd_sdm.clinical.safety_rules import SafetyRules
    from trd_sdm.evidence import Library
    from trd_sdm.evidence.source import Source
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review

TRD = {
    "met": "At least two fair trials in this episode did not help enough.",
    "not_met": "Fewer than two fair trials in this episode. It is too soon to call it resistant.",
    "cannot_tell": "We cannot tell yet if two fair trials did not help enough.",
}
ANSWER_THERE = "Answer under Health and medicines"
NOTHING_TO_FIX = "Nothing stands out so far. That proves nothing."
TAKEN = "A drug you take now:"
TAKEN_HOW = "Look at this together today. Do not stop or change a drug on your own."
STAYING = "Staying starts no new drug. What was found on a drug you take now stands under What to put right first."
QUESTIONS_AT_MOST = 5
INFERRED = "our reading, not stated in the source"


@dataclass(frozen=True)
class Line:
    """One thing to do or know, with where it comes from.

    Parameters
    ----------
    text : str
        What it points to.
    basis : str
        ``stated`` or ``inferred``.
    links : tuple of RuleLink
    """

    text: str
    basis: Basis
    links: tuple[RuleLink, ...]

    @property
    def mark(self) -> str:
        """Say so where it is our reading."""
        return INFERRED if self.basis == "inferred" else ""


@dataclass(frozen=True)
class Group:
    """What was found, and what it points to."""

    head: str
    lines: tuple[Line, ...]
    how: str = ""


def taken_first(review: Review, rules: SafetyRules) -> tuple[Group, ...]:
    """Give what the rules say of drugs taken now; it stands before all else that is to be put right."""
    return tuple(
        Group(
            f"{TAKEN} {listed(list(held.drugs))}",
            tuple(
                Line(sentence(one.patient), "inferred", tuple(rule_link(rules.sources[key]) for key in one.sources))
                for one in held.findings
            ),
            TAKEN_HOW,
        )
        for held in review.taken_now
    )


def fix_first(review: Review, clinical: Clinical) -> tuple[Group, ...]:
    """Give what stands in the way, before any option is compared: the label, trials, checks, the day to day."""
    history = review.history
    # With no treatment entered there is no label yet that could be too early.
    warnings = history.warnings if review.trials else ()
    found: list[tuple[str, Sourced]] = [("Is it really resistance?", warned.says) for warned in warnings]
    for group in history.groups:
        if group.id in ("never_fair_chance", "not_tolerated"):
            found += [(group.title, pointer) for pointer in group.points_to]
    for summary in review.checks:
        found += [(item.name, item.changes) for item in summary.positive]
    found += [(barrier.name, remedy) for barrier in review.adherence.found for remedy in barrier.remedies[:1]]
    found += [(target.name, pointer) for target in review.residual.targets for pointer in target.targets[:1]]
    heads = dict.fromkeys(head for head, _ in found)
    return tuple(
        Group(head, tuple(dict.fromkeys(_line(held, clinical) for name, held in found if name == head)))
        for head in heads
    )


def still_open(review: Review, record: Record) -> tuple[str, ...]:
    """Say what nobody knows yet, the questions that could rule an option out first.

    A question about self-harm is counted and not written out here: it is asked where a clinician asks it.
    """
    said = []
    if not record.past.trials:
        said.append("No past treatment was entered.")
    elif unclear := sum(judged.verdict == "cannot_tell" for _, judged in review.trials):
        said.append(f"{unclear} of {len(review.trials)} past treatments cannot be judged yet.")
    for summary, name in zip(review.checks, ("Other things it could be", "What may add to it"), strict=True):
        if summary.open:
            said.append(f"{name}: {len(summary.open)} of {len(summary.findings)} not settled.")
    if not review.safety_stop.asked:
        said.append("Safety has not been asked about.")
    elif told := asked_words(record.safety, review.on):
        said.append(f"Staying safe: {told}")
    questions = {
        question.text: question.about for option in record.shortlist for question in review.verdicts[option].questions
    }
    first = [text for text, about in questions.items() if about not in TOLD][:QUESTIONS_AT_MOST]
    said += first
    if len(questions) > len(first):
        rest = len(questions) - len(first)
        said.append(f"{rest} more {'question' if rest == 1 else 'questions'}.")
    return tuple(said)


def asks_under_health(review: Review, record: Record) -> bool:
    """Say whether a question that stands open for an option on the table is answered under Health and medicines."""
    return any(review.verdicts[option].questions for option in record.shortlist)


def summary_html(review: Review, record: Record, clinical: Clinical, rules: SafetyRules) -> str:
    """Give the first two parts and what the past trials come to, as HTML."""
    history = review.history
    band = f" Band: {history.maudsley.band}." if history.maudsley.band else ""
    return render(
        "review_summary.html.j2",
        tried=bool(review.trials),
        trd=TRD[history.trd.finding],
        why=tuple(map(sentence, history.trd.why)),
        stages=(f"Thase-Rush: {history.thase_rush.reason}", f"Maudsley: {history.maudsley.reason}{band}"),
        limits=(*history.thase_rush.limits, *history.maudsley.limits),
        fix=(*taken_first(review, rules), *fix_first(review, clinical)),
        nothing=NOTHING_TO_FIX,
        open=still_open(review, record),
    )


def standing_html(review: Review, option: str, library: Library, rules: SafetyRules) -> str:
    """Give where one option stands, with each rule's reason, source and basis, and when it may start, as HTML."""
    wait = review.washouts[option]
    return render(
        "standing.html.j2",
        name=library.options[option].text.name,
        held=shown(review.standing(option), rules),
        staying=STAYING if option == STAY and review.taken_now else "",
        wait=wait.text if wait.waits or wait.questions else "",
    )


def _line(held: Sourced, clinical: Clinical) -> Line:
    cited: list[Source] = [clinical.bibliography[key] for key in held.sources]
    return Line(
        held.text,
        held.basis,
        tuple(RuleLink(source.citation, address(source)) for source in cited),
    )
