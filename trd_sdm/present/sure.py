"""The SURE test as its owners worded it, with its source and its rights, and where a "no" leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present.numbers import are
from trd_sdm.session.screens import Screen

if TYPE_CHECKING:
    from trd_sdm.clinical.instruments import Instrument

OPENS: dict[str, Screen] = {"weigh": "weigh", "compare": "cards", "values": "points", "plan": "plan"}
"""By the place the instrument's file names, the screen that mends a "no"."""

GO: dict[str, str] = {
    "weigh": "Look at the picture again",
    "compare": "Read about the options again",
    "values": "Say again how much each thing matters",
    "plan": "See who can help, in the plan",
}
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"


def total(instrument: Instrument, answers: Mapping[str, int]) -> int | None:
    """Add up the answers; nothing while one is missing."""
    ids = [item.id for item in instrument.items]
    return sum(answers[name] for name in ids) if set(ids) <= set(answers) else None


def score_sentences(instrument: Instrument, answers: Mapping[str, int]) -> list[str]:
    """Say the score as the instrument reads it, and that a question may stay open."""
    scored, most = total(instrument, answers), instrument.scoring.range[1]
    if scored is None:
        left = sum(item.id not in answers for item in instrument.items)
        if left == len(instrument.items):
            return []
        return [f"{left} of {len(instrument.items)} questions {are(left)} still open. You may leave them open."]
    limit = instrument.scoring.conflict_at_or_below
    if limit is not None and scored <= limit:
        return [
            f"Score: {scored} of {most}. The authors read {limit} or less as: something is still open.",
            "That is fine. The buttons lead to where you can look again. You can also leave it for another day.",
        ]
    return [f"Score: {scored} of {most}. You can still change your mind."]


def score_html(instrument: Instrument, answers: Mapping[str, int]) -> str:
    """Give the score as HTML."""
    lines = Markup("").join(Markup("<p>{}</p>").format(text) for text in score_sentences(instrument, answers))
    return str(lines)


def rights_html(instrument: Instrument) -> str:
    """Give the source of the questions and whose they are, as HTML."""
    cited = instrument.citation
    where = f"{cited.authors} ({cited.year}). {cited.journal}."
    link = Markup('<a href="{}{}/">PubMed {}</a>').format(PUBMED, cited.pmid, cited.pmid) if cited.pmid else ""
    return str(
        Markup('<div class="trd-notice-small"><p>{}. {} {}</p><p>{}</p></div>').format(
            instrument.name, where, link, instrument.rights.owner
        )
    )
