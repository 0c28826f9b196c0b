"""Widget parts: native, labelled, keyboard-first controls that share one page runtime.

Every page has one `Runtime`; the other parts hand their answers to it and draw what it publishes.
"""

from trd_sdm.app.parts.base import Answer, InputPart, Part
from trd_sdm.app.parts.buttons import ActionButton, OpenFile
from trd_sdm.app.parts.chart_host import ChartHost
from trd_sdm.app.parts.checklist import Checklist
from trd_sdm.app.parts.choices import Choices
from trd_sdm.app.parts.entries import Entries
from trd_sdm.app.parts.fields import Combobox, DateField, NumberField, Select, TextField, TimeField
from trd_sdm.app.parts.fold import Fold, folding
from trd_sdm.app.parts.guard import observe
from trd_sdm.app.parts.markup import Markup
from trd_sdm.app.parts.notices import Notices
from trd_sdm.app.parts.pause import Pause
from trd_sdm.app.parts.range_slider import RangeSlider
from trd_sdm.app.parts.runtime import Runtime
from trd_sdm.app.parts.steps import Steps

__all__ = [
    "ActionButton",
    "Answer",
    "ChartHost",
    "Checklist",
    "Choices",
    "Combobox",
    "DateField",
    "Entries",
    "Fold",
    "InputPart",
    "Markup",
    "Notices",
    "NumberField",
    "OpenFile",
    "Part",
    "Pause",
    "RangeSlider",
    "Runtime",
    "Select",
    "Steps",
    "TextField",
    "TimeField",
    "folding",
    "observe",
]
