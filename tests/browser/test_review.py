"""What comes before a choice, as two people fill it in: by keyboard, judged at once, stopped where it must be."""

import re
from pathlib import Path

import pytest
from browser_harness import axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import Page, expect
from session_steps import go_to, kept_record, open_record

from trd_sdm.evidence import load_library
from trd_sdm.session.record import Record

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
STEP = "Before we choose"
TRIALS = ("Past treatments", "What was tried before?")
SCREENS = {
    "trials": TRIALS,
    "adds_up": ("What it adds up to", "What it adds up to"),
    "lookalikes": ("Look-alikes", "Could it be something else, or something more?"),
    "contributors": ("What may add to it", "What may add to it?"),
    "everyday": ("Everyday life", "Everyday life"),
    "health": ("Health and medicines", "Health and medicines"),
}
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(ROOT / "notebooks" / "session.ipynb")


def to(page: Page, screen: str):
    label, heading = SCREENS[screen]
    go_to(page, STEP, screen=label, heading=heading)


def tab_to(page: Page, locator, most: int = 40):
    """Reach a field by Tab alone."""
    for _ in range(most):
        if locator.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{locator} was not reached by {most} presses of Tab")


def add_trial(page: Page, drug: str, dose: str, weeks: str, *, outcome: str, why: str, taken: str = "As planned"):
    """Enter one treatment with the keyboard alone."""
    tab_to(page, page.get_by_role("button", name="Add a treatment"), 80)
    page.keyboard.press("Enter")
    expect(page.get_by_label("What was it?")).to_be_focused()
    tab_to(page, page.get_by_role("combobox", name="Which medicine?", exact=True))
    page.keyboard.type(drug)
    for label, typed in (("Highest dose in a day", dose), ("Weeks at that dose", weeks)):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(typed)
    picks = {"How was it taken?": taken, "What came of it?": outcome, "Why did it stop?": why}
    for label, words in {**picks, "Was it in this episode?": "Yes"}.items():
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(words[:20])
    wait_acknowledged(page)
    tab_to(page, page.get_by_role("button", name=re.compile("^Done with treatment")))
    page.keyboard.press("Enter")
    wait_acknowledged(page)


def test_three_treatments_entered_by_keyboard_alone_are_judged_and_add_up(page, server):
    open_app(page, server)
    to(page, "trials")
    add_trial(page, "Zoloft", "100", "8", outcome="No help", why="It did not help")
    add_trial(page, "mirtazapine", "30", "8", outcome="Some help", why="Own choice")
    add_trial(page, "citalopram", "10", "3", outcome="No help", why="Side effects")
    badges = page.locator(".trd-entry .trd-verdict").all_text_contents()
    assert badges == ["A fair trial", "A fair trial", "Not a fair trial"]
    expect(page.get_by_text("The top dose was 10 mg a day. This table asks for at least 20 mg.")).to_be_visible()
    first, second, third = kept_record(page).past.trials
    assert (first.agent, first.daily_dose, first.weeks, first.outcome) == ("sertraline", 100, 8, "none")
    assert (second.outcome, second.in_episode) == ("partial", "yes")
    assert third.stopped == "side_effects"
    to(page, "adds_up")
    expect(page.get_by_text("The definition is met")).to_be_visible()
    expect(page.get_by_text("2 drugs had a fair trial in this episode and did not help enough.")).to_be_visible()
    groups = page.locator(".trd-group h4").all_text_contents()
    assert {"Helped in part", "Fair trial, no effect"} <= set(groups)
    expect(page.locator(".trd-stage-value").first).to_have_text("Stage 2 to 5")
    expect(page.get_by_text("At least stage 2, since some facts are missing.")).to_be_visible()
    go_to(page, STEP, screen="Summary", heading="Before we choose: what we found")
    expect(page.get_by_text("At least two fair trials in this episode did not help enough.")).to_be_visible()
    first = page.locator("section").filter(has=page.get_by_role("heading", name="What to put right first"))
    expect(
        first.get_by_text("A treatment was stopped early for side effects. It had no fair chance.", exact=True)
    ).to_be_visible()
    expect(first.get_by_role("heading", name="Not tolerated")).to_be_visible()
    still_open = page.locator("section").filter(has=page.get_by_role("heading", name="What is still open"))
    expect(still_open.get_by_text("Safety has not been asked about.")).to_be_visible()


