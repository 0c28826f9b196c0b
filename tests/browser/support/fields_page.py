"""A page with one field of each kind, for the browser tests: what they answer stands in a list below them."""

import json

import ipywidgets as widgets

from trd_sdm.app import parts

DRUGS = [
    {"id": "sertraline", "label": "Sertraline", "also": ["Zoloft", "Lustral"]},
    {"id": "fluoxetine", "label": "Fluoxetine", "also": ["Prozac"]},
    {"id": "paroxetine", "label": "Paroxetine", "also": ["Seroxat"]},
]


def build():
    """Make the page."""
    runtime = parts.Runtime("fields", schema_version=1)
    fields = [
        parts.TextField("name", "A name", multiline=False, max_length=80, help="As you would say it."),
        parts.TextField("words", "A few words", placeholder="What stands out"),
        parts.NumberField("dose", "Highest dose", min=0, max=600, unit="mg", help="In one day."),
        parts.NumberField("count", "How many", min=0, max=9, step=1),
        parts.Select("kind", "Kind", [{"id": "drug", "label": "Medicine"}, {"id": "talk", "label": "Talking therapy"}]),
        parts.DateField("day", "Last day taken", max="2026-12-31"),
        parts.TimeField("wake", "Time to get up"),
        parts.Combobox("drug", "Medicine", DRUGS),
        parts.Combobox("listed", "One of these", DRUGS, free=False),
    ]
    given, log = {}, parts.Markup()

    def handle(answer):
        given[answer.key] = answer.value
        log.html = f"<p>{len(given)} answered.</p>"
        for field in fields:
            field.value = given.get(field.key)
        runtime.publish(answer.revision, record=json.dumps(given))

    runtime.connect(fields, handle)
    page = widgets.VBox([runtime, runtime.notices, widgets.VBox(fields), log])
    page.add_class("trd-page")
    return page
