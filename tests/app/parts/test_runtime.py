"""The runtime in Python: answers in order, one message out, failures said aloud."""

import logging

import pytest
from traitlets import TraitError

from trd_sdm.app.parts import ChartHost, Notices, RangeSlider, Runtime, observe
from trd_sdm.app.parts.guard import SORRY
from trd_sdm.present import bundle


class Page:
    """Stands in for the page: keeps what the runtime sends."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime, self.sent = runtime, []
        runtime.send = lambda content, buffers=None: self.sent.append(content)

    def hello(self, record=None, journal=(), revision=0, aside=None):
        kept = {"record": record, "aside": aside, "journal": list(journal), "revision": revision}
        self.runtime._received(self.runtime, {"kind": "hello", **kept}, [])

    def answer(self, part, value, revision):
        part.set_state({"value": value, "revision": revision})


@pytest.fixture
def runtime():
    return Runtime("test", schema_version=3)


@pytest.fixture
def page(runtime):
    return Page(runtime)


def test_answers_are_kept_under_the_apps_name_and_version(runtime):
    assert runtime.storage_key == "trd-sdm/test/3"


def test_what_is_published_before_the_page_is_there_goes_out_as_one_message(runtime, page):
    runtime.publish(charts={"fit": {"r": 1, "s": 2}}, record="{}")
    runtime.publish(charts={"fit": {"r": 3}, "first": {"q": 4}})
    assert page.sent == []
    page.hello()
    assert page.sent == [
        {"kind": "publish", "revision": 0, "charts": {"fit": {"r": 3, "s": 2}, "first": {"q": 4}}, "record": "{}"}
    ]


def test_an_answer_reaches_the_handler_and_what_it_publishes_carries_its_revision(runtime, page):
    slider, got = RangeSlider("relief", "Relief"), []

    def handle(answer):
        got.append(answer)
        runtime.publish(charts={"fit": {"r": answer.value}}, record="kept")

    runtime.connect([slider], handle)
    page.hello()
    page.answer(slider, 60, 1)
    assert [(one.key, one.value, one.revision) for one in got] == [("relief", 60, 1)]
    assert page.sent[1:] == [{"kind": "publish", "revision": 1, "charts": {"fit": {"r": 60}}, "record": "kept"}]


def test_only_what_changed_is_drawn_again(runtime, page):
    runtime.publish(charts={"fit": {"r": {"ect": 1}, "s": 2}, "first": {"q": 4}})
    page.hello()
    runtime.publish(1, charts={"fit": {"r": {"ect": 5}, "s": 2}, "first": {"q": 4}})
    assert page.sent[-1]["charts"] == {"fit": {"r": {"ect": 5}}}
    page.hello()
    assert page.sent[-1]["charts"] == {"fit": {"r": {"ect": 5}, "s": 2}, "first": {"q": 4}}


def test_a_handler_that_publishes_nothing_is_acknowledged(runtime, page):
    slider = RangeSlider("relief", "Relief")
    runtime.connect([slider], lambda answer: None)
    page.hello()
    page.answer(slider, 60, 1)
    assert page.sent[-1] == {"kind": "publish", "revision": 1, "charts": {}, "record": None}


def test_the_same_value_again_is_still_an_answer(runtime, page):
    slider, got = RangeSlider("relief", "Relief", 60), []
    runtime.connect([slider], lambda answer: got.append(answer.revision))
    page.hello()
    page.answer(slider, 60, 1)
    assert got == [1]


def test_a_value_the_part_refuses_is_said_and_acknowledged(runtime, page):
    slider, got = RangeSlider("relief", "Relief", 10), []
    runtime.connect([slider], got.append)
    page.hello()
    page.answer(slider, 400, 1)
    assert got == []
    assert slider.value == 10
    assert "That answer was not taken. Relief: rate from 0 to 100" in runtime.notices.items[0]["text"]
    assert page.sent[-1]["revision"] == 1


def test_a_handler_that_raises_is_logged_without_the_answer_and_announced(runtime, page, caplog):
    slider = RangeSlider("relief", "Relief")

    def handle(answer):
        message = f"no room for {answer.value}"
        raise ValueError(message)

    runtime.connect([slider], handle)
    page.hello()
    with caplog.at_level(logging.ERROR, "trd_sdm.app"):
        page.answer(slider, 61, 1)
    assert page.sent[-1] == {"kind": "failed"}
    assert [item["level"] for item in runtime.notices.items] == ["alert"]
    assert runtime.notices.items[0]["text"] == SORRY
    assert "Traceback" in caplog.text
    assert "ValueError" in caplog.text
    assert "61" not in caplog.text.replace("line 61", "")


def test_the_log_says_more_when_debugging(runtime, caplog, monkeypatch):
    monkeypatch.setenv("TRD_SDM_DEBUG", "1")
    runtime.failed(ValueError("no room for 61"))
    assert "no room for 61" in caplog.text


def test_what_the_tab_kept_is_given_back_in_order_and_answered_once(runtime, page):
    got = []

    def restore(record, journal):
        got.append((record, journal))
        runtime.publish(charts={"fit": {"r": 9}}, record="new")

    runtime.on_restore(restore)
    runtime.publish(charts={"first": {"q": 1}})
    page.hello("old", [["relief", 60], ["sleep", None]], 7)
    assert got == [("old", [("relief", 60), ("sleep", None)])]
    assert page.sent == [
        {"kind": "publish", "revision": 7, "charts": {"first": {"q": 1}, "fit": {"r": 9}}, "record": "new"}
    ]


def test_what_stands_beside_the_record_is_sent_when_it_changes_and_comes_back_whole(runtime, page):
    runtime.publish(record="1", steps={"near": "a", "far": "b"})
    page.hello()
    runtime.publish(record="2", steps={"near": "c", "far": "b"})
    runtime.publish(record="2", steps={"near": "c", "far": "b"})
    assert [message.get("steps") for message in page.sent] == [{"near": "a", "far": "b"}, {"near": "c"}, None]
    again = Runtime("test")
    got = []
    again.on_restore(lambda record, journal: got.append(dict(again.kept_steps)))
    Page(again).runtime._received(again, {"kind": "hello", "record": "2", "steps": {"near": "c", "far": "b"}}, [])
    assert got == [{"near": "c", "far": "b"}]


def test_a_record_that_cannot_be_restored_stays_in_the_tab(runtime, page):
    def restore(record, journal):
        raise KeyError(record)

    runtime.on_restore(restore)
    runtime.publish(charts={"fit": {"r": 1}}, record="empty")
    page.hello("old", [["relief", 60]], 7)
    assert page.sent[0] == {"kind": "publish", "revision": -1, "charts": {"fit": {"r": 1}}, "record": None}
    assert page.sent[1] == {"kind": "failed"}
    assert runtime.notices.items[0]["text"] == SORRY


def test_what_stood_beside_the_record_is_there_when_it_is_restored_and_goes_out_when_it_changes(runtime, page):
    seen = []
    runtime.on_restore(lambda record, journal: seen.append(runtime.aside))
    page.hello("old", aside='{"aside.point.week": 9}')
    assert seen == ['{"aside.point.week": 9}']
    runtime.publish(record="new", aside="{}")
    assert page.sent[-1]["aside"] == "{}"
    runtime.publish()
    assert "aside" not in page.sent[-1]


def test_nothing_kept_means_nothing_to_restore(runtime, page):
    runtime.on_restore(lambda record, journal: pytest.fail("nothing to restore"))
    page.hello()


def test_a_guarded_observer_announces_what_it_raises():
    notices, slider = Notices(), RangeSlider("relief", "Relief")

    def handler(change):
        raise RuntimeError

    wrapped = observe(slider, "value", handler, notices)
    slider.value = 4
    assert notices.items[0]["text"] == SORRY
    slider.unobserve(wrapped, "value")
    slider.value = 5
    assert len(notices.items) == 1


def test_the_same_notice_again_takes_the_place_of_the_first():
    notices = Notices()
    notices.say("Once")
    number = notices.say("Once")
    assert [item["id"] for item in notices.items] == [number]
    notices.dismiss(99)
    notices.clear()
    assert notices.items == []


def test_the_bundle_is_sent_only_to_a_page_that_asks(runtime, page):
    assert len(runtime._esm) < 100_000  # the parts alone; the bundle is nine times that
    runtime._received(runtime, {"kind": "want", "what": "vega"}, [])
    assert page.sent[0]["text"] == bundle.load_bundle()


def test_the_bundle_is_for_the_installed_altair_and_loads_nothing():
    source = bundle.load_bundle()
    assert bundle.is_current(source), "run `python -m hatchling build` or bundle.write_bundle() again"
    assert "export{" in source.replace(" ", "")[-200:]
    assert "esm.sh" not in source
    assert "cdn" not in source


def test_without_a_packaged_bundle_one_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "BUNDLE", tmp_path / "vega.js")
    bundle.load_bundle.cache_clear()
    made = bundle.load_bundle()
    bundle.load_bundle.cache_clear()
    assert bundle.is_current(made)
    assert bundle.write_bundle(tmp_path / "x" / "vega.js").read_text(encoding="utf-8") == made


def test_a_chart_needs_words_and_a_chart():
    with pytest.raises(ValueError, match="needs a title and a description"):
        ChartHost("fit", {"mark": "bar"}, "Fit", "")
    with pytest.raises(TypeError, match="this is a str"):
        ChartHost("fit", "bar", "Fit", "Bars.")
    host = ChartHost("fit", {"mark": "bar"}, "Fit", "Bars.", params={"r": 1})
    host.draw({"mark": "point"})
    assert (host.spec, host.params) == ({"mark": "point"}, {"r": 1})


def test_a_refusal_with_no_runtime_is_raised():
    with pytest.raises(TraitError):
        RangeSlider("relief", "Relief").set_state({"value": 400})
