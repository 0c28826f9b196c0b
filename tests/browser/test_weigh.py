"""Weighing, what would change it, the choice, the four questions, and the shell's niceties, by keyboard alone."""

import itertools
import re
from pathlib import Path

import pytest
from browser_harness import SMALLEST_LARGE, axe_violations, check_widths, small_chart_type, wait_acknowledged
from playwright.sync_api import expect
from session_steps import go_to, kept_record, open_record, rate

from trd_sdm.evidence import load_library
from trd_sdm.session.appraisal import appraise
from trd_sdm.session.examples import example
from trd_sdm.session.insight import insight
from trd_sdm.session.record import Record

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PICKED = ("response", "onset", "weight_gain", "memory_thinking", "clinic_hours_8wk")
OPTIONS = ("stay_optimise", "ect", "rtms", "augment_lithium", "iv_ketamine", "cbt", "tdcs")
WEIGH = "How do the options fit?"
CHANGES = "What would change this?"
CHOOSE = "What do you choose?"
FOUR = "Four questions about your choice"


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def talk(**changes):
    """A talk in which both have rated; the patient's ratings leave two options level."""
    library = load_library()
    return Record(
        library_version=library.version,
        seed=7,
        draws=1024,
        shortlist=OPTIONS,
        criteria=PICKED,
        weights={
            "patient": dict(zip(PICKED, (90, 60, 30, 70, 25), strict=True)),
            "clinician": {"response": 80, "onset": 20},
        },
        leanings={"first": "ect"},
        **changes,
    )


def pick(page, name):
    """Pick a round button by keyboard."""
    page.get_by_role("radio", name=name).press("Space")
    wait_acknowledged(page)


def fit_words(page):
    return page.locator("[data-chart=fit] svg").text_content()


