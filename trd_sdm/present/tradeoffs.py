"""Trade-offs in plain words: the two sides of a question, an answer given, what clashes, and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import numbers
from trd_sdm.present.roles import SURENESS
from trd_sdm.present.wording import frames_of, short_band
from trd_sdm.present.words import listed

if TYPE_CHECKING:
    from trd_sdm.evidence import Criterion, Library
    from trd_sdm.session.coherence import Coherence, Contradiction, Mend
    from trd_sdm.session.record import Record
    from trd_sdm.session.tradeoff_questions import Question
    from trd_sdm.session.values import Role, TradeOff

# Of 100 people: more or fewer of them, then what they do, for one and for several.
_PEOPLE = {
    "response": ("more", "feels much better", "feel much better"),
    "staying_well": ("fewer", "who got well slips back", "who got well slip back"),
    "well_at_six_months": ("more", "is well at six months", "are well at six months"),
    "stop_side_effects": ("fewer", "stops for side effects", "stop for side effects"),
}
_AMOUNTS = {
    "clinic_hours_8wk": ("hour", "in clinic in the first 8 weeks"),
    "maintenance_hours_per_month": ("hour", "in clinic each month after that"),
    "no_driving_days_8wk": ("day", "without driving in the first 8 weeks"),
    "monitoring_contacts_12wk": ("extra check", "in 12 weeks"),
}
WORTH = {"first": "A is worth more to me", "second": "B is worth more to me", "same": "About the same"}
SHORT_STEPS = 8
"""Words of two steps together that one sentence carries."""
ASK = "All else is the same. Which is worth more to you?"
NO_MORE = "That is enough. Thank you."
NOTHING_TO_ASK = "Rate at least two things first. Then we can ask."
MEND = "These do not go together yet. That is fine: it shows where to think again."
CHANGE = "What would you change? The picture leaves your answer out until then."
TAKE_LAST_BACK = "Take the last answer back"
TAKE_EARLIER_BACK = "Take an earlier answer back"
LEAVE = "Leave it for now, and go on"
LOOK = "Look at what does not go together"


def gain_words(criterion: Criterion, start: float, end: float) -> str:
    """Say one improvement, in whole natural units, with where it starts and ends.

    Examples
    --------
    >>> from trd_sdm.evidence import load_library
    >>> criteria = load_library().criteria
    >>> gain_words(criteria["response"], 34, 44)
    '10 more people in 100 feel much better: 44 do and 56 do not, in place of 34 and 66'
    >>> gain_words(criteria["onset"], 5, 4)
    'It helps 1 week sooner: after 4 weeks, not 5'
    >>> gain_words(criteria["weight_gain"], 2, 1)
    'Weight gain: it goes from “Some” to “A little”'
    """
    a, b = numbers.whole(start), numbers.whole(end)
    size = abs(b - a)
    match criterion.kind:
        case "chance":
            way, one, many = _PEOPLE.get(criterion.id, ("more", "has this", "have this"))
            who = f"1 {way} person in 100 {one}" if size == 1 else f"{size} {way} people in 100 {many}"
            (have, rest), (had, were) = (_counts(at) for at in (end, start))
            frames = frames_of(criterion.id)
            return f"{who}: {have} {frames.do} and {rest} {frames.rest}, in place of {had} and {were}"
        case "weeks":
            after = numbers.plural(str(b), "week")
            return f"It helps {numbers.plural(str(size), 'week')} sooner: after {after}, not {a}"
        case "hours" | "days" | "contacts":
            noun, where = _AMOUNTS.get(criterion.id, (criterion.kind.rstrip("s"), ""))
            return f"{numbers.plural(f'{size} fewer', noun) if size != 1 else f'1 {noun} less'} {where}: {b}, not {a}"
        case "rating":
            return f"{criterion.plain}: your rating is {b}, not {a}"
        case "yes_no":
            return "Nobody has to come with you" if criterion.id == "escort_needed" else f"{criterion.plain}: no"
        case _:
            worse, better = (short_band(criterion.band_label(step)) for step in (start, end))
            if len(f"{worse} {better}".split()) > SHORT_STEPS:
                return f"{criterion.plain}: it is \u201c{better}\u201d. It is not \u201c{worse}\u201d"
            return f"{criterion.plain}: it goes from \u201c{worse}\u201d to \u201c{better}\u201d"


def _counts(value: float) -> tuple[str, str]:
    """Give both counts of a chance, such that next to none is never said to be none."""
    held = numbers.on_scale(value)
    return numbers.count_of_100(held), numbers.rest_of_100(held)


def sides(one: Question | TradeOff, library: Library) -> tuple[str, str]:
    """Give both sides of a question in words."""
    return (
        gain_words(library.criteria[one.first], one.first_from, one.first_to),
        gain_words(library.criteria[one.second], one.second_from, one.second_to),
    )


def answer_words(one: TradeOff, library: Library) -> str:
    """Say an answer that was given."""
    first, second = sides(one, library)
    if one.prefers == "same":
        return f"These are worth about the same. {first}. {second}."
    more, less = (first, second) if one.prefers == "first" else (second, first)
    return f"This is worth more: {_inside(more)}. This is worth less: {_inside(less)}."


def _inside(text: str) -> str:
    """Start small after a colon."""
    return text[:1].lower() + text[1:]


def question_html(question: Question, number: int, library: Library) -> str:
    """Give a question as HTML: two cards and what is asked."""
    first, second = sides(question, library)
    card = Markup('<div class="trd-side"><p class="trd-side-letter">{}</p><p>{}.</p></div>')
    return str(
        Markup('<p class="trd-eyebrow">Question {}</p><div class="trd-sides">{}{}</div><p><b>{}</b></p>').format(
            number, card.format("A", first), card.format("B", second), ASK
        )
    )


def agreement(found: Coherence) -> str:
    """Say whether ratings and answers agree; empty before anything was answered."""
    if not found.answered:
        return ""
    if not found.contradictions:
        return "Your ratings and your answers agree."
    count = len(found.clashing)
    told = "1 answer does" if count == 1 else f"{count} answers do"
    return f"{told} not go with the rest yet. The picture leaves {'it' if count == 1 else 'them'} out until you decide."


def clash_sentences(one: Contradiction, record: Record, role: Role, library: Library) -> list[str]:
    """Name every statement that clashes: the ratings, and each answer."""
    said = []
    if one.rated:
        points = record.weights.of(role)
        rated = [f"{library.criteria[name].plain} {numbers.whole(points[name])} of 100" for name in one.rated]
        said.append(f"You rated: {listed(rated)}.")
    said += [f"You said: {answer_words(record.tradeoffs[place], library)}" for place in one.answers]
    return said


def clash_html(one: Contradiction, record: Record, role: Role, library: Library) -> str:
    """Give a contradiction as HTML."""
    lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in clash_sentences(one, record, role, library))
    return str(Markup("<p><b>{}</b></p><ul>{}</ul><p>{}</p>").format(MEND, lines, CHANGE))


def mend_words(mend: Mend, record: Record, role: Role, library: Library) -> tuple[str, str]:
    """Give the words on a mend's button, and what it would do; an answer that is not the last one is named."""
    if mend.kind == "points" and mend.criterion:
        now = numbers.whole(record.weights.of(role)[mend.criterion])
        return f"Rate \u201c{library.criteria[mend.criterion].plain}\u201d {mend.value}", f"It is at {now} now."
    if mend.kind == "take_back" and mend.answer is not None:
        last = max(place for place, one in enumerate(record.tradeoffs) if one.role == role)
        if mend.answer == last:
            return TAKE_LAST_BACK, ""
        return TAKE_EARLIER_BACK, answer_words(record.tradeoffs[mend.answer], library)
    label, meaning = SURENESS[str(mend.value)]
    return f"Call the ratings \u201c{label.lower()}\u201d", meaning
