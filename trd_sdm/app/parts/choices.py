"""Choosing one or several things from a named group of cards."""

from collections.abc import Sequence
from typing import Any

import traitlets

from trd_sdm.app.parts.base import InputPart

_OPTION_FIELDS = {"id", "label", "detail", "group", "badge", "disabled", "fixed"}


class Choices(InputPart):
    """A fieldset of checkboxes (several) or radio buttons (one), drawn as cards.

    Parameters
    ----------
    key
        Name of the answer, unique on the page.
    legend
        The question.
    options
        Each a dict with ``id`` and ``label``; if wanted ``detail`` (a line below), ``group`` (heading the
        option stands under), ``badge`` (a word or two), ``disabled`` (cannot be chosen) and ``fixed``
        (always chosen).
    multiple
        Several (checkboxes, `value` is a list in the options' order) or one (radio buttons, `value` is an
        id or None).
    min, max
        How many are to be chosen, when several. More than `max` is refused; fewer than `min` is told.
    value
        What is chosen at first; fixed options are added by themselves.
    help
        One sentence below the legend.
    columns
        Most cards side by side on a wide screen.
    confirmed
        Show another choice (of one) only once it was taken, since the page around it changes with it.
    noun
        What is counted, in the plural: "Choose 3 to 7 options".

    Examples
    --------
    >>> choices = Choices("shortlist", "What shall we talk about?", [{"id": "ect", "label": "ECT"}], max=1)
    >>> choices.value
    []
    >>> choices.value = ["magic"]
    Traceback (most recent call last):
    ...
    traitlets.traitlets.TraitError: What shall we talk about? 'magic' is not one of: ect.
    """

    legend = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Dict()).tag(sync=True)
    multiple = traitlets.Bool(default_value=True).tag(sync=True)
    min = traitlets.Int(0).tag(sync=True)
    max = traitlets.Int(0).tag(sync=True)
    value = traitlets.Any(default_value=None, allow_none=True).tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    columns = traitlets.Int(2).tag(sync=True)
    confirmed = traitlets.Bool(default_value=False).tag(sync=True)
    noun = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        key: str,
        legend: str,
        options: Sequence[dict[str, Any]],
        *,
        multiple: bool = True,
        value: Sequence[str] | str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(key, legend=legend, options=list(options), multiple=multiple, **kwargs)
        if multiple and self.max == 0:
            self.max = len(self.options)
        self.value = [] if multiple and value is None else value

    @property
    def enough(self) -> bool:
        """Whether at least `min` are chosen (one, when only one can be)."""
        if self.multiple:
            return len(self.value or []) >= self.min
        return self.value is not None

    @traitlets.validate("options")
    def _check_options(self, proposal: Any) -> list[dict[str, Any]]:
        seen: set[str] = set()
        for option in proposal["value"]:
            unknown = set(option) - _OPTION_FIELDS
            if unknown:
                msg = f"A choice has {', '.join(sorted(_OPTION_FIELDS))}; {sorted(unknown)[0]!r} is not one of them."
                raise traitlets.TraitError(msg)
            if not option.get("id") or not option.get("label"):
                msg = f"Every choice needs an id and a label; {option!r} lacks one."
                raise traitlets.TraitError(msg)
            if option["id"] in seen:
                msg = f"Every choice needs its own id; {option['id']!r} comes twice."
                raise traitlets.TraitError(msg)
            seen.add(option["id"])
        return list(proposal["value"])

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> list[str] | str | None:
        value = proposal["value"]
        ids = [option["id"] for option in self.options]
        chosen = [] if value is None else [value] if isinstance(value, str) else list(value)
        for one in chosen:
            if one not in ids:
                msg = f"{self.legend} {one!r} is not one of: {', '.join(ids)}."
                raise traitlets.TraitError(msg)
        if not self.multiple:
            if len(chosen) > 1:
                msg = f"{self.legend} Choose one, not {len(chosen)}."
                raise traitlets.TraitError(msg)
            return chosen[0] if chosen else None
        fixed = {option["id"] for option in self.options if option.get("fixed")}
        ordered = [one for one in ids if one in fixed or one in chosen]
        if self.max and len(ordered) > self.max:
            msg = f"{self.legend} Choose at most {self.max}; these are {len(ordered)}."
            raise traitlets.TraitError(msg)
        return ordered
