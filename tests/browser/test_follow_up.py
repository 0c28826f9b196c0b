"""The follow-up as two people use it: by keyboard, with the made-up case, through a stop, a reload and a table."""

import csv
import datetime as dt
import io
import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import expect
from session_steps import go_to, kept_record, open_record

from trd_sdm.clinical.knowledge import load_clinical
from trd_sdm.evidence import load_library
from trd_sdm.present.theme import ACCENT_SOFT
from trd_sdm.session.assessment import today
from trd_sdm.session.record import Record
from trd_sdm.session.record_file import parse_record
from trd_sdm.session.week_csv import read_csv

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
WEEK = "Notes of a week"
NOW = "How has it been going?"


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "follow_up.ipynb")


def open_example(page, server):
    open_app(page, server)
    page.get_by_role("button", name="Try the made-up case").press("Enter")
    expect(page.get_by_role("heading", name="rTMS", exact=True)).to_be_visible()
    wait_acknowledged(page)


def answer(page, question, choice):
    group = page.get_by_role("group", name=re.compile(re.escape(question)))
    group.get_by_role("radio", name=choice, exact=True).press("Space")
    wait_acknowledged(page)


def answer_phq9(page, *, self_harm="Not at all"):
    for item in load_clinical().instruments["phq9"].items:
        answer(page, item.text, self_harm if item.safety_item else "Several days")


def test_a_week_with_phq9_moves_the_chart_and_the_table(page, server):
    open_example(page, server)
    expect(page.locator("[data-chart=course] svg")).to_be_visible()
    before = page.locator("[data-chart=course] svg text").all_text_contents()
    assert "7" in before
    go_to(page, "Add a week", heading=WEEK)
    answer_phq9(page)
    expect(page.get_by_text("PHQ-9: 8 (mild).")).to_be_visible()
    (entry,) = [one for one in kept_record(page).tracking.entries if one.on == today()]
    assert sum(entry.answers[0].answers.values()) == 8
    go_to(page, "How it goes", heading=NOW)
    expect(page.locator("[data-chart=course] svg text", has_text=re.compile("^8$")).last).to_be_visible()
    page.get_by_text("The same as a table").click()
    row = page.get_by_role("row").last
    expect(row).to_contain_text("mild")
    expect(row.get_by_role("cell").first).to_have_text("8")
    expect(page.get_by_text("Time to look at this together")).to_be_visible()


def test_item_9_above_zero_stops_until_a_clinician_has_acted(page, server):
    open_example(page, server)
    go_to(page, "Add a week", heading=WEEK)
    item = next(one for one in load_clinical().instruments["phq9"].items if one.safety_item)
    page.set_viewport_size({"width": 320, "height": 640})
    answer(page, item.text, "Several days")
    number = page.get_by_role("link", name="call 116 123")
    expect(number).to_be_in_viewport(ratio=1)  # on a phone it comes into sight where it opens, and after a reload
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(number).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("navigation", name="Steps").get_by_role("button", name=re.compile("How it goes")).press("Enter")
    expect(page.get_by_role("heading", name="We stop here for now")).to_be_visible()
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_role("heading", name="We stop here for now")).to_be_visible()
    expect(page.get_by_label("Who acted")).to_be_hidden()
    answer(page, "Is a clinician with you now?", "No, not now")
    expect(page.get_by_text("The next part is for your clinician.")).to_be_visible()
    expect(page.get_by_label("Who acted")).to_be_hidden()
    expect(page.get_by_role("link", name="call 116 123")).to_be_visible()
    answer(page, "Is a clinician with you now?", "Yes")
    page.get_by_label("Who acted").fill("The clinician")
    page.get_by_label("What was done").fill("Talked in private.")
    page.get_by_label("What was done").press("Tab")
    wait_acknowledged(page)
    page.get_by_role("button", name="I am the clinician. This was done.").press("Enter")
    expect(page.get_by_role("heading", name="We stop here for now")).to_be_hidden()
    wait_acknowledged(page)
    go_to(page, "Add a week", heading=WEEK)
    group = page.get_by_role("group", name=re.compile("better off dead"))
    expect(group.get_by_role("radio", name="Several days")).to_be_checked()


