"""The charts of the weighing step in words, and what to keep in mind while reading them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import local_words, numbers
from trd_sdm.present.charts import first, fit
from trd_sdm.present.concerns import not_rated
from trd_sdm.present.gaps import counted_as_none_why
from trd_sdm.present.labels import criterion_label, option_label, option_names
from trd_sdm.present.ties import tie_sentences
from trd_sdm.present.words import listed

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.appraisal import Appraisal
    from trd_sdm.session.record import Record


def charts_in_words(appraisal: Appraisal, record: Record, library: Library) -> str:
    """Say both charts of the role that is shown, as HTML that opens on demand."""
    options = [option_label(library.options[name]) for name in appraisal.options]
    criteria = [criterion_label(library.criteria[name]) for name in appraisal.criteria]
    shown = appraisal.roles[record.whose]
    near, total = library.assumptions.near_tie_points.value, record.show_total
    gaps = (appraisal.unknown, appraisal.counted_as_none)
    texts = [fit.describe(shown, options, criteria, *gaps, tie_points=near, show_total=total)]
    texts += [first.describe(shown, options, appraisal.draws)] if total else []
    said = Markup("").join(Markup("<p>{}</p>").format(text) for text in texts)
    return str(
        Markup('<details class="trd-details"><summary>These pictures in words</summary>{}</details>').format(said)
    )


def ties(appraisal: Appraisal, record: Record, library: Library) -> str:
    """Say which options are too close to tell apart, and which are not ranked, as HTML.

    Empty where there are none, or the total is hidden.
    """
    shown = appraisal.roles[record.whose]
    if shown is None or not record.show_total:
        return ""
    within = library.assumptions.near_tie_points.value
    names = option_names(library)
    said = tie_sentences({name: shown.fit[name] for name in appraisal.ranked}, names, within)
    said += unranked_sentences(appraisal.unranked, names)
    if not said:
        return ""
    return str(Markup('<div class="trd-ties">{}</div>').format(Markup("").join(map(Markup("<p>{}</p>").format, said))))


def unranked_sentences(unranked: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Say which options are drawn and not ranked; the reason stands among what to read with care."""
    if not unranked:
        return []
    said = listed([names[option] for option in unranked])
    return [f"Drawn, but not ranked: {said}. See why under \u201c{CARE}\u201d."]


CARE = "Read with care"
LEFT_OUT = "Not counted yet: {} to the trade-off questions. Ratings and answers do not agree there."


def coverage(appraisal: Appraisal, record: Record) -> str:
    """Say how much of what was picked the picture rests on, as HTML; empty when on all of it."""
    picked, rated, shown = len(record.criteria), len(record.weights.of(record.whose)), appraisal.roles[record.whose]
    unused = 0 if shown is None else len(shown.unused_answers)
    left_out = LEFT_OUT.format(numbers.plural(str(unused), "answer")) if unused else ""
    if rated == picked and shown:
        return str(Markup('<p class="trd-coverage">{}</p>').format(left_out)) if left_out else ""
    if shown is None:
        told = "Rate what matters, and the picture appears."
        if rated == picked:
            told = "Everything is set to \u201cdoes not matter\u201d, so there is nothing to compare."
    else:
        told = f"This picture rests on {rated} of the {picked} things picked. Rate the others, or take them out."
        told = f"{told} {left_out}".strip()
    return str(Markup('<p class="trd-coverage">{}</p>').format(told))


def caution_sentences(record: Record, library: Library) -> list[str]:
    """Say what the fit of these options cannot show: weak proof, and trials that disagree."""
    said = []
    for name in record.shortlist:
        option = library.options[name]
        if option.do_not_rank:
            said.append(f"{option.text.name}: {option.do_not_rank}")
    for name in record.shortlist:
        conflict = library.estimate(name, "response").head_to_head
        if conflict and conflict.versus in record.shortlist and name < conflict.versus:
            pair = f"{library.options[name].text.name} and {library.options[conflict.versus].text.name}"
            found = " ".join(conflict.favours.values())
            said.append(f"{pair}: trials that set them side by side disagree, so we show both. {found}")
    said += not_rated(record, record.shortlist, library)
    return said + local_words.beside_the_picture(record, library)


def silence_sentences(record: Record, library: Library) -> list[str]:
    """Name, one sentence or two an option, what no study reports and what therefore counts as none."""
    said = []
    for name in record.shortlist:
        silent = [key for key in record.criteria if library.estimate(name, key).counted_as_none]
        if silent:
            why = counted_as_none_why([library.criteria[key].plain for key in silent])
            said.append(f"{library.options[name].short_name}: {why}")
    return said


def cautions(record: Record, library: Library) -> str:
    """Give the cautions as HTML; empty when there are none.

    On the short path those that are about silence alone wait behind their heading: the dashed parts tell of them too.
    """
    strong, silence = caution_sentences(record, library), silence_sentences(record, library)
    lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in [*strong, *silence])
    if not lines:
        return ""
    if strong or record.visit.path == "full":
        return str(Markup('<aside class="trd-aside"><p><b>{}</b></p><ul>{}</ul></aside>').format(CARE, lines))
    return str(Markup('<details class="trd-details"><summary>{}</summary><ul>{}</ul></details>').format(CARE, lines))
