"""The chance of feeling much better beside a burden the pair picks: part of the weighing screen."""

from __future__ import annotations

from html import escape

from trd_sdm.app.aside import ASIDE
from trd_sdm.app.model import SessionModel
from trd_sdm.app.pages.page import Params, box, hosted
from trd_sdm.app.parts import InputPart, Markup, Select
from trd_sdm.evidence import Criterion
from trd_sdm.present import tables
from trd_sdm.present.charts import scatter
from trd_sdm.present.labels import option_label
from trd_sdm.present.theme import LARGE, NORMAL
from trd_sdm.session.burden import WEIGHED, Spot, burdens, spots
from trd_sdm.session.record_library import additions

BURDEN = f"{ASIDE}burden"
DESCRIBED = "Dots on a plane. The same is said in words and in a table below."


class BurdenPicture:
    """A list of burdens and the chart of the one picked; which one it is, is a way of looking and no answer."""

    def __init__(self, model: SessionModel) -> None:
        self.model = model
        self.burden: str | None = None
        self.drawn_for: object = None
        self.kept: tuple[object, str, dict[str, Spot]] | None = None
        self.picker = Select(BURDEN, "Set it beside", [{"id": WEIGHED, "label": scatter.WEIGHED_TITLE}])
        self.picker.empty = "Pick one"
        self.picture = box([])
        self.twin = Markup()
        self.parts: list[InputPart] = [self.picker]
        self.widget = box([self.picker, self.picture, self.twin], "trd-column", "trd-reading-width")

    def _criterion(self) -> Criterion | None:
        return None if self.burden == WEIGHED or self.burden is None else self.model.library.criteria[self.burden]

    def _spots(self) -> dict[str, Spot]:
        """Work the spots out once for each appraisal: the words and the chart both need them."""
        appraisal, burden = self.model.appraisal, str(self.burden)
        if self.kept is None or self.kept[0] is not appraisal or self.kept[1] != burden:
            self.kept = (appraisal, burden, dict(spots(self.model.record, self.model.library, appraisal, burden)))
        return self.kept[2]

    def _names(self) -> dict[str, str]:
        return {name: self.model.library.options[name].short_name for name in self.model.appraisal.options}

    def refresh(self) -> None:
        """Offer what can be picked now, and draw anew where the burden, the options or the type changed."""
        record, library, appraisal = self.model.record, self.model.library, self.model.appraisal
        offered = burdens(record, library, appraisal)
        picked = self.model.beside(BURDEN).get("")
        self.burden = picked if picked in offered else offered[0]
        titles = {name: scatter.burden_title(None if name == WEIGHED else library.criteria[name]) for name in offered}
        options = [{"id": name, "label": title} for name, title in titles.items()]
        if options != self.picker.options:
            self.picker.value = None
            self.picker.options = options
        self.picker.value = self.burden
        shown = (self.burden, appraisal.options, record.large_type, additions(record))
        if shown != self.drawn_for:
            sizes = LARGE if record.large_type else NORMAL
            labels = [option_label(library.options[name]) for name in appraisal.options]
            chart = scatter.scatter_chart(labels, self._criterion(), sizes=sizes)
            self.picture.children = [hosted("scatter", chart, DESCRIBED, self.charts()["scatter"])]
            self.drawn_for = shown
        found, names, criterion = self._spots(), self._names(), self._criterion()
        self.twin.html = (
            '<details class="trd-details"><summary>This picture in words and numbers</summary>'
            f"<p>{escape(scatter.describe(found, names, criterion))}</p>"
            + tables.twin_table(scatter.twin(found, names, criterion), "Chance and burden of each option")
            + "</details>"
        )

    def charts(self) -> Params:
        """Give the parameters of the chart for the burden picked."""
        sizes = LARGE if self.model.record.large_type else NORMAL
        return {"scatter": scatter.scatter_params(self._spots(), self._names(), self._criterion(), sizes)}