def test_a_reload_keeps_the_notes_the_day_and_the_screen(page, server):
    open_example(page, server)
    go_to(page, "Add a week", heading=WEEK)
    page.get_by_label("Day of these notes").fill("2026-11-16")
    page.get_by_label("Day of these notes").press("Tab")
    wait_acknowledged(page)
    expect(page.get_by_text("PHQ-9: 9 (mild).")).to_be_visible()
    scores = page.get_by_role("button", name=re.compile("Scores taken elsewhere"))
    expect(scores).to_have_text("Scores taken elsewhere: ISI 12. 1 of 4 filled in")
    scores.press("Enter")
    page.get_by_label("ISI (sleep)").fill("11")
    page.get_by_label("ISI (sleep)").press("Tab")
    wait_acknowledged(page)
    page.get_by_role("button", name="Undo").press("Enter")
    wait_acknowledged(page)
    expect(page.get_by_label("ISI (sleep)")).to_have_value("12")
    page.get_by_role("button", name="Redo").press("Enter")
    wait_acknowledged(page)
    before = kept_record(page)
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_role("heading", name=WEEK)).to_be_visible()
    expect(scores).to_have_text("Scores taken elsewhere: ISI 11. 1 of 4 filled in")
    scores.press("Enter")
    expect(page.get_by_label("ISI (sleep)")).to_have_value("11")
    assert kept_record(page) == before


def test_item_9_stops_from_behind_its_fold_where_another_score_is_followed(page, server, tmp_path):
    record = Record(library_version=load_library().version, plan={"measure": "isi"})
    open_record(page, server, record, tmp_path)
    go_to(page, "Add a week", heading=WEEK)
    expect(page.get_by_label("ISI (sleep)")).to_be_visible()
    page.get_by_role("button", name="PHQ-9, depression: 9 questions, none answered yet").press("Enter")
    item = next(one for one in load_clinical().instruments["phq9"].items if one.safety_item)
    answer(page, item.text, "Several days")
    expect(page.get_by_role("heading", name="We stop here for now")).to_be_visible()


@pytest.mark.parametrize(("width", "height", "most"), [(1280, 720, 2600), (768, 900, 3200), (320, 640, 5700)])
def test_the_entry_is_short_and_its_bar_is_in_sight_and_covers_no_focus(page, server, width, height, most):
    open_example(page, server)
    go_to(page, "Add a week", heading=WEEK)
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(f"() => innerWidth === {width}")
    bar = page.locator(".trd-week-bar")
    assert page.locator(".trd-step:has(.trd-week)").bounding_box()["height"] <= most
    expect(bar).to_contain_text("None of 7 parts filled; none has to be.")
    expect(bar.get_by_role("button", name="Save notes")).to_be_in_viewport(ratio=1)
    for fold in page.locator(".trd-week .trd-fold-button").all():
        fold.press("Enter")
    last = page.get_by_label("Anything else")
    for press, start, end in (("Tab", page.get_by_label("Day of these notes"), last), ("Shift+Tab", last, None)):
        start.focus()
        seen = covered(page, press, 90)
        assert seen["stops"] > 20
        assert seen["covered"] == []
        if end is not None:
            assert "Anything else" in seen["names"]


def covered(page, press, times):
    """Press a key again and again; tell what had the focus with any part of it below the bar."""
    seen = {"stops": 0, "covered": [], "names": []}
    for _ in range(times):
        page.keyboard.press(press)
        at = page.evaluate(
            """() => {
              const at = document.activeElement, bar = document.querySelector(".trd-week-bar");
              if (!at.closest(".trd-week")) return null;
              const box = (at.closest(".trd-choice") ?? at).getBoundingClientRect();
              return { name: at.labels?.[0]?.textContent ?? at.textContent, bottom: box.bottom,
                       bar: bar.getBoundingClientRect().top };
            }"""
        )
        if at is None:
            continue
        seen["stops"] += 1
        seen["names"].append(at["name"])
        if at["bottom"] > at["bar"] + 1:
            seen["covered"].append(at)
    return seen


