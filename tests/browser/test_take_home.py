"""The page to take home, opened from a disk with the network off: the numbers of the Python engine, for any points."""

import random
import re

import pytest
from browser_harness import axe_violations
from playwright.sync_api import expect

from tests.export.conftest import DAY, whole_record
from trd_sdm.evidence import load_library
from trd_sdm.export.gathered import gather
from trd_sdm.export.take_home import take_home
from trd_sdm.present.charts import fit
from trd_sdm.present.numbers import points
from trd_sdm.session.assessment import assess

pytestmark = pytest.mark.browser

RATED = ("response", "memory_thinking", "clinic_hours_8wk", "weight_gain", "own_1")
DICE = random.Random(5)  # noqa: S311 -- points to try, the same in every run
VECTORS = [
    {},
    {"response": 1},
    {"memory_thinking": 100, "own_1": 3},
    dict.fromkeys(RATED, 50),
    {"response": 100, "memory_thinking": 1, "clinic_hours_8wk": 99, "weight_gain": 0, "own_1": 0},
    *({name: DICE.randrange(101) for name in RATED} for _ in range(6)),
]


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def record(library):
    return whole_record(library)


@pytest.fixture(scope="module")
def file(record, library, tmp_path_factory):
    path = tmp_path_factory.mktemp("home") / "take-home.html"
    path.write_text(take_home(gather(record, library, on=DAY)), encoding="utf-8")
    return path


