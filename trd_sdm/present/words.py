"""Small joints of sentences."""

from collections.abc import Sequence


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join names as people say them.

    Examples
    --------
    >>> listed(["ECT"]), listed(["ECT", "CBT"]), listed(["ECT", "CBT", "IPT"])
    ('ECT', 'ECT and CBT', 'ECT, CBT and IPT')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(text: str) -> str:
    """Start with a capital and end with a full stop.

    Examples
    --------
    >>> sentence("trials agree on size")
    'Trials agree on size.'
    """
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!" else f"{text}."