def test_the_bar_saves_a_copy_with_the_week(page, server, tmp_path):
    open_example(page, server)
    go_to(page, "Add a week", heading=WEEK)
    page.get_by_role("slider", name="Energy").press("ArrowRight")
    wait_acknowledged(page)
    bar = page.locator(".trd-week-bar")
    expect(bar).to_contain_text("1 of 7 parts filled; none has to be.")
    expect(bar).to_contain_text("The copy holds this day and 14 other days.")
    with page.expect_download() as download:
        bar.get_by_role("button", name="Save notes").press("Enter")
    path = tmp_path / "copy.json"
    download.value.save_as(path)
    record = parse_record(path.read_text(encoding="utf-8"), load_library())
    assert record.tracking == kept_record(page).tracking
    expect(bar).to_contain_text("Saved: this day and 14 other days.")


def test_on_paper_everything_filled_in_is_there_and_an_empty_fold_is_not(page, server):
    open_example(page, server)
    go_to(page, "Add a week", heading=WEEK)
    page.get_by_role("button", name=re.compile("Anything else")).press("Enter")
    page.get_by_label("Anything else").fill("Slept at last.")
    page.get_by_label("Anything else").press("Tab")
    page.get_by_role("button", name=re.compile("GAD-7")).press("Enter")
    answer(page, "Trouble relaxing", "Several days")
    for name in ("Anything else", "GAD-7"):
        page.get_by_role("button", name=re.compile(name)).press("Enter")
    expect(page.get_by_label("Anything else")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_label("Anything else")).to_be_visible()
    group = page.get_by_role("group", name=re.compile("Trouble relaxing"))
    expect(group.get_by_role("radio", name="Several days")).to_be_visible()
    expect(page.get_by_label("ISI (sleep)")).to_be_hidden()
    expect(page.locator(".trd-week-bar")).to_be_hidden()


def test_the_table_goes_out_and_comes_back_and_a_broken_one_changes_nothing(page, server, tmp_path):
    open_example(page, server)
    before = kept_record(page).tracking
    go_to(page, "All notes", heading="All notes")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the table as CSV").press("Enter")
    path = tmp_path / "notes.csv"
    download.value.save_as(path)
    assert read_csv(path.read_text(encoding="utf-8"), load_clinical()) == before.entries
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    rows.append({"date": "2026-08-03", "isi": "21"})
    path.write_text(table(rows), encoding="utf-8")
    page.get_by_label("Bring in a table (CSV)").set_input_files(path)
    expect(page.get_by_text("notes.csv: 1 day is new.")).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page).tracking.entries[0].on == dt.date(2026, 8, 3)
    rows[0]["phq9_mood"] = "4"
    path.write_text(table(rows), encoding="utf-8")
    page.get_by_label("Bring in a table (CSV)").set_input_files(path)
    expect(page.get_by_role("alert").filter(has_text="row 2, column phq9_mood")).to_be_visible()
    assert len(kept_record(page).tracking.entries) == 15


def table(rows):
    held = io.StringIO()
    writer = csv.DictWriter(held, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue()


def test_ending_a_treatment_puts_it_among_the_past_ones(page, server):
    open_example(page, server)
    go_to(page, "Treatments", heading="Treatments")
    page.get_by_label("Which treatment ends?").select_option(label="rTMS")
    wait_acknowledged(page)
    page.get_by_label("What came of it?").select_option(label="It helped well")
    wait_acknowledged(page)
    page.get_by_label("What did you learn from it?").fill("Mornings are easier.")
    page.get_by_label("What did you learn from it?").press("Tab")
    wait_acknowledged(page)
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_label("What did you learn from it?")).to_have_value("Mornings are easier.")
    expect(page.get_by_label("What came of it?")).to_have_value("good")
    page.get_by_role("button", name="End this treatment").press("Enter")
    wait_acknowledged(page)
    trial = kept_record(page).past.trials[-1]
    assert (trial.kind, trial.outcome, trial.note) == ("rtms", "good", "Mornings are easier.")
    expect(page.get_by_label("Which treatment ends?")).to_be_hidden()