@pytest.fixture
def home(browser, file):
    """The page, and every request and complaint of it; nothing can reach a network."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: message.type in ("error", "warning") and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(file.as_uri())
    expect(page.locator("#try-chart svg")).to_be_visible()
    yield page
    assert page.asked == [file.as_uri()], "the page asked for something"
    assert page.complaints == []
    context.close()


def _exactly(record, library, weights):
    """What Python makes of these points, each counted just as it is set."""
    loose = record.with_(tradeoffs=(), sureness={"patient": "exact", "clinician": "exact"})
    rated = loose.with_(weights={"patient": weights, "clinician": {}})
    return assess(rated, library, on=DAY).appraisal


@pytest.mark.parametrize("weights", VECTORS, ids=range(len(VECTORS)))
def test_the_numbers_are_those_of_python(home, record, library, weights):
    appraisal = _exactly(record, library, weights)
    given = [weights.get(name, 0) for name in record.criteria]
    found = home.evaluate("points => trdTakeHome.compute(points)", given)
    params = home.evaluate("points => trdTakeHome.chartParams(trdTakeHome.compute(points), points)", given)
    expected = appraisal.roles["patient"]
    if expected is None:
        assert found is None
        assert params == fit.fit_params(None, appraisal.options)["fit"]
        return
    for option, one in zip(appraisal.options, found, strict=True):
        assert one["fit"] == pytest.approx(expected.fit[option], abs=1e-6)
        assert one["low"] == pytest.approx(expected.low[option], abs=1e-3)
        assert one["high"] == pytest.approx(expected.high[option], abs=1e-3)
        for name, part in expected.contributions[option].items():
            assert one["parts"][record.criteria.index(name)] == pytest.approx(part, abs=1e-6)
    said = fit.fit_params(expected, appraisal.options, appraisal.unknown, appraisal.counted_as_none)["fit"]
    for option, entry in said.items():
        drawn = params[option]
        assert drawn["open"] == entry["open"]
        assert (drawn["label"], drawn["gap"]) == (entry["label"], entry["gap"])
        assert drawn["position"] == entry["position"]
        assert [drawn[end] for end in ("mid", "lo", "hi")] == pytest.approx(
            [entry[end] for end in ("mid", "lo", "hi")], abs=0.011
        )
        ends = {name: [part["start"], part["end"]] for name, part in drawn["parts"].items()}
        assert set(ends) == set(entry["parts"])
        for name, part in entry["parts"].items():
            assert ends[name] == pytest.approx([part["start"], part["end"]], abs=0.011)


def test_a_slider_moved_by_keyboard_changes_picture_table_and_words(home, record, library):
    slider = home.get_by_role("slider", name="Memory and clear thinking")
    assert slider.get_attribute("aria-valuetext") == "60 of 100: matters quite a lot"
    slider.focus()
    home.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "100 of 100: matters very much")
    appraisal = _exactly(record, library, {**record.weights.patient, "memory_thinking": 100})
    fits = appraisal.roles["patient"]
    table = home.get_by_role("table", name="Fit of each option with the points set here")
    for option in appraisal.options:
        row = table.get_by_role("row", name=library.options[option].short_name)
        expect(row.get_by_role("cell").first).to_have_text(points(fits.fit[option]))
        silent = [library.criteria[key].plain for key in appraisal.counted_as_none[option]]
        expect(row.get_by_role("cell").last).to_contain_text(
            f"Not reported, counted as none: {'; '.join(silent)}." if silent else ""
        )
    expect(home.locator("#try-chart svg")).to_contain_text(fit.fit_words(fits, "cbt"))
    home.get_by_role("button", name="Back to the points from the visit").press("Enter")
    expect(slider).to_have_attribute("aria-valuetext", "60 of 100: matters quite a lot")
    first = _exactly(record, library, dict(record.weights.patient)).roles["patient"]
    expect(home.locator("#try-chart svg")).to_contain_text(fit.fit_words(first, "cbt"))


def test_when_nothing_matters_it_says_so_and_ties_are_named(home):
    for slider in home.get_by_role("slider").all():
        slider.press("Home")
    expect(home.locator("#try-said")).to_contain_text("so there is nothing to compare")
    expect(home.locator("#try-chart svg")).to_contain_text("not weighed yet")
    tie = home.evaluate("trdTakeHome.ties([{fit: 50}, {fit: 51.2}, {fit: 70}, {fit: 70}, {fit: 10}])")
    names = home.evaluate("JSON.parse(document.getElementById('numbers').textContent).options.map(one => one.name)")
    assert tie == [
        f"A tie for the highest fit, less than 2 points apart: {names[2]} and {names[3]}.",
        f"A tie among the lower fits, less than 2 points apart: {names[0]} and {names[1]}.",
    ]


def test_it_is_accessible_and_never_scrolls_sideways(home):
    assert axe_violations(home) == []
    for width in (1280, 768, 320):
        home.set_viewport_size({"width": width, "height": 900})
        home.wait_for_function(f"() => innerWidth === {width}")
        assert home.evaluate("document.documentElement.scrollWidth") <= width
    expect(home.get_by_role("button", name="Print this page")).to_be_visible()


def test_whom_to_call_is_one_press_from_the_top(home):
    home.get_by_role("link", name="See whom to call").press("Enter")
    expect(home.get_by_role("heading", name="If things get worse")).to_be_in_viewport()


def test_without_scripts_the_whole_story_is_there(browser, file):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", name="Try other points")).to_be_hidden()
    expect(page.get_by_role("button", name="Print this page")).to_be_hidden()
    expect(page.get_by_role("img", name=re.compile("Fit shows how well"))).to_be_visible()
    expect(page.get_by_role("table", name="Fit of each option")).to_be_visible()
    expect(page.get_by_text("We chose: Esketamine nasal spray.")).to_be_visible()
    expect(page.get_by_text("Samaritans: call 116 123.")).to_be_visible()
    context.close()


def test_its_policy_lets_nothing_in_and_nothing_out(home):
    reached = home.evaluate(
        """async () => {
          const tried = {};
          try { await fetch("https://example.org/"); tried.fetch = true; } catch { tried.fetch = false; }
          const image = new Image();
          tried.image = await new Promise((done) => {
            image.onload = () => done(true); image.onerror = () => done(false); image.src = "https://example.org/x.png";
          });
          const script = document.createElement("script");
          script.textContent = "globalThis.ran = true";
          document.body.append(script);
          tried.script = globalThis.ran === true;
          try { tried.eval = (0, eval)("1") === 1; } catch { tried.eval = false; }
          return tried;
        }"""
    )
    assert reached == {"fetch": False, "image": False, "script": False, "eval": False}
    assert len(home.complaints) >= 3
    assert all("Content Security Policy" in text or "CSP" in text or "eval" in text for text in home.complaints)
    home.complaints.clear()
    home.asked[1:] = []  # what the policy turned down is still reported as asked for


HOSTILE = '</script><script>globalThis.stolen=1</script><img src=x onerror="globalThis.stolen=1"><!-- {{7*7}} \u202e'


def test_hostile_words_stay_words(browser, library, tmp_path):
    names = ("visit", "why", "disagrees", "put_back", "target", "point", "helps", "partly", "not", "due", "task")
    typed = {name: f"{name} {HOSTILE}" for name in (*names, "anchor", "contact", "question", "safety_plan")}
    record = whole_record(library, **typed, check=HOSTILE[:60])
    concern = {**record.model_dump()["concerns"][0], "text": "</script><svg onload=stolen=1>"}
    record = record.with_(concerns=(concern,))
    path = tmp_path / "hostile.html"
    path.write_text(take_home(gather(record, library, on=DAY)), encoding="utf-8")
    plain = tmp_path / "plain.html"
    plain.write_text(take_home(gather(whole_record(library), library, on=DAY)), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    counted = []
    for one in (plain, path):
        page.goto(one.as_uri())
        expect(page.locator("#try-chart svg")).to_be_visible()
        tags = "[...document.querySelectorAll('*')].filter(e => !e.closest('#try-chart')).map(e => e.tagName).join()"
        counted.append(page.evaluate(tags))
    assert counted[0] == counted[1], "typed words made new elements"
    assert page.evaluate("globalThis.stolen") is None
    expect(page.get_by_text(f"why {HOSTILE}".replace("\u202e", "").strip())).to_be_visible()
    expect(page.get_by_role("slider", name="</script><svg onload=stolen=1>")).to_be_visible()
    context.close()