def test_a_treatment_is_copied_taken_away_and_brought_back(page, server):
    open_app(page, server)
    to(page, "trials")
    add_trial(page, "Sertraline", "100", "8", outcome="No help", why="It did not help")
    page.get_by_role("button", name=re.compile("^Copy treatment 1")).press("Enter")
    wait_acknowledged(page)
    assert [trial.agent for trial in kept_record(page).past.trials] == ["sertraline"] * 2
    page.get_by_role("button", name=re.compile("^Delete treatment 2")).press("Enter")
    expect(page.get_by_text("Treatment 2 was taken away. Undo brings it back.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Edit treatment 1"))).to_be_focused()
    wait_acknowledged(page)
    assert len(kept_record(page).past.trials) == 1
    page.get_by_role("button", name="Undo").press("Enter")
    wait_acknowledged(page)
    assert len(kept_record(page).past.trials) == 2
    expect(page.locator(".trd-entry")).to_have_count(2)


def test_a_number_that_does_not_fit_is_told_beside_it_and_the_rest_is_kept(page, server):
    open_app(page, server)
    to(page, "trials")
    page.get_by_role("button", name="Add a treatment").press("Enter")
    page.get_by_role("combobox", name="Which medicine?", exact=True).fill("Sertraline")
    page.get_by_label("Highest dose in a day").fill("lots")
    page.keyboard.press("Tab")
    expect(page.get_by_text("“lots” does not fit here. Give a number from 0.001 to 100000 mg")).to_be_visible()
    page.get_by_label("Weeks at that dose").fill("8")
    page.keyboard.press("Tab")
    wait_acknowledged(page)
    assert page.get_by_label("Highest dose in a day").input_value() == "lots"
    (trial,) = kept_record(page).past.trials
    assert (trial.agent, trial.daily_dose, trial.weeks) == ("sertraline", None, 8)


def test_a_name_that_looks_like_markup_is_shown_as_text_everywhere(page, server):
    open_app(page, server)
    to(page, "trials")
    page.get_by_role("button", name="Add a treatment").press("Enter")
    page.get_by_role("combobox", name="Which medicine?", exact=True).fill(HOSTILE)
    page.keyboard.press("Tab")
    wait_acknowledged(page)
    expect(page.locator(".trd-entry-title")).to_have_text(HOSTILE)
    expect(page.get_by_text("This drug is not in our table, so dose and weeks cannot be judged.")).to_be_visible()
    to(page, "adds_up")
    expect(page.locator(".trd-review-cards").get_by_text(HOSTILE).first).to_be_visible()
    to(page, "health")
    page.get_by_role("button", name="Add a medicine").press("Enter")
    page.get_by_role("combobox", name="Name").fill(HOSTILE)
    page.keyboard.press("Tab")
    expect(page.locator(".trd-entry-title:visible").filter(has_text=HOSTILE)).to_be_visible()
    expect(page.get_by_text("Not in our list. No rule can be checked for it.")).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page).facts.drugs[0].name == HOSTILE
    assert page.locator("img").count() == 0


def test_the_last_question_of_the_phq9_above_zero_stops_the_comparison(page, server):
    open_app(page, server)
    to(page, "lookalikes")
    form = page.locator("details").filter(has=page.get_by_text("Patient Health Questionnaire-9: depression"))
    form.locator("summary").press("Enter")
    first = page.get_by_role("group", name=re.compile("Little interest or pleasure")).get_by_role("radio")
    first.nth(1).press("Space")
    wait_acknowledged(page)
    expect(first.nth(1)).to_be_focused()
    expect(page.get_by_text("No total yet: 8 of 9 questions are open.")).to_be_visible()
    last = page.get_by_role("group", name=re.compile("better off dead")).get_by_role("radio")
    last.nth(1).press("Space")
    wait_acknowledged(page)
    record = kept_record(page)
    assert [check.item9 for check in record.safety.checks] == [1]
    assert record.is_stopped
    expect(page.get_by_role("heading", name="Staying safe")).to_be_visible()
    expect(page.get_by_role("heading", name=SCREENS["lookalikes"][1])).to_be_hidden()