def crossing(page):
    """Words in the chart of a course that touch each other, a bar or the edge, in pairs."""
    return page.evaluate(
        """(bar) => {
          const svg = document.querySelector("[data-chart=course] svg"), name = (one) => one.textContent;
          const box = (one) => one.getBoundingClientRect();
          const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
          const same = (a, b) => name(a) === name(b) && Math.abs(box(a).left - box(b).left) < 6
            && Math.abs(box(a).top - box(b).top) < 6; // a word and its pale edge
          const shown = (one) => name(one) && getComputedStyle(one).opacity !== "0";
          const words = [...svg.querySelectorAll("text")].filter(shown);
          const bars = [...svg.querySelectorAll("path")].filter((one) => one.getAttribute("fill") === bar);
          const found = [];
          words.forEach((word, place) => {
            for (const other of words.slice(place + 1))
              if (!same(word, other) && meet(box(word), box(other))) found.push([name(word), name(other)]);
            if (bars.some((one) => meet(box(word), box(one)))) found.push([name(word), "a bar"]);
            const [at, all] = [box(word), box(svg)];
            if (at.left < all.left - 1 || at.right > all.right + 1) found.push([name(word), "the edge"]);
          });
          return { found, words: words.length, bars: bars.length };
        }""",
        ACCENT_SOFT,
    )


def crowded():
    """Three treatments with the longest names, one after another, and scores that rise up to this day."""
    names = {key: option.short_name for key, option in load_library().options.items()}
    longest = sorted(names, key=lambda key: len(names[key]))[-3:]
    points = ({"kind": "early_signal", "week": 2}, {"kind": "full_trial", "week": 3}, {"kind": "checkpoint", "week": 4})
    first = today() - dt.timedelta(weeks=16)
    courses = tuple(
        {
            "option": option,
            "started_on": first + dt.timedelta(weeks=5 * place),
            "ended_on": first + dt.timedelta(weeks=5 * place + 4) if place < 2 else None,
            "plan": {"measure": "phq9", "goal": 9.0, "decision_points": points},
        }
        for place, option in enumerate(longest)
    )
    entries = tuple(
        {"on": first + dt.timedelta(weeks=week), "scores": ({"measure": "phq9", "score": 9.0 + week / 2},)}
        for week in range(17)
    )
    return Record(library_version=load_library().version, tracking={"courses": courses, "entries": entries})


@pytest.mark.parametrize("case", ["example", "crowded"])
def test_no_words_of_the_chart_touch_each_other_or_a_bar(page, server, tmp_path, case):
    if case == "example":
        open_example(page, server)
    else:
        open_record(page, server, crowded(), tmp_path)
    expect(page.locator("[data-chart=course] svg")).to_be_visible()
    for kind in ("normal", "large"):
        if kind == "large":
            page.get_by_role("button", name="Make the type larger").press("Enter")
            wait_acknowledged(page)
        for width in (1280, 768, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(f"() => innerWidth === {width}")
            page.wait_for_function(
                """() => { const at = document.querySelector("[data-chart=course]"), svg = at.querySelector("svg");
                    return svg && Math.abs(svg.getBoundingClientRect().width - at.clientWidth) < 4; }"""
            )
            page.wait_for_timeout(300)  # drawn once more when the page has its width
            seen = crossing(page)
            assert seen["words"] > 15
            assert seen["bars"] == (2 if case == "example" else 3)
            assert seen["found"] == [], (kind, width)


SCREENS = {
    "now": ("How it goes", NOW),
    "week": ("Add a week", WEEK),
    "notes": ("All notes", "All notes"),
    "treatments": ("Treatments", "Treatments"),
}


def test_each_screen_is_accessible_and_fits_three_widths(page, server, tmp_path):
    open_example(page, server)
    found = {}
    for name, (step, heading) in SCREENS.items():
        if name != "now":
            go_to(page, step, heading=heading)
        found[name] = axe_violations(page) + check_widths(page, name, tmp_path)
    assert {name: slips for name, slips in found.items() if slips} == {}
