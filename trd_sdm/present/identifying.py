"""How words that may point at a person are questioned: gently, beside the field and when a copy is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trd_sdm.session.identifying import Kind, Pointer

CALLED: dict[Kind, str] = {
    "name": "a name",
    "birth": "a day of birth",
    "phone": "a phone number",
    "email": "an email address",
    "number": "a number that belongs to one person",
}


def question(found: tuple[Pointer, ...]) -> str:
    """Ask about words beside the field they stand in; empty where there are none.

    Examples
    --------
    >>> from trd_sdm.session.identifying import pointers
    >>> question(pointers("Mr Jones"))
    'This may be a name: “Mr Jones”. Can it stay out? Nothing here needs it.'
    """
    if not found:
        return ""
    return f"This may be {CALLED[found[0].kind]}: “{found[0].words}”. Can it stay out? Nothing here needs it."


def at_save(held: Mapping[str, tuple[Pointer, ...]]) -> str:
    """Ask about all of them when a copy is saved; empty where there are none."""
    kinds = list(dict.fromkeys(CALLED[one.kind] for found in held.values() for one in found))
    if not kinds:
        return ""
    named = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"
    first = next(iter(held.values()))[0].words
    return f"The copy may hold {named}, such as “{first}”. Take it out before you pass the copy on."