def test_an_answer_shows_what_it_changes_and_focus_stays_where_it_was(page, server):
    open_app(page, server)
    to(page, "contributors")
    thyroid = page.get_by_role("group", name="Thyroid")
    thyroid.get_by_role("radio", name="Yes, it fits").press("Space")
    expect(thyroid.get_by_text("What this would change")).to_be_visible()
    expect(thyroid.get_by_text("TSH").last).to_be_visible()
    expect(thyroid.get_by_role("radio", name="Yes, it fits")).to_be_focused()
    expect(page.get_by_text(re.compile(r"^1 of \d+ asked$"))).to_be_visible()
    wait_acknowledged(page)
    assert kept_record(page).contributors.status("thyroid") == "positive"
    thyroid.get_by_role("radio", name="Not asked").press("Space")
    wait_acknowledged(page)
    assert "thyroid" not in kept_record(page).contributors.answers
    to(page, "everyday")
    page.get_by_role("group", name="Cost").get_by_role("radio", name="Yes").press("Space")
    expect(page.get_by_text("Ask for a drug of the same kind that costs less.")).to_be_visible()


def test_only_what_the_options_on_the_table_need_is_asked_and_each_answer_says_what_it_touches(page, server, tmp_path):
    record = Record(library_version=load_library().version, shortlist=("stay_optimise", "rtms", "esketamine"))
    open_record(page, server, record, tmp_path)
    to(page, "health")
    asked = page.locator(".trd-checklist-part fieldset").count()
    page.locator(".trd-checklist-part summary").filter(has_text="Metal and devices").press("Enter")
    metal = page.get_by_role("group", name=re.compile("metal in or near"))
    expect(metal.get_by_text("Asked because of: rTMS")).to_be_visible()
    metal.get_by_role("radio", name="Yes").press("Space")
    expect(metal.get_by_text("not suitable")).to_be_visible()
    expect(metal.get_by_role("radio", name="Yes")).to_be_focused()
    wait_acknowledged(page)
    assert kept_record(page).facts.answer("metal_near_coil") == "yes"
    page.get_by_role("button", name="Show all questions").press("Enter")
    expect(page.get_by_role("button", name="Show only what matters")).to_be_visible()
    assert page.locator(".trd-checklist-part fieldset").count() > asked + 20


@pytest.fixture
def filled(tmp_path):
    library = load_library()
    sertraline = {"agent": "sertraline", "daily_dose": 100, "weeks": 8, "adherence": "as_planned", "outcome": "none"}
    return Record(
        library_version=library.version,
        shortlist=("stay_optimise", "rtms", "augment_lithium"),
        past={
            "trials": [
                sertraline | {"in_episode": "yes", "stopped": "no_effect"},
                {"agent": "A medicine with a very long name that nobody has heard of before in their whole life"[:80]},
                {"kind": "psychotherapy", "agent": "CBT", "finished_course": "yes", "outcome": "partial"},
            ]
        },
        lookalikes={"answers": {"anxiety": "positive"}, "notes": {"anxiety": "since school"}},
        contributors={"answers": {"thyroid": "positive"}},
        adherence={"barriers": {"cost": "yes"}},
        residual={"symptoms": {"insomnia": "yes"}},
        scores=[{"measure": "isi", "score": 16}],
        facts={"answers": {"metal_near_coil": "yes"}, "drugs": [{"name": "ibuprofen"}]},
    )


def test_every_screen_is_accessible_and_fits_every_width(page, server, filled, tmp_path):
    open_record(page, server, filled, tmp_path)
    found = {}
    for screen in SCREENS:
        to(page, screen)
        if screen == "trials":
            page.get_by_role("button", name=re.compile("^Edit treatment 1")).press("Enter")
        page.evaluate("for (const part of document.querySelectorAll('.trd-step details')) part.open = true")
        found[screen] = axe_violations(page) + check_widths(page, f"review-{screen}", tmp_path / "shots")
    assert {name: slips for name, slips in found.items() if slips} == {}


def test_a_yes_about_ending_life_under_health_and_medicines_stops_the_comparison(page, server):
    open_app(page, server)
    to(page, "health")
    page.get_by_role("button", name="Show all questions").press("Enter")
    wait_acknowledged(page)
    page.locator(".trd-checklist-part summary").filter(has_text="Mind and safety").press("Enter")
    asked = page.get_by_role("group", name="Do you think of ending your life now?")
    asked.get_by_role("radio", name="Yes").press("Space")
    wait_acknowledged(page)
    expect(page.get_by_role("heading", name="We stop here for now")).to_be_visible()
    expect(page.get_by_text("Thoughts of suicide or of self-harm were noted.")).to_be_visible()
    assert kept_record(page).is_stopped
