"""Fields as people type in them: nothing half-typed is lost, what does not fit is told beside it, the caret stays."""

import json

import pytest
from browser_harness import FAILURES, axe_violations, check_widths, open_app, wait_acknowledged
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def app(page: Page, serve_notebook) -> Page:
    open_app(page, serve_notebook("fields"))
    expect(page.get_by_label("A name")).to_be_visible()
    return page


def given(page: Page) -> dict:
    wait_acknowledged(page)
    held = page.evaluate("JSON.parse(sessionStorage.getItem('trd-sdm/fields/1') ?? '{}').record")
    return json.loads(held or "{}")


def test_words_count_after_a_pause_while_the_caret_stays_where_it_is(app: Page):
    field = app.get_by_label("A name")
    field.press_sequentially("Sleeping trough")
    app.wait_for_function("() => globalThis.trdSdm.acknowledged > 0")
    for _ in range(5):
        app.keyboard.press("ArrowLeft")
    app.keyboard.type("h")
    app.wait_for_function("() => globalThis.trdSdm.acknowledged > 1")
    app.keyboard.type("!")
    assert field.input_value() == "Sleeping th!rough"
    expect(field).to_be_focused()
    app.keyboard.press("Tab")
    assert given(app)["name"] == "Sleeping th!rough"


def test_the_room_that_is_left_is_told_and_one_letter_is_one(app: Page):
    field = app.get_by_label("A few words")
    most = int(field.get_attribute("maxlength") or 500)
    field.fill("a" * (most - 2))
    expect(app.get_by_text("2 letters left.")).to_be_visible()
    field.fill("a" * (most - 1))
    expect(app.get_by_text("1 letter left.")).to_be_visible()


def test_what_is_typed_a_moment_before_the_page_is_left_comes_back_with_it(app: Page):
    app.get_by_label("A few words").press_sequentially("not yet")
    app.evaluate("dispatchEvent(new Event('pagehide'))")
    assert given(app) == {"words": "not yet"}


@pytest.mark.parametrize(
    ("label", "typed", "sentence"),
    [
        ("Highest dose", "a lot", "“a lot” does not fit here. Give a number from 0 to 600 mg, or leave it empty."),
        ("Highest dose", "900", "“900” does not fit here. Give a number from 0 to 600 mg, or leave it empty."),
        ("How many", "2.5", "“2.5” does not fit here. Give a whole number from 0 to 9, or leave it empty."),
        ("One of these", "mystery", "“mystery” is not in the list. Choose one from it, or leave it empty."),
    ],
)
def test_what_does_not_fit_stays_as_typed_with_a_sentence_and_is_not_sent(app: Page, label, typed, sentence):
    field = app.get_by_label(label)
    field.press_sequentially(typed)
    app.keyboard.press("Tab")
    expect(app.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    assert field.input_value() == typed
    assert field.get_attribute("aria-invalid") == "true"
    assert given(app) == {}
    field.fill("3" if label != "One of these" else "Prozac")
    app.keyboard.press("Tab")
    expect(app.get_by_role("alert").filter(has_text=sentence)).to_have_count(0)
    assert len(given(app)) == 1


def test_a_comma_is_a_decimal_point_and_an_emptied_number_is_none(app: Page):
    field = app.get_by_label("Highest dose")
    field.fill("37,5")
    field.press("Enter")
    assert given(app) == {"dose": 37.5}
    field.fill("")
    field.press("Enter")
    assert given(app) == {"dose": None}


def test_a_medicine_is_found_by_its_brand_name_with_the_keyboard_alone(app: Page):
    field = app.get_by_role("combobox", name="Medicine")
    field.press_sequentially("zol")
    option = app.get_by_role("option", name="Sertraline Zoloft")
    expect(option).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    field.press("Enter")
    expect(field).to_have_value("Sertraline")
    expect(app.get_by_role("listbox")).to_have_count(0)
    assert given(app) == {"drug": "sertraline"}


def test_an_unknown_medicine_is_kept_as_text_and_escape_closes_the_list(app: Page):
    field = app.get_by_role("combobox", name="Medicine")
    field.press_sequentially("p")
    expect(app.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(app.get_by_role("listbox")).to_have_count(0)
    field.fill("<img src=x onerror=alert(1)>")
    field.press("Tab")
    assert given(app) == {"drug": "<img src=x onerror=alert(1)>"}
    assert app.locator("img").count() == 0


def test_a_list_a_date_and_a_time_answer(app: Page):
    app.get_by_label("Kind").select_option("Talking therapy")
    app.get_by_label("Last day taken").fill("2026-11-02")
    app.get_by_label("Time to get up").fill("07:30")
    app.keyboard.press("Tab")
    assert given(app) == {"kind": "talk", "day": "2026-11-02", "wake": "07:30"}
    app.get_by_label("Last day taken").fill("2027-11-02")
    app.keyboard.press("Tab")
    expect(app.get_by_text("2027-11-02 is too late to be right here.")).to_be_visible()
    assert given(app)["day"] == "2026-11-02"


def test_fields_are_accessible_and_fit_every_width(app: Page):
    app.get_by_label("How many").fill("many")
    app.keyboard.press("Tab")
    assert axe_violations(app) == []
    app.get_by_role("combobox", name="Medicine").press("ArrowDown")
    assert axe_violations(app) == []
    assert check_widths(app, "fields", FAILURES) == []
