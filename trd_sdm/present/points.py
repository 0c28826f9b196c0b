"""How much each thing matters, in words: what sureness means, and where the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from trd_sdm.present import numbers
from trd_sdm.present.charts import points as chart
from trd_sdm.present.labels import Label
from trd_sdm.present.tables import twin_table
from trd_sdm.present.words import listed

if TYPE_CHECKING:
    from trd_sdm.evidence import Library
    from trd_sdm.session.record import Record

APART = 15
"""Points from which a difference is named; smaller ones are within what a hand on a slider can mean."""
CAPTION = "How much each thing matters to each of you, 0 to 100"


def difference_sentences(record: Record, library: Library) -> list[str]:
    """Say where the two differ, the widest first, and what only one has rated."""
    patient, clinician = record.weights.patient, record.weights.clinician
    plain = {name: library.criteria[name].plain for name in record.criteria}
    if not patient or not clinician:
        who = [name for name, points in (("patient", patient), ("clinician", clinician)) if not points]
        return [f"Nothing is rated yet for the {listed(who)}. Each of you rates alone first."]
    both = [name for name in record.criteria if name in patient and name in clinician]
    apart = sorted(both, key=lambda name: -abs(patient[name] - clinician[name]))
    far = [name for name in apart if abs(patient[name] - clinician[name]) >= APART]
    said = []
    if far:
        told = [
            f"{plain[name]} (patient {numbers.whole(patient[name])}, clinician {numbers.whole(clinician[name])})"
            for name in far[:2]
        ]
        said.append(f"You differ most on {listed(told)}.")
        said.append("What does each of you have in mind there?")
    elif both:
        said.append("You are close on all that both of you rated.")
    one = [plain[name] for name in record.criteria if (name in patient) != (name in clinician)]
    if one:
        said.append(f"Only one of you has rated {listed(one)}.")
    return said


def side_by_side(record: Record, library: Library, criteria: Sequence[Label]) -> str:
    """Give the differences in words and the table of both, as HTML."""
    lines = Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in difference_sentences(record, library))
    table = twin_table(chart.twin(record.weights.patient, record.weights.clinician, criteria), CAPTION)
    return f'{lines}<details class="trd-details"><summary>As a table</summary>{table}</details>'
