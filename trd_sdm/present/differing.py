"""What differs between two values of one place, and only that: of a row of points, the one that is another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trd_sdm.present import roles
from trd_sdm.present.disclaimer import day_words
from trd_sdm.present.place_values import NOTHING, YES_NO, item_words, option_words, quoted, text_words, value_words
from trd_sdm.session.merge import Weighed
from trd_sdm.session.record import ROLES
from trd_sdm.session.values import Choice, Clinic

if TYPE_CHECKING:
    from trd_sdm.present.places import PlaceNames
    from trd_sdm.session.merge import Place
    from trd_sdm.session.values import TradeOff

LEFT_OUT = "What is the same in both is left out."
TOO_SMALL = "Both read the same here. What differs is too small to show."
IN_ORDER = "in this order: "
NOT_THERE, NOT_PICKED, NOT_RATED, NOT_ANSWERED = "not there", "not picked", "not rated", "not answered"
BREAK = ";\n"
"""Between parts: each stands on a line of its own, and is told apart without seeing that."""
AROUND = 4
"""Words kept on either side of the ones that differ in a long text."""


@dataclass(frozen=True, slots=True)
class Told:
    """What differs, as it stands in each of the two.

    Parameters
    ----------
    first, second : str
    note : str
        That something was left out, or cannot be shown.
    """

    first: str
    second: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a value: its words, what it is rated by label, what somebody typed for the ``{}`` in the words."""

    words: str
    rated: Mapping[str, str] | None = None
    typed: str | None = None
    without: str = NOT_THERE
    is_missed: bool = False
    """Whether `without` is said beside other parts, and not only where nothing else differs."""

    @property
    def whole(self) -> str:
        if self.typed is not None:
            return self.words.format(quoted(self.typed))
        if self.rated is None:
            return self.words
        return f"{self.words} ({', '.join(f'{name} {value}' for name, value in self.rated.items()) or NOT_RATED})"


def differing(first: Any, second: Any, at: Place, names: PlaceNames) -> Told:
    """Say what differs between two values of one place.

    Parameters
    ----------
    first, second : object
    at : tuple of str
    names : PlaceNames
    """
    one, other = _parts(first, at, names), _parts(second, at, names)
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    if not keys:
        if [*one] == [*other]:
            return Told(_lines(one), _lines(other), TOO_SMALL)
        return Told(f"{IN_ORDER}{_lines(one)}", f"{IN_ORDER}{_lines(other)}")
    pairs = [_pair(one.get(key), other.get(key)) for key in keys]
    lost = _joined(part.without for key in keys for part in (one.get(key), other.get(key)) if part)
    said = _joined(pair[0] for pair in pairs) or lost, _joined(pair[1] for pair in pairs) or lost
    if said[0] == said[1]:
        return Told(*said, TOO_SMALL)
    is_left_out = len(keys) < len({**one, **other}) or any(shortened for *_, shortened in pairs)
    return Told(*said, LEFT_OUT if is_left_out else "")


def _joined(said: Iterable[str]) -> str:
    """Give each thing said, once."""
    return BREAK.join(dict.fromkeys(filter(None, said)))


def _lines(parts: Mapping[str, _Part]) -> str:
    return BREAK.join(part.whole for part in parts.values()) or NOTHING


def _pair(one: _Part | None, other: _Part | None) -> tuple[str, str, bool]:
    """Say one part as it stands in each of the two, and whether something that is the same was left out of it."""
    if one is None or other is None:
        held = one or other
        missed = f"{held.words} ({held.without})" if held and held.is_missed else ""
        return (one.whole if one else missed), (other.whole if other else missed), False
    if one.typed is not None and other.typed is not None:
        a, b = _around(one.typed, other.typed)
        is_short = (a, b) != (one.typed, other.typed)
        return one.words.format(quoted(a)), other.words.format(quoted(b)), is_short
    if one.rated is None or other.rated is None or one.words != other.words:
        return one.whole, other.whole, False
    labels = [name for name in {**one.rated, **other.rated} if one.rated.get(name) != other.rated.get(name)]
    said = [
        f"{part.words} ({', '.join(f'{name} {rated.get(name, NOT_RATED)}' for name in labels)})"
        for part, rated in ((one, one.rated), (other, other.rated))
    ]
    return said[0], said[1], len(labels) < len({**one.rated, **other.rated})


