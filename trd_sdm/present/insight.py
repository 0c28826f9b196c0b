"""What would change the picture, in plain words: it says what would happen, never what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import numbers
from trd_sdm.present.charts.shifts import Shift
from trd_sdm.present.charts.twin import Twin
from trd_sdm.present.wording import chance_words
from trd_sdm.present.words import listed, sentence

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.insight import Insight, Reading, WeightTurns, Worth

FACTS_SHOWN = 3
READINGS_SHOWN = 6
WORTH_AT_LEAST = 0.05
"""Gains in fit points below this are smaller than the drawing itself can carry."""

NOTHING_RATED = "Nothing is rated yet. Rate what matters, and this page will show what would change the picture."
NOTHING_RANKED = "The options in the picture are drawn and not ranked. So none of them is ahead."
TURNS_LEAD = (
    "All that you rated counts as 100. Here is how much of it each thing takes now, and when another option would "
    "come out ahead. The other things keep their size next to each other."
)
FACTS_LEAD = "Some numbers are not known well. If we knew them, the picture could change."
NO_FACTS = "No missing fact would change much. Knowing more would leave the picture nearly as it is."
READINGS_LEAD = (
    "For some numbers there is more than one fair way to read the proof. We use one. Here is the fit with the others."
)
READINGS_KEY = "Ring: now. Dot: if so many of 100 feel much better."
NO_READINGS = "For these options and the things you rated, only one reading of the proof is stored."
EXPLORE_LEAD = "Try it out here. This changes nothing in your ratings."

_ASK: dict[str, str] = {
    "benefit": "Look up the sources on the page of numbers. Ask if a new study is out.",
    "harms": "Ask how this went with a like treatment before, and what could be done about it.",
    "load": "Ask the clinic how it is done here, and how much time it takes.",
    "access": "Ask the clinic. This differs from place to place.",
    "own": "Talk about it together, and rate it again.",
}
_NO_DATA = "No study gives a number for it. Ask what the people here have seen."


def names_of(library: Library) -> dict[str, str]:
    """Give the short names of all options."""
    return {key: option.short_name for key, option in library.options.items()}


def ahead_sentence(found: Insight, names: Mapping[str, str]) -> str:
    """Say which option has the highest fit now, and which ones are level with it."""
    if found.level_with:
        return f"These are level now: {listed([names[found.leader], *(names[o] for o in found.level_with)])}."
    return f"Ahead now: {names[found.leader]}."


def turn_sentences(turn: WeightTurns, criterion: str, names: Mapping[str, str]) -> list[str]:
    """Say where the weight of one thing would turn the picture, or that none does."""
    now = numbers.share_of_100(turn.now)
    said = [f"{criterion} counts for {now} of 100 now." if turn.now else f"{criterion} does not count now."]
    if turn.below is not None:
        at = numbers.share_of_100(turn.below.at)
        said.append(f"If it mattered less than {at} of 100, {names[turn.below.leader]} would come out ahead.")
    if turn.above is not None:
        at = numbers.share_of_100(turn.above.at)
        said.append(f"If it mattered more than {at} of 100, {names[turn.above.leader]} would come out ahead.")
    if turn.below is None and turn.above is None:
        said.append("No weight of it changes which one is ahead.")
    return said


def worth_showing(found: Iterable[Worth]) -> list[Worth]:
    """Pick the few numbers most worth finding out."""
    return [item for item in found if item.points >= max(WORTH_AT_LEAST, 2 * item.error)][:FACTS_SHOWN]


def worth_sentences(item: Worth, library: Library) -> list[str]:
    """Say what knowing one number better would change, and whom to ask."""
    about = library.criteria[item.criterion]
    whose = f", for {library.options[item.option].short_name}" if item.option else ""
    yes, no = numbers.count_of_100(item.changes_of_100), numbers.rest_of_100(item.changes_of_100)
    gap = item.option is not None and library.estimate(item.option, item.criterion).no_good_data
    return [
        f"{about.plain}{whose}.",
        f"Knowing this would change which one is ahead in {yes} of 100 tries. In {no} it would not.",
        _NO_DATA if gap and about.group != "own" else _ASK.get(about.group, _ASK["benefit"]),
    ]


def reading_sentence(reading: Reading, found: Insight, names: Mapping[str, str]) -> str:
    """Say what another reading of one number does to the picture."""
    both = "; ".join(chance_words("response", "", reading.per_100))
    said = f"{names[reading.option]}: {both}. {sentence(_shift(0, reading).words)}"
    if reading.leader != found.leader:
        return f"{said} Then {names[reading.leader]} would be ahead."
    return f"{said} The same one stays ahead."


def _shift(place: int, reading: Reading) -> Shift:
    given = f"{numbers.count_of_100(reading.per_100)} of 100 do, {numbers.rest_of_100(reading.per_100)} do not"
    return Shift(f"reading_{place}", reading.fit_now, reading.fit_then, given)


def shifts_of(found: Insight) -> list[Shift]:
    """Give the readings that move the fit most, as the chart draws them."""
    return [_shift(place, reading) for place, reading in enumerate(found.readings[:READINGS_SHOWN])]


def doubt_sentences(found: Insight, names: Mapping[str, str]) -> list[str]:
    """Say what it does to count what is known with little certainty as surer, or as less sure."""
    if not found.first_flipped:
        return []
    now, then = (held[found.leader] for held in (found.first_now, found.first_flipped))
    how = "We add doubt where the proof is weak. Without that" if found.widened else "With more doubt for weak proof"
    yes, no = numbers.count_of_100(then), numbers.rest_of_100(then)
    was, was_not = numbers.count_of_100(now), numbers.rest_of_100(now)
    first = f"{names[found.leader]} comes out first in {yes} of 100 tries, and not in {no}"
    return [f"{how}, {first}. Now it is {was} and {was_not}."]


def paragraphs(texts: Iterable[str]) -> str:
    """Give sentences as paragraphs, escaped."""
    return str(Markup("").join(Markup("<p>{}</p>").format(text) for text in texts))


def turns_html(found: Insight, library: Library) -> str:
    """Give the turns of all things as a list."""
    names = names_of(library)
    lines = Markup("").join(
        Markup("<li>{}</li>").format(" ".join(turn_sentences(turn, library.criteria[turn.criterion].plain, names)))
        for turn in found.turns
    )
    return str(Markup('<ul class="trd-list">{}</ul>').format(lines))


def facts_html(found: Insight, library: Library) -> str:
    """Give the facts most worth finding out as a list, each with what to ask; or say that there is none."""
    shown = worth_showing(found.worth_knowing)
    if not shown:
        return paragraphs([NO_FACTS])
    said = [worth_sentences(item, library) for item in shown]
    asks = {ask for *_, ask in said}
    once = asks if len(asks) == 1 < len(said) else set()  # what holds for all is said below them
    lines = Markup("").join(
        Markup("<li><b>{}</b> {} {}</li>").format(about, what, "" if ask in once else ask) for about, what, ask in said
    )
    return paragraphs([FACTS_LEAD]) + str(Markup('<ol class="trd-list">{}</ol>').format(lines)) + paragraphs(once)


def readings_twin(found: Insight, library: Library) -> Twin:
    """Give all stored readings with what each rests on: for those who want to check them."""
    names = names_of(library)
    lines = [
        (
            names[reading.option],
            reading.label,
            numbers.count_of_100(reading.per_100),
            numbers.rest_of_100(reading.per_100),
            numbers.points(reading.fit_now),
            numbers.points(reading.fit_then),
            names[reading.leader],
        )
        for reading in found.readings
    ]
    chance = ("Feel much better, of 100", "Do not, of 100")
    return Twin(("Option", "What this reading rests on", *chance, "Fit now", "Fit then", "Ahead then"), tuple(lines))


def tried_sentence(share: int, ahead: list[str], names: Mapping[str, str]) -> str:
    """Say which options are ahead, or level, at a share of weight that is tried out."""
    if len(ahead) > 1:
        return f"At {share} of 100 these are level: {listed([names[option] for option in ahead])}."
    return f"At {share} of 100, {names[ahead[0]]} is ahead."
