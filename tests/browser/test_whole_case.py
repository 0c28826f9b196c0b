"""One whole talk from Welcome to SURE by keyboard and labels alone: the short path, and one where much goes wrong."""

import re
from pathlib import Path

import pytest
from browser_harness import open_app, wait_acknowledged
from playwright.sync_api import Page, expect
from session_steps import choose, go_to, kept_record, rate, shown_fits

from trd_sdm.evidence import load_library
from trd_sdm.session.assessment import assess

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

SCREENS_AT_MOST = 12
WORDS_AT_MOST = 1200
# What is on the screen to read: no drawing, nothing folded away, nothing only for a screen reader.
READ = """() => {
  const step = [...document.querySelectorAll(".trd-step")].find((each) => each.getClientRects().length);
  const walker = document.createTreeWalker(step, NodeFilter.SHOW_TEXT);
  const read = [];
  while (walker.nextNode()) {
    const [text, parent] = [walker.currentNode.textContent.trim(), walker.currentNode.parentElement];
    const closed = parent.closest("details:not([open])");
    if (!text || parent.closest("svg, style, option, .trd-visually-hidden, .trd-hidden")) continue;
    if (parent.closest(":is(.trd-legend-said, .trd-short .trd-said-above) .trd-choices-legend")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true }) || (closed && !parent.closest("summary"))) continue;
    read.push(text);
  }
  return read.join(" ");
}"""
WORD = re.compile(r"[^\W\d_][\w'\u2019-]+|\b[aI]\b")


@pytest.fixture
def server(serve_notebook):
    return serve_notebook(Path(__file__).parents[2] / "notebooks" / "session.ipynb")


def words_shown(page: Page) -> int:
    return len(WORD.findall(page.evaluate(READ)))


def next_screen(page: Page) -> str:
    """Press Next and give the heading of the screen it leads to."""
    button = page.get_by_role("button", name=re.compile("^Next: ")).filter(visible=True)
    button.press("Enter")
    wait_acknowledged(page, timeout=30_000)
    heading = page.locator("[data-trd-heading]:focus")
    expect(heading).to_be_visible()
    return heading.inner_text()


