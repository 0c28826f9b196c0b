"""A small page made of the real parts, for the browser tests: fictional numbers, no medicine."""

import os
import time

import altair as alt
import ipywidgets as widgets

from trd_sdm.app import parts

OPTIONS = {
    "stay": "Stay as we are",
    "switch": "Switch",
    "add": "Add a second",
    "pulse": "Magnetic pulses",
    "talk": "Talking therapy",
}
COLORS = {"relief": "#0072B2", "sleep": "#CC79A7", "travel": "#E69F00"}
BASE = {"stay": (20, 60, 90), "switch": (45, 50, 80), "add": (55, 30, 70), "pulse": (60, 70, 25), "talk": (50, 65, 50)}


def results(weights):
    """Mid, low and high of each option for some weights."""
    total = sum(weights) or 1
    out = {}
    for option, values in BASE.items():
        mid = sum(w * v for w, v in zip(weights, values, strict=True)) / total
        out[option] = {"mid": mid, "low": max(0, mid - 9), "high": min(100, mid + 9)}
    return out


def chart(param="r", height=190):
    """A dot with its band for each option, re-drawn by one param."""
    base = (
        alt.Chart(alt.Data(values=[{"option": key, "name": name} for key, name in OPTIONS.items()]))
        .transform_calculate(
            mid=f"{param}[datum.option].mid", low=f"{param}[datum.option].low", high=f"{param}[datum.option].high"
        )
        .encode(
            y=alt.Y(
                "name:N",
                title=None,
                sort=list(OPTIONS.values()),
                axis=alt.Axis(ticks=False, domain=False, labelPadding=8, labelLimit=130),
            )
        )
    )
    scale = alt.Scale(domain=[0, 100])
    band = base.mark_bar(height=14, color="#b9d8d5", cornerRadius=7).encode(
        x=alt.X("low:Q", scale=scale, title="Fit, 0 to 100"), x2="high:Q"
    )
    dot = base.mark_point(filled=True, size=130, color="#0f6b66", opacity=1).encode(x=alt.X("mid:Q", scale=scale))
    return (
        (band + dot)
        .add_params(alt.param(name=param, value=results((1, 1, 1))))
        .properties(width="container", height=height)
        .configure(font="system-ui, sans-serif")
        .configure_axis(
            labelFontSize=15,
            titleFontSize=14,
            titleFontWeight="normal",
            gridColor="#ece6dd",
            labelColor="#26231f",
            titleColor="#5b554d",
        )
        .configure_view(stroke=None)
    )