def test_the_total_can_be_hidden_and_comes_back(page, server, tmp_path):
    open_record(page, server, talk(order="fit"), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    expect(page.locator("[data-chart=first] svg")).to_be_visible()
    assert re.search(r"fit \d+, likely", fit_words(page))
    pick(page, "Hide it")
    expect(page.locator("[data-chart=first]")).to_have_count(0)
    expect(page.get_by_role("radio", name="By fit")).to_be_hidden()
    expect(page.locator("[data-chart=fit] svg")).to_be_visible()
    assert not re.search(r"fit \d+", fit_words(page))
    expect(page.get_by_text("A full place is the good end.")).to_be_visible()
    expect(page.get_by_text("Less than 2 points apart")).to_have_count(0)
    assert kept_record(page).show_total is False
    pick(page, "Show it")
    expect(page.locator("[data-chart=first] svg")).to_be_visible()


CUT_KEY = """() => {
  const svg = document.querySelector("[data-chart=fit] svg"), place = svg.getBoundingClientRect();
  const names = [...svg.querySelectorAll(".role-legend-label text")];
  const cut = names.filter((name) => {
    const box = name.getBoundingClientRect();
    return box.top < place.top || box.right > place.right + 1;
  });
  return [names.length, cut.map((name) => name.textContent)];
}"""


def test_no_name_in_the_key_of_the_fit_is_cut_at_any_width(page, server, tmp_path):
    open_record(page, server, talk(screen="weigh"), tmp_path)
    expect(page.locator("[data-chart=fit] svg")).to_be_visible()
    found = {}
    for width in (1280, *range(1500, 300, -40), 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(120)
        names, cut = page.evaluate(CUT_KEY)
        assert names == len(PICKED)
        if cut:
            found[width] = cut
    assert not found


def test_no_name_in_the_key_is_cut_when_the_window_grows_tall_for_a_picture(page, server, tmp_path):
    open_record(page, server, example(load_library()), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    expect(page.locator("[data-chart=fit] svg")).to_be_visible()
    found = {}
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(700)
        page.screenshot(full_page=True, animations="disabled")
        page.wait_for_timeout(1500)
        names, cut = page.evaluate(CUT_KEY)
        assert names
        if cut:
            found[width] = cut
    assert not found


AT_HAND = """() => {
  const bar = document.querySelector(".trd-at-hand").getBoundingClientRect();
  const focused = document.activeElement.getBoundingClientRect();
  return [focused.bottom <= bar.top + 1, bar.top >= 0 && bar.bottom <= innerHeight + 1];
}"""


def test_where_the_picture_is_below_the_sliders_the_fits_stay_at_hand_and_hide_no_slider(page, server, tmp_path):
    open_record(page, server, example(load_library()), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    lines = page.locator(".trd-at-hand li")
    for width, key in ((320, "End"), (768, "Home")):
        page.set_viewport_size({"width": width, "height": 640})
        before = lines.all_inner_texts()
        assert len(before) == len(example(load_library()).shortlist)
        page.get_by_role("slider").first.focus()
        for _ in range(6):
            assert page.evaluate(AT_HAND) == [True, True]
            page.keyboard.press("Tab")
            page.keyboard.press("Tab")
        page.get_by_role("slider", name=re.compile("Clinic time")).press(key)
        wait_acknowledged(page)
        after = lines.all_inner_texts()
        assert after != before
        fits = [text.split("\n")[-1] for text in after]
        assert sorted(re.findall(r"fit (\d+),", fit_words(page))) == sorted(fits)
    pick(page, "Hide it")
    expect(page.locator(".trd-at-hand")).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 900})
    pick(page, "Show it")
    expect(page.locator(".trd-at-hand")).to_be_hidden()
    # Beside the sliders the whole picture stays in sight, with its scale.
    expect(page.locator("[data-chart=fit] svg")).to_be_visible()
    page.get_by_role("slider", name=re.compile("Memory")).focus()
    page.wait_for_timeout(300)
    top, bottom, whole, seen = page.evaluate(
        """() => {
          const picture = document.querySelector(".trd-weigh-picture"), at = picture.getBoundingClientRect();
          return [at.top, at.bottom, picture.scrollHeight, picture.clientHeight];
        }"""
    )
    assert 0 <= top < bottom <= 900
    assert whole <= seen


def test_halfway_between_both_shows_both_ratings_and_what_is_missing(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    pick(page, "Both, halfway")
    table = page.get_by_role("table", name="How much each thing matters to each of you, 0 to 100")
    expect(table.get_by_role("row", name=re.compile("Feeling much better"))).to_contain_text("85")
    expect(table.get_by_role("row", name=re.compile("Weight gain"))).to_contain_text("not rated")
    expect(page.get_by_text("This picture rests on 2 of the 5 things picked.")).to_be_visible()
    expect(page.get_by_role("slider")).to_have_count(0)
    assert kept_record(page).whose == "shared"


def test_a_tie_is_called_a_tie(page, server, tmp_path):
    level = talk().with_(weights={"patient": {"weight_gain": 50}})
    library = load_library()
    fits = sorted(appraise(level, library).roles["patient"].fit.values())
    assert any(b - a < 1 for a, b in itertools.pairwise(fits))
    open_record(page, server, level, tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    tie = re.compile("A tie (for the highest fit|among the lower fits), less than 2 points apart: ")
    expect(page.get_by_role("status").filter(has_text=tie)).to_be_visible()


def test_another_burden_is_picked_by_keyboard(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    chart = page.locator("[data-chart=scatter] svg")
    expect(chart).to_contain_text("Harms and load, as weighed")
    page.get_by_label("Set it beside").focus()
    page.get_by_label("Set it beside").select_option(label="Clinic time, first 8 weeks")
    wait_acknowledged(page)
    expect(chart).to_contain_text("Clinic time, first 8 weeks, hours")
    page.get_by_text("This picture in words and numbers").press("Enter")
    expect(page.get_by_role("table", name="Chance and burden of each option")).to_be_visible()


def test_an_option_a_rule_keeps_out_stays_in_sight_with_its_reason(page, server, tmp_path):
    open_record(page, server, talk(facts={"answers": {"metal_near_coil": "yes"}}), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    gone = page.get_by_role("complementary").filter(has_text="Not in the picture")
    expect(gone).to_contain_text("Magnetic stimulation (rTMS)")
    assert "rTMS" not in fit_words(page)
    go_to(page, "Plan", heading=CHOOSE)
    blocked = page.get_by_role("group", name=CHOOSE).get_by_role("radio", name=re.compile("rTMS"))
    expect(blocked).to_be_disabled()
    expect(blocked).to_have_accessible_description(re.compile("a clinician has to put it back"))
    expect(page.get_by_role("button", name="Go to the safety rules")).to_be_visible()


def test_what_would_change_it_is_said_and_can_be_tried_without_touching_the_ratings(page, server, tmp_path):
    record, library = talk(), load_library()
    open_record(page, server, record, tmp_path)
    go_to(page, "Weigh", heading=CHANGES, screen="What would change this")
    expect(page.locator("[data-chart=turns] svg")).to_be_visible()
    found = insight(record, library, appraise(record, library))
    expect(page.get_by_text(f"Ahead now: {library.options[found.leader].short_name}.")).to_be_visible()
    turn = next(turn for turn in found.turns if turn.criterion == "response" and turn.above)
    pick(page, "Feeling much better")
    slider = page.get_by_role("slider", name="It counts for")
    slider.press("End")
    wait_acknowledged(page)
    for _ in range(100 - int(turn.above.at) - 6):
        slider.press("ArrowLeft")
    wait_acknowledged(page)
    named = library.options[turn.above.leader].short_name
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^At \d+ of 100"))).to_contain_text(named)
    assert kept_record(page).weights == record.weights


def test_nothing_rated_says_what_to_do_first(page, server, tmp_path):
    open_record(page, server, talk().with_(weights={}), tmp_path)
    go_to(page, "Weigh", heading=CHANGES, screen="What would change this")
    expect(page.get_by_text("Nothing is rated yet.")).to_be_visible()
    expect(page.locator("[data-chart=turns]")).to_have_count(0)


def test_a_person_may_see_it_another_way_and_say_why(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    go_to(page, "Plan", heading=CHOOSE)
    expect(page.get_by_text("At first: Electroconvulsive therapy (ECT).")).to_be_visible()
    leaning = page.get_by_role("group", name="Where do you lean now?")
    leaning.get_by_role("radio", name="Add lithium").press("Space")
    field = page.get_by_label("Do you see it another way than the picture?")
    field.focus()
    page.keyboard.type("My sister did well on it. <b>Really</b>")
    page.keyboard.press("Tab")
    wait_acknowledged(page)
    held = kept_record(page)
    assert (held.leanings.first, held.leanings.now) == ("ect", "augment_lithium")
    assert held.leanings.disagrees == "My sister did well on it. <b>Really</b>"
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("Undone: where you lean.")).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page).leanings.disagrees is None
    expect(field).to_have_value("")


def test_not_today_is_a_full_answer(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    go_to(page, "Plan", heading=CHOOSE)
    page.get_by_role("group", name=CHOOSE).get_by_role("radio", name="Not today").press("Space")
    wait_acknowledged(page)
    expect(page.get_by_text("You leave it for another day. Nothing changes for now.")).to_be_visible()
    page.get_by_role("group", name="Do you both agree?").get_by_role("radio", name="Yes").press("Space")
    wait_acknowledged(page)
    choice = kept_record(page).choice
    assert (choice.option, choice.together) == ("not_today", "yes")


def test_a_no_leads_to_the_screen_that_mends_it(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    go_to(page, "Check and take home", heading=FOUR)
    expect(page.get_by_text("not covered by the project")).to_be_visible()
    questions = page.get_by_role("group")
    for name, answer in (("feel SURE", "No"), ("benefits and risks of", "Yes"), ("are you clear", "Yes")):
        questions.filter(has_text=re.compile(name, re.IGNORECASE)).get_by_role("radio", name=answer).press("Space")
        wait_acknowledged(page)
    expect(page.get_by_text("1 of 4 questions is still open.")).to_be_visible()
    questions.filter(has_text="enough support").get_by_role("radio", name="Yes").press("Space")
    wait_acknowledged(page)
    expect(page.get_by_text("Score: 3 of 4.")).to_be_visible()
    assert dict(kept_record(page).sure) == {"sure": 0, "understand": 1, "risk_benefit": 1, "encouragement": 1}
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    page.get_by_role("button", name="Look at the picture again").press("Enter")
    expect(page.get_by_role("heading", name=WEIGH)).to_be_focused()


def test_pause_hides_the_page_survives_a_reload_and_gives_the_focus_back(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    page.get_by_role("button", name="Pause").press("Enter")
    cover = page.get_by_role("dialog", name="Paused. Nothing is lost.")
    expect(cover).to_be_visible()
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    box = cover.bounding_box()
    assert (box["width"], box["height"]) == (1280, 900)
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(cover).to_be_visible()
    assert page.evaluate("document.elementFromPoint(600, 200).closest('dialog') !== null")
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') === null"), "the page below can be reached"
    assert axe_violations(page) == []
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(cover).to_be_visible()
    wait_acknowledged(page)
    page.get_by_role("button", name="Continue").press("Enter")
    expect(cover).to_be_hidden()
    expect(page.get_by_role("heading", name=WEIGH)).to_be_visible()
    page.get_by_role("button", name="Pause").press("Enter")
    page.get_by_role("button", name="Continue").press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    rate(page, "Feeling much better", 1)
    assert kept_record(page).weights.patient["response"] == 91


def test_the_type_grows_on_the_page_and_in_the_charts(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    size = "getComputedStyle(document.querySelector('.trd-step-header p:last-of-type')).fontSize"
    name = page.locator("[data-chart=fit] svg").get_by_text("ECT", exact=True)
    before = name.bounding_box()["height"]
    assert page.evaluate(size) == "18px"
    page.get_by_role("button", name="Make the type larger").press("Enter")
    wait_acknowledged(page)
    expect(page.get_by_role("button", name="Make the type smaller")).to_be_focused()
    assert page.evaluate(size) == "22px"
    page.wait_for_function(
        "(before) => [...document.querySelectorAll('[data-chart=fit] svg text')]"
        ".some((each) => each.textContent === 'ECT' && each.getBoundingClientRect().height > before)",
        arg=before,
    )
    assert kept_record(page).large_type is True
    assert check_widths(page, "weigh-large", tmp_path) == []


def test_a_chart_folded_away_is_drawn_before_it_is_printed(page, server, tmp_path):
    open_record(page, server, talk(visit={"path": "short"}), tmp_path)
    go_to(page, "Weigh", heading=WEIGH)
    drawn = "() => [...document.querySelectorAll('[data-chart=first] svg text')].map((each) => each.textContent)"
    assert page.evaluate(drawn) == []
    page.emulate_media(media="print")
    expect(page.locator("[data-chart=fit]")).to_be_visible()
    expect(page.locator("[data-chart=first]")).to_be_hidden()  # past our button: no empty frame
    page.emulate_media(media="screen")
    page.evaluate(f"() => {{ globalThis.print = () => {{ globalThis.printed = ({drawn})(); }}; }}")
    page.get_by_role("button", name="Print this page").press("Enter")
    page.wait_for_function("() => globalThis.printed")
    assert "ECT" in page.evaluate("globalThis.printed")
    expect(page.locator("[data-chart=first]")).to_be_hidden()  # the page is as it was


def test_in_large_type_no_words_of_a_chart_shrink_on_a_phone(page, server, tmp_path):
    open_record(page, server, example(load_library()).with_(large_type=True, whose="shared"), tmp_path)
    small = []
    for step, screen, heading in (
        ("What matters", "How much", "How much does each thing matter?"),
        ("Compare", "Side by side", "What each option would be like"),
        ("Compare", "The numbers", "The numbers behind the picture"),
        ("Compare", "The next 12 weeks", "What would the next 12 weeks ask of you?"),
        ("Weigh", "Weigh", WEIGH),
        ("Weigh", "What would change this", "What would change this?"),
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        go_to(page, step, screen=screen, heading=heading)
        page.set_viewport_size({"width": 320, "height": 900})
        page.wait_for_function(
            "() => [...document.querySelectorAll('[data-chart] svg')].some((each) => each.getClientRects().length)"
        )
        page.wait_for_function("() => document.documentElement.scrollWidth === 320")
        small += [f"{heading} {one}" for one in small_chart_type(page, SMALLEST_LARGE)]
    assert small == []


def test_every_screen_says_whose_turn_it_is_and_has_help(page, server, tmp_path):
    open_record(page, server, talk(), tmp_path)
    for step, screen, heading, turn in (
        ("Weigh", None, WEIGH, "For both of you."),
        ("Plan", None, CHOOSE, "The patient's turn."),
    ):
        go_to(page, step, screen=screen, heading=heading)
        expect(page.get_by_text(turn).locator("visible=true")).to_be_visible()
        page.get_by_text("Help with this page").locator("visible=true").press("Enter")
        expect(page.get_by_text("With the keyboard").locator("visible=true")).to_be_visible()


SCREENS = {
    "weigh": ("Weigh", None, WEIGH),
    "what_changes": ("Weigh", "What would change this", CHANGES),
    "choice": ("Plan", None, CHOOSE),
    "sure": ("Check and take home", None, FOUR),
}


def test_each_screen_is_accessible_and_fits_three_widths(page, server, tmp_path):
    record = talk(facts={"answers": {"metal_near_coil": "yes"}}, sure={"sure": 0, "understand": 1})
    open_record(page, server, record, tmp_path)
    found = {}
    for name, (step, screen, heading) in SCREENS.items():
        go_to(page, step, screen=screen, heading=heading)
        for summary in page.locator("summary:visible").all():
            summary.press("Enter")
        found[name] = axe_violations(page) + check_widths(page, name, tmp_path)
    assert {name: slips for name, slips in found.items() if slips} == {}