def pick(page: Page, name: str, question: str | None = None) -> None:
    within = page.get_by_role("group", name=question) if question else page
    within.get_by_role("radio", name=re.compile(f"^{re.escape(name)}")).press("Space")
    wait_acknowledged(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.press("Enter")
    wait_acknowledged(page)


def write(page: Page, label: str, text: str) -> None:
    page.get_by_role("textbox", name=label).focus()
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    wait_acknowledged(page)


def say_safe(page: Page) -> None:
    for question in ("Have you thought", "Do you mean to act", "Is it hard to keep"):
        pick(page, "No", re.compile(question))


def test_the_short_path_is_short(page, server):
    seen = {}
    open_app(page, server)
    pick(page, "About 15 minutes")
    seen["Let's look at this together"] = words_shown(page)
    assert next_screen(page) == "Staying safe"
    say_safe(page)
    seen["Staying safe"] = words_shown(page)
    heading = next_screen(page)
    seen[heading] = words_shown(page)
    assert next_screen(page) == "What matters here?"
    choose(page, ["Feeling much better", "Memory and clear thinking", "Weight gain"])
    seen["What matters here?"] = words_shown(page)
    assert next_screen(page) == "How much does each thing matter?"
    for name in ("Feeling much better", "Memory and clear thinking", "Weight gain"):
        rate(page, name, 3)
    seen["How much does each thing matter?"] = words_shown(page)
    assert next_screen(page) == "Which options shall we talk about?"
    choose(page, ["Magnetic stimulation (rTMS)", "Add lithium"])
    seen["Which options shall we talk about?"] = words_shown(page)
    while heading != "Four questions about your choice":
        heading = next_screen(page)
        if heading == "What do you choose?":
            pick(page, "Magnetic stimulation (rTMS)", re.compile("What do you choose"))
        if heading == "Our plan":
            press(page, "Plan for what you chose")
        if heading == "How do the options fit?":
            assert shown_fits(page)
        seen[heading] = words_shown(page)
    for question in page.get_by_role("group").filter(has=page.get_by_role("radio", name="Yes", exact=True)).all():
        question.get_by_role("radio", name="Yes", exact=True).press("Space")
        wait_acknowledged(page)
    seen["Four questions about your choice"] = words_shown(page)
    heading = next_screen(page)
    seen[heading] = words_shown(page)
    assert heading == "What would you like to take along?"
    assert len(seen) <= SCREENS_AT_MOST, seen
    assert sum(seen.values()) <= WORDS_AT_MOST, seen
    record = kept_record(page)
    assert record.choice.option == "rtms"
    assert set(record.sure.values()) == {1}


def test_nothing_is_lost_or_stale_where_much_goes_wrong(page, server):
    """An option is ruled out and put back, a concern of their own, answers that clash, a lost network, a reload."""
    open_app(page, server)
    go_to(page, "Staying safe", heading="Staying safe")
    say_safe(page)
    go_to(page, "Compare", screen="Options", heading="Which options shall we talk about?")
    choose(page, ["Magnetic stimulation (rTMS)", "Electroconvulsive therapy (ECT)", "Add lithium"])
    go_to(page, "Before we choose", screen="Health and medicines", heading="Health and medicines")
    page.locator(".trd-checklist-part summary").filter(has_text="Metal and devices").press("Enter")
    metal = page.get_by_role("group", name=re.compile("Is there metal in or near your head"))
    metal.get_by_role("radio", name="Yes", exact=True).press("Space")
    wait_acknowledged(page)
    assert kept_record(page).facts.answer("metal_near_coil") == "yes"
    go_to(page, "Before we choose", screen="Summary", heading="Before we choose: what we found")
    write(page, "Clinician: why put rTMS back?", "The plate is titanium.")
    press(page, "Put rTMS back")
    go_to(page, "What matters", screen="What matters", heading="What matters here?")
    choose(page, ["Feeling much better", "Memory and clear thinking"])
    write(page, "Something else that matters", "Time with my children")
    for name in ("ECT", "rTMS", "Add lithium", "Stay and fine-tune"):
        rate(page, name, 2, "ArrowRight")
    go_to(page, "What matters", screen="How much", heading="How much does each thing matter?")
    rate(page, "Feeling much better", 1, "End")
    rate(page, "Memory and clear thinking", 1, "Home")
    rate(page, "Memory and clear thinking", 2)
    rate(page, "Time with my children", 5)
    clash(page)
    before, fits = kept_record(page), None
    go_to(page, "Weigh", screen="Weigh", heading="How do the options fit?")
    fits = shown_fits(page)
    assert "rTMS" in fits

    # The network goes away under a moved slider: the page says so, and keeps the answer.
    page.seen.expect(
        "WebSocket", "websocket", "ERR_INTERNET_DISCONNECTED", "Failed to load", "Failed to fetch", "Kernel"
    )
    cut_network(page)
    page.get_by_role("slider", name="Feeling much better").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("status").filter(has_text="The charts below have not updated.")).to_be_visible()
    expect(page.locator("[data-chart=fit]")).to_have_class(re.compile("trd-stale"))
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    expect(page.get_by_role("heading", name="How do the options fit?")).to_be_visible()
    wait_acknowledged(page)
    after = kept_record(page)
    moved = before.weights.patient["response"] - 1
    assert after == before.with_points("patient", "response", moved).with_(screen="weigh")
    expect(page.locator("[data-chart=fit]")).not_to_have_class(re.compile("trd-stale"))
    fit = assess(after, load_library()).appraisal.roles["patient"].fit
    names = {option.short_name: key for key, option in load_library().options.items()}
    assert {names[name]: value for name, value in shown_fits(page).items()} == {
        option: max(0, min(100, round(value))) for option, value in fit.items()
    }

    go_to(page, "Plan", screen="Your choice", heading="What do you choose?")
    pick(page, "Not today", re.compile("What do you choose"))
    go_to(page, "Check and take home", screen="Four questions", heading="Four questions about your choice")
    first = page.get_by_role("group", name="Do you feel SURE about the best choice for you?")
    first.get_by_role("radio", name="No", exact=True).press("Space")
    wait_acknowledged(page)
    record = kept_record(page)
    assert (record.choice.option, dict(record.sure)) == ("not_today", {"sure": 0})
    assert record.put_back == {"rtms": "The plate is titanium."}
    assert record.concerns[0].text == "Time with my children"
    assert record.tradeoffs == before.tradeoffs


def clash(page: Page) -> None:
    """Answer a trade-off against the ratings, see both named, and mend it together."""
    go_to(page, "What matters", screen="Check it", heading="Would you trade one for the other?")
    asked = page.locator(".trd-side").all_inner_texts()
    better = next((place for place, text in enumerate(asked) if "feel much better" in text), 0)
    clashes = page.get_by_text("These do not go together yet.")
    for letter in "AB"[1 - better], "AB"[better]:
        press(page, f"{letter} is worth more to me")
        if clashes.is_visible():
            break
        press(page, "Take the last answer back")
    expect(clashes).to_be_visible()
    page.get_by_role("button", name=re.compile("^Rate ")).first.press("Enter")
    wait_acknowledged(page)
    expect(page.get_by_text("Your ratings and your answers agree.")).to_be_visible()


def cut_network(page: Page) -> None:
    """Take the network away from an open page, its socket included."""
    page.context.set_offline(True)