class Demo:
    """The page, its state and its one handler."""

    def __init__(self, charts=3):
        self.runtime = parts.Runtime("demo", schema_version=1)
        self.weights = {"relief": None, "sleep": None, "travel": None}
        words = {
            "relief": ("Feeling much better", "Matters little here", "Matters most"),
            "sleep": ("Sleeping through", "Matters little here", "Matters most"),
            "travel": ("Few visits and little travel", "Travel is no trouble", "Travel is very hard"),
        }
        self.sliders = {
            key: parts.RangeSlider(
                key,
                label,
                low_words=low,
                high_words=high,
                color=COLORS[key],
                help="How much would this change matter to you?",
            )
            for key, (label, low, high) in words.items()
        }
        self.shortlist = parts.Choices(
            "shortlist",
            "What shall we talk about?",
            [
                {
                    "id": "stay",
                    "label": OPTIONS["stay"],
                    "detail": "Always on the table.",
                    "fixed": True,
                    "badge": "always here",
                },
                {
                    "id": "switch",
                    "label": OPTIONS["switch"],
                    "detail": "Another tablet in place of this one.",
                    "group": "Tablets",
                },
                {
                    "id": "add",
                    "label": OPTIONS["add"],
                    "detail": "A second tablet beside this one.",
                    "group": "Tablets",
                },
                {
                    "id": "pulse",
                    "label": OPTIONS["pulse"],
                    "detail": "Sessions on most weekdays.",
                    "group": "Other ways",
                },
                {"id": "talk", "label": OPTIONS["talk"], "detail": "Weekly, with a therapist.", "group": "Other ways"},
                {
                    "id": "far",
                    "label": "Not offered here",
                    "detail": "No clinic in reach.",
                    "group": "Other ways",
                    "disabled": True,
                },
            ],
            min=2,
            max=4,
            noun="options",
            value=["stay"],
        )
        self.role = parts.Choices(
            "role",
            "Who is answering?",
            [{"id": "patient", "label": "Patient"}, {"id": "clinician", "label": "Clinician"}],
            multiple=False,
            value="patient",
        )
        self.again = parts.ActionButton("again", "Start again", kind="quiet")
        self.save = parts.ActionButton("save", "Save a copy", kind="secondary")
        self.compare = parts.ActionButton(
            "compare", "Compare these", kind="primary", detail="You can come back and change everything."
        )
        self.boom = parts.ActionButton("boom", "Raise in the handler")
        self.bad = parts.ActionButton("bad", "Break one chart")
        self.slow = parts.ActionButton("slow", "Take four seconds")
        self.die = parts.ActionButton("die", "End the kernel")
        self.observed = parts.ActionButton("observed", "Raise in an observer")
        self.file = parts.OpenFile("open", "Open a saved copy", detail="A file saved from this page, 2 MB at most.")
        self.hosts = [
            parts.ChartHost(
                f"fit{i}",
                chart(),
                f"Fit of each option{'' if i == 0 else f', again ({i})'}",
                "One dot for each option on a line from 0 to 100.",
                show_description=i == 0,
            )
            for i in range(charts)
        ]
        self.sentence = parts.Markup("<p>Nothing is rated yet.</p>", live=True)
        inputs = [
            *self.sliders.values(),
            self.shortlist,
            self.role,
            self.again,
            self.save,
            self.compare,
            self.boom,
            self.bad,
            self.die,
            self.slow,
            self.file,
        ]
        self.runtime.connect(inputs, self.handle)
        self.runtime.on_restore(self.restore)
        parts.observe(self.observed, "revision", self.raise_always, self.runtime)

    def raise_always(self, _):
        raise RuntimeError("planted in an observer")

    def record(self):
        import json

        return json.dumps({"weights": self.weights, "shortlist": self.shortlist.value, "role": self.role.value})

    def handle(self, answer):
        if answer.key == "boom":
            word = "private"
            raise RuntimeError(f"planted: a {word} word")
        if answer.key == "die":
            os._exit(1)
        if answer.key == "save":
            self.runtime.download("record.json", self.record())
        if answer.key == "again":
            self.runtime.clear(reload=True)
            return
        if answer.key == "open":
            self.load(answer.value["text"])
        if answer.key in self.weights:
            self.weights[answer.key] = answer.value
        if answer.key == "slow":
            time.sleep(4)
        self.publish(answer.revision, broken=answer.key == "bad")

    def load(self, text):
        import json

        found = json.loads(text)
        self.weights = found["weights"]
        for key, slider in self.sliders.items():
            slider.value = self.weights[key]
        self.shortlist.value = found["shortlist"]
        self.role.value = found["role"]

    def restore(self, record, journal):
        if record is not None:
            self.load(record)
        for key, value in journal:
            if key in self.weights:
                self.sliders[key].value = value
                self.weights[key] = value
            elif key in ("shortlist", "role"):
                getattr(self, key).value = value
        self.publish()

    def publish(self, revision=None, broken=False):
        found = results([value or 0 for value in self.weights.values()])
        rated = [key for key, value in self.weights.items() if value is not None]
        self.sentence.html = f"<p>{len(rated)} of {len(self.weights)} are rated.</p>"
        charts = {host.chart_id: {"r": found} for host in self.hosts}
        if broken:
            charts[self.hosts[0].chart_id] = {"r": None}
        self.runtime.publish(revision, charts=charts, record=self.record())

    def view(self):
        def box(cls, *children):
            out = widgets.VBox(children)
            for name in cls.split():
                out.add_class(name)
            return out

        head = parts.Markup(
            '<p class="trd-eyebrow">Step 2 of 4</p><h1>What matters to you?</h1>'
            "<p>Move a line where it feels right. Nothing here is a test, and you can change it at any time.</p>"
        )
        head.add_class("trd-step-header")
        source = parts.Markup('<p>Where a number comes from: <a href="https://example.org/">Example trial</a>.</p>')
        return box(
            "trd-page",
            head,
            self.runtime,
            self.runtime.notices,
            box("trd-card", self.shortlist),
            box(
                "trd-two-columns",
                box("trd-card", self.role, *self.sliders.values(), self.sentence),
                box("trd-column", *[box("trd-card", host) for host in self.hosts], box("trd-card", source)),
            ),
            box("trd-card", self.file, box("trd-row", self.save, self.again)),
            box("trd-next", self.compare),
            box("trd-card trd-row", self.boom, self.bad, self.observed, self.slow, self.die),
        )


def build(charts=3):
    """Make the page."""
    demo = Demo(charts)
    return demo.view()
