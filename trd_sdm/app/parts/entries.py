"""A list of things entered one at a time, such as treatments or medicines; the answer is the whole list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import traitlets

from trd_sdm.app.parts.base import InputPart


class Entries(InputPart):
    """Rows with a summary each, one of them open as a form; add, copy, delete.

    Parameters
    ----------
    key
        Name of the answer, unique on the page; its value is the whole list.
    legend
        What is listed.
    fields
        The form, in order: each a dict with ``name`` (what the entry calls it), ``kind`` (one of `KINDS`) and
        ``label``, and whatever the field of that kind takes. If wanted ``id`` (where two fields fill one name),
        ``default`` (what stands where nothing is given), ``when`` (shown only while other fields say one of these),
        ``drop`` (taken away while it is not shown), ``units`` with ``unit_by`` (unit by what another field says) and
        ``wide``.
    value
        List of dicts; what is not known is left out.
    rows
        For each entry a dict with ``title``, and if wanted ``badge``, ``tone`` (its mark) and ``html`` (trusted).
    noun
        What one entry is called.
    required
        Names without which an entry does not join the list.
    max
        Most entries.
    drafts_key, drafts
        Under which key entries that lack what is required are told, and what these are; "" tells of none.
    help, empty
        A sentence below the legend, and one shown while nothing is listed.

    Examples
    --------
    >>> drugs = Entries("drugs", "Medicines", [{"name": "name", "kind": "text", "label": "Name"}], max=1)
    >>> drugs.value = [{"name": "sertraline"}, {"name": "lithium"}]
    Traceback (most recent call last):
    ...
    traitlets.traitlets.TraitError: Medicines: at most 1 can stand here; these are 2.
    """

    KINDS: ClassVar[tuple[str, ...]] = ("text", "number", "select", "date", "time", "combobox")

    legend = traitlets.Unicode().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    empty = traitlets.Unicode().tag(sync=True)
    noun = traitlets.Unicode("Entry").tag(sync=True)
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.List(traitlets.Dict()).tag(sync=True)
    required = traitlets.List(traitlets.Unicode()).tag(sync=True)
    drafts_key = traitlets.Unicode().tag(sync=True)
    drafts = traitlets.List(traitlets.Dict()).tag(sync=True)
    said: Any = traitlets.List(default_value=None, allow_none=True).tag(sync=True)
    max = traitlets.Int(60).tag(sync=True)

    def __init__(
        self,
        key: str,
        legend: str,
        fields: Sequence[Mapping[str, Any]],
        value: Sequence[Mapping[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(key, legend=legend, fields=[dict(field) for field in fields], **kwargs)
        self.value = [dict(entry) for entry in value]

    @traitlets.validate("fields")
    def _check_fields(self, proposal: Any) -> list[dict[str, Any]]:
        for field in proposal["value"]:
            if not field.get("name") or not field.get("label") or field.get("kind") not in self.KINDS:
                msg = f"A field needs a name, a label and a kind ({', '.join(self.KINDS)}); {field!r} lacks one."
                raise traitlets.TraitError(msg)
        return list(proposal["value"])

    @traitlets.validate("value")
    def _check_value(self, proposal: Any) -> list[dict[str, Any]]:
        entries = list(proposal["value"])
        if len(entries) > self.max:
            msg = f"{self.legend}: at most {self.max} can stand here; these are {len(entries)}."
            raise traitlets.TraitError(msg)
        names = {field["name"] for field in self.fields}
        for place, entry in enumerate(entries, start=1):
            if strays := sorted(set(entry) - names):
                msg = f"{self.legend}: entry {place} has {strays[0]!r}, which is not asked; asked are {sorted(names)}."
                raise traitlets.TraitError(msg)
            if missing := [name for name in self.required if entry.get(name) is None]:
                msg = f"{self.legend}: entry {place} lacks its {missing[0]}."
                raise traitlets.TraitError(msg)
        return entries

    @traitlets.validate("drafts")
    def _check_drafts(self, proposal: Any) -> list[dict[str, Any]]:
        names = {field["name"] for field in self.fields}
        drafts = [{name: value for name, value in entry.items() if name in names} for entry in proposal["value"]]
        return [entry for entry in drafts if entry]

    def _answered(self, change: Any) -> None:
        """Tell the whole list, or the drafts, whichever the answer was about."""
        if self.said is None:
            super()._answered(change)
            return
        drafts, self.said = self.said[1], None
        self.drafts = drafts
        self._tell_as(self.drafts_key, self.drafts, int(change["new"]))
