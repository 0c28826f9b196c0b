"""The words of the choice: no praise, no push, and leaving it for another day is a whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present.words import sentence
from trd_sdm.session.record_names import NOT_TODAY
from trd_sdm.session.values import NOT_SURE

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record
    from trd_sdm.session.review import Review

LEANING = "Where do you lean now?"
DISAGREES = "Do you see it another way than the picture? Say why, if you like."
DISAGREES_HELP = "The picture only adds up what was rated. It does not know all that you know."
CHOICE = "What do you choose?"
WHY = "Why? In your own words."
TOGETHER = "Do you both agree?"
ANSWERS = {"yes": "Yes", "no": "No", "unknown": "Not said yet"}
NOT_SURE_LABEL = "I am not sure"
NOT_TODAY_LABEL = "Not today"
NOT_TODAY_DETAIL = "This is a full answer."
NOT_SUITABLE = "Not suitable"
PUT_BACK_FIRST = "Before this can be chosen, a clinician has to put it back, with a reason."
PUT_BACK = "Put back by a clinician:"
RULED_OUT = "A safety rule now speaks against this."
OFF_TABLE_FIRST = "It is not on the table now. Put it there first to look at its safety rules together."
CHOOSE_AGAIN = "Choose again, or look at the safety rules together."
TO_REVIEW = "Go to the safety rules"


def first_leaning(record: Record, library: Library) -> str:
    """Say where the person leaned at first, as HTML; empty where it was not asked."""
    first = record.leanings.first
    if first is None:
        return ""
    told = "At first: not sure." if first == NOT_SURE else f"At first: {library.options[first].text.name}."
    return str(Markup('<p class="trd-help">{}</p>').format(told))


def choice_note(record: Record, library: Library, review: Review) -> str:
    """Say back what was chosen, as HTML, with the rule that speaks against it by now; empty while nothing was."""
    chosen = record.choice.option
    if chosen is None:
        return ""
    if chosen == NOT_TODAY:
        return str(Markup("<p>{}</p>").format("You leave it for another day. Nothing changes for now."))
    name = library.options[chosen].text.name
    if review.against(chosen):
        told = Markup("<p><b>{}</b></p><p>{} {}</p>")
        again = CHOOSE_AGAIN if chosen in record.shortlist else OFF_TABLE_FIRST
        said = told.format(f"You chose: {name}.", against_words(review, chosen), again)
        return str(Markup('<aside class="trd-aside">{}</aside>').format(said))
    off = "" if chosen in record.shortlist else f"You chose: {name}. It is not on the table now. "
    open_ = open_words(review, chosen)
    told = Markup("<p>{}You can change this.</p>").format(off)
    return str(told + (Markup("<p class='trd-coverage'>{}</p>").format(open_) if open_ else Markup("")))


def open_words(review: Review, option: str) -> str:
    """Say how many safety questions about what was chosen have no answer yet; empty where none is open."""
    verdict = review.verdicts.get(option)
    told = verdict.open_words if verdict is not None else ""
    return f"{told}." if told else ""


def warned(record: Record, library: Library, review: Review) -> str:
    """Say of what was chosen or planned, after the choice, that a rule speaks against it now, as HTML; else empty."""
    decided = {"You chose": (record.choice.option,), "In your plan": (record.plan.option, *record.plan.alongside)}
    said = {
        option: f"{head}: {library.options[option].text.name}."
        for head, options in reversed(decided.items())
        for option in options
        if option and option != NOT_TODAY and review.against(option)
    }
    return "".join(
        Markup('<aside class="trd-aside"><p><b>{}</b></p><p>{}</p></aside>').format(told, against_words(review, option))
        for option, told in said.items()
    )


def against_words(review: Review, option: str) -> str:
    """Say that a rule speaks against what was chosen, and why; empty where none does."""
    reasons = [sentence(finding.patient) for finding in review.against(option)]
    return " ".join([RULED_OUT, *dict.fromkeys(reasons)]) if reasons else ""


def blocked(record: Record, review: Review) -> dict[str, str]:
    """Give the options on the table that a safety rule calls not suitable and nobody put back, with the reasons."""
    return {
        option: " ".join([*(sentence(finding.patient) for finding in findings), PUT_BACK_FIRST])
        for option in record.shortlist
        if (findings := review.against(option))
    }


def put_back_notes(review: Review) -> Mapping[str, str]:
    """Give, by option, why a clinician put it back."""
    return {option: f"{PUT_BACK} {reason}" for option, reason in review.put_back.items()}