def _around(first: str, second: str) -> tuple[str, str]:
    """Leave out of two texts how both begin and end, but for a few words beside what differs.

    Examples
    --------
    >>> _around("We walked by the big lake on Monday.", "We walked by the big lake on Sunday.")
    ('\u2026 the big lake on Monday.', '\u2026 the big lake on Sunday.')
    """
    one, other = first.split(), second.split()
    most = min(len(one), len(other))
    begin = next((place for place in range(most) if one[place] != other[place]), most)
    end = next((place for place in range(most - begin) if one[-1 - place] != other[-1 - place]), most - begin)
    head, tail = (max(count - AROUND, 0) for count in (begin, end))
    if head + tail < 2:  # too little to be worth a sign of its own
        return first, second
    kept = [words[head : len(words) - tail] for words in (one, other)]
    before, after = "\u2026 " if head else "", " \u2026" if tail else ""
    return f"{before}{' '.join(kept[0])}{after}", f"{before}{' '.join(kept[1])}{after}"


def _parts(value: Any, at: Place, names: PlaceNames) -> dict[str, _Part]:
    """Give the parts of a value by what tells them apart; most values are one part."""
    match value:
        case Weighed():
            return _weighed(value, names)
        case Choice():
            return _choice(value, names)
        case Clinic():
            return _clinic(value)
        case tuple():
            return _numbered([(words, _Part(words)) for words in (item_words(item, at, names) for item in value)])
        case str():
            said = text_words(value, at, names)
            return {"": _Part("{}", typed=value) if said is None else _Part(said)}
        case _:
            return {"": _Part(value_words(value, at, names))}


def _numbered(items: list[tuple[str, _Part]]) -> dict[str, _Part]:
    """Give parts by name; the second of one name has its number."""
    seen: Counter[str] = Counter()
    held = {}
    for name, part in items:
        seen[name] += 1
        held[f"{name} {seen[name]}"] = part
    return held


def _weighed(held: Weighed, names: PlaceNames) -> dict[str, _Part]:
    own = {concern.id: concern for concern in held.concerns}
    meant = {who: roles.SURENESS[getattr(held.sureness, who)][0].lower() for who in ROLES}
    parts = {f"means {who}": _Part(f"the {who} means the points: {how}") for who, how in meant.items()}
    for criterion in dict.fromkeys((*held.criteria, *own)):
        concern = own.get(criterion)
        name = quoted(concern.text) if concern else names.library.criteria[criterion].plain
        rated: dict[str, str] = {
            role: f"{held.weights.of(role)[criterion]:g}" for role in ROLES if criterion in held.weights.of(role)
        }
        for option, rating in (concern.ratings if concern else {}).items():
            rated[names.option(option)] = f"{rating} of 10"
        picked = name if criterion in held.criteria else f"{name}, {NOT_PICKED}"
        parts[criterion] = _Part(picked, rated, without=NOT_PICKED, is_missed=True)
    return parts | _numbered([_tradeoff(one, names, own) for one in held.tradeoffs])


def _tradeoff(one: TradeOff, names: PlaceNames, own: Mapping[str, Any]) -> tuple[str, _Part]:
    """Give a trade-off by what was asked."""
    sides = {
        "first": (one.first, one.first_from, one.first_to),
        "second": (one.second, one.second_from, one.second_to),
    }
    plain = {
        side: quoted(own[name].text) if name in own else names.library.criteria[name].plain
        for side, (name, *_) in sides.items()
    }
    steps = " or ".join(f"{plain[side]} from {start:g} to {end:g}" for side, (_, start, end) in sides.items())
    asked = f"trade-off of the {one.role}, {steps}"
    worth = f"{plain[one.prefers]} is worth more" if one.prefers in plain else "about the same"
    return asked, _Part(asked, {"answer:": worth}, without=NOT_ANSWERED, is_missed=True)


def _choice(held: Choice, names: PlaceNames) -> dict[str, _Part]:
    said = {"option": _Part(option_words(held.option, names) if held.option else "Nothing was chosen yet")}
    if held.why:
        said["why"] = _Part("why: {}", typed=held.why, without="why: not said")
    if held.together in YES_NO:
        said["together"] = _Part(
            f"you both agree: {YES_NO[held.together].lower()}", without=f"you both agree: {NOT_ANSWERED}"
        )
    return said


def _clinic(held: Clinic) -> dict[str, _Part]:
    said = {"name": _Part("{}", typed=held.name)} if held.name else {}
    said |= {"as_of": _Part(f"of {day_words(held.as_of)}")} if held.as_of else {}
    said |= {"money": _Part("in {}", typed=held.money)} if held.money else {}
    if held.cost_tiers:
        said["tiers"] = _Part(f"costs rise at {', '.join(f'{tier:g}' for tier in held.cost_tiers)}")
    return said
