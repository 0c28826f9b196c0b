"""What a person takes home, in plain words: one story, told on paper and as an interactive page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trd_sdm.clinical.course import load_courses
from trd_sdm.export.blocks import Block, Heading, Items, Section, Sources, Story, Table, Text
from trd_sdm.export.story_follow_up import follow_up_section, follow_up_sources, told_views
from trd_sdm.export.story_plan import plan_sections
from trd_sdm.export.story_weeks import course_of, weeks_section
from trd_sdm.present import local_words, numbers, wording
from trd_sdm.present.gaps import counted_as_none, gap_names, gap_why
from trd_sdm.present.plan_words import importance_words
from trd_sdm.present.roles import ABOUT
from trd_sdm.present.sources import Link, linked, numbered
from trd_sdm.present.words import listed, sentence
from trd_sdm.session.record import WHOSE as ALL_VIEWS

if TYPE_CHECKING:
    from trd_sdm.evidence import Criterion, Estimate
    from trd_sdm.export.gathered import Gathered
    from trd_sdm.session.record import Whose

TITLE = "What we talked about"
FIT_WHY = (
    "We put what matters to you and what is known together. The fit says how well each option meets what you said, "
    "from 0 to 100. It is there to talk about. It does not choose for you."
)
FROM_HERE = {"rating": "us", "local": "our clinic"}
BASIS = {"judgement": "our judgement", "by_definition": "by definition"}
DOUBT = {
    "about": "We took what you said as about right, so the ranges hold that doubt too.",
    "order": "We took only the order of what you said, so the ranges hold that doubt too.",
}
UNUSED = "Some answers do not go together. Those are not in the picture yet."
NOTHING_RATED = "Nothing was rated yet, so there is no picture."
NOTHING_PICKED = "Nothing was picked as mattering yet."
KEPT_OUT = "Not in this picture, since a safety rule speaks against it for now:"
LEFT_OUT = "A safety rule keeps this one out of the picture for now."
PUT_BACK = "A safety rule speaks against this one. Your clinician put it back and said why:"
HEAD = ("What is known", "Sure?", "From")
WIDE = (4, 8, 2, 2)
SECONDARY = "(s) A summary was read, not the paper itself."


def tell(held: Gathered) -> Story:
    """Tell one conversation.

    Raises
    ------
    ExportStopped
        While the safety stop holds.
    """
    held.go_on()
    course, views = course_of(held), told_views(held)
    cells = numbered(held.library, held.shown, held.record.criteria)
    known = {**held.clinical.bibliography, **held.library.bibliography, **load_courses().bibliography}
    links = linked([*cells, *follow_up_sources(views), *(course.sources if course else ())], known)
    choice, plan, safety = plan_sections(held)
    sections = [
        _today(held),
        _matters(held),
        _fit(held),
        choice,
        plan,
        follow_up_section(held, views, links),
        *([weeks_section(course, links, held.on)] if course else []),
        safety,
        _options(held, links),
        _sources(links),
    ]
    return Story(
        title=TITLE,
        standing=held.versions,
        made=f"Made on {held.made}.",
        disclaimer=held.disclaimer,
        sections=tuple(section for section in sections if section.blocks),
    )


def view(held: Gathered) -> Whose:
    """Give whose ratings the picture shows: those that were shown last, if they are there, else whatever is."""
    first: tuple[Whose, ...] = ("patient", held.record.whose, *ALL_VIEWS)
    return next((whose for whose in first if held.appraisal.roles[whose] is not None), "patient")


def _today(held: Gathered) -> Section:
    visit = held.record.visit
    blocks: list[Block] = []
    if visit.about:
        blocks.append(Text("; ".join(ABOUT[what][0] for what in visit.about) + "."))
    if visit.note:
        blocks.append(Text(visit.note, "own"))
    return Section("today", "What today was about", tuple(blocks))


def _matters(held: Gathered) -> Section:
    record = held.record
    if not record.criteria:
        return Section("matters", "What matters to me", (Text(NOTHING_PICKED),))
    rated = record.weights
    both = bool(rated.clinician)
    head = ("What matters", "To me", "My clinician says") if both else ("What matters", "To me")
    rows = []
    for criterion in record.criteria:
        said = [importance_words(points.get(criterion)) for points in (rated.patient, rated.clinician)]
        rows.append((held.library.criteria[criterion].plain, *(said if both else said[:1])))
    blocks: list[Block] = [Table("What matters, as it was rated", head, tuple(rows), (5, 4, 4)[: len(head)])]
    ease = local_words.ease_sentences(record, held.library)
    if ease:
        blocks.append(Items(tuple(ease)))
    return Section("matters", "What matters to me", tuple(blocks))


def _fit(held: Gathered) -> Section:
    fit = held.appraisal.roles[view(held)]
    if fit is None:
        return Section("fit", "How the options fit", (Text(NOTHING_RATED),))
    rows = []
    for option in held.appraisal.options:
        mid, low, high = (numbers.points(part[option]) for part in (fit.fit, fit.low, fit.high))
        gaps = [key for key in held.appraisal.unknown[option] if key in fit.weights]
        names = {key: held.library.criteria[key].plain for key in fit.weights}
        assumed = counted_as_none([key for key in held.appraisal.counted_as_none[option] if key in names], names)
        told = " ".join(filter(None, map(sentence, [*gap_names(gaps, names), assumed]))) or "nothing"
        rows.append((held.library.options[option].short_name, mid, f"{low} to {high}", told))
    near = held.library.assumptions.near_tie_points.value
    table = Table(
        "Fit of each option",
        ("Option", "Fit", "Likely range", "Not known"),
        tuple(rows),
        (4, 2, 3, 5),
    )
    ties = f"Options less than {near:g} points apart are a tie. A wide range means that much is not known."
    doubt = [Text(DOUBT[fit.sureness], "quiet")] if fit.sureness in DOUBT else []
    if fit.unused_answers:
        doubt.append(Text(UNUSED, "quiet"))
    if left := [held.library.options[option].short_name for option in held.appraisal.left_out]:
        doubt.append(Text(f"{KEPT_OUT} {listed(left)}.", "quiet"))
    return Section("fit", "How the options fit", (Text(FIT_WHY), table, Text(ties, "quiet"), *doubt))


def _options(held: Gathered, links: dict[str, Link]) -> Section:
    blocks: list[Block] = []
    for option in held.shown:
        blocks += _option(held, option, links)
    return Section("options", "The options on the table", tuple(blocks))


def _option(held: Gathered, option: str, links: dict[str, Link]) -> Iterator[Block]:
    known = held.library.options[option]
    standing = held.review.standing(option)
    yield Heading(known.text.name)
    yield Text(known.text.what_it_is)
    reasons = [one.patient for one in standing.verdict.fired if one.level == "not_suitable"]
    if option in held.appraisal.left_out or standing.put_back is not None:
        yield Text(LEFT_OUT if standing.put_back is None else PUT_BACK, "strong")
        if standing.put_back is not None:
            yield Text(standing.put_back, "own")
        yield Items(tuple(dict.fromkeys(reasons)))
    if known.do_not_rank:
        yield Text(known.do_not_rank, "quiet")
    here = local_words.used(held.record, held.library, option)
    if here:
        yield Items(tuple(here))
    rows = []
    for criterion in held.record.criteria:
        about, estimate = held.library.criteria[criterion], held.library.estimate(option, criterion)
        said = wording.say(about, estimate)
        named = ", ".join(str(links[key].number) for key in estimate.sources)
        rows.append(
            (about.plain, _known(about, estimate, said), _sure(estimate), named or _basis(held, about, estimate))
        )
    if rows:
        yield Table("", (known.short_name, *HEAD), tuple(rows), WIDE, f"What is known: {known.short_name}")


def _known(about: Criterion, estimate: Estimate, said: wording.Said) -> str:
    parts = [sentence(said.whole), sentence(said.range)]
    if estimate.no_good_data:
        parts[0] = gap_why(estimate)
    elif about.kind == "chance" and not about.is_derived:
        parts.append(wording.window_words(about, estimate.measured_at))
    return " ".join(part for part in parts if part)


def _sure(estimate: Estimate) -> str:
    return "" if estimate.no_good_data else wording.certainty_head(estimate)


def _basis(held: Gathered, about: Criterion, estimate: Estimate) -> str:
    if estimate.no_good_data:
        return ""
    if estimate.here in FROM_HERE:
        return FROM_HERE[estimate.here]
    if about.is_derived:
        return "worked out from " + listed([held.library.criteria[part].plain for part in about.derived_from])
    return BASIS.get(estimate.basis, "")


def _sources(links: dict[str, Link]) -> Section:
    if not links:
        return Section("sources", "Where the numbers come from", ())
    days = [link.read for link in links.values()]
    day = max(days, key=days.count)
    told = [Text(f"All were read on {day}{'' if len(set(days)) == 1 else ', where no other day is given'}.", "quiet")]
    if any(link.secondary for link in links.values()):
        told.append(Text(SECONDARY, "quiet"))
    listed_ = tuple(
        (
            str(link.number),
            link.citation + (" (s)" if link.secondary else ""),
            link.href,
            "" if link.read == day else f"Read {link.read}.",
        )
        for link in links.values()
    )
    return Section("sources", "Where the numbers come from", (*told, Sources(listed_)))
