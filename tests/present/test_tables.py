import re
from html.parser import HTMLParser

import pytest

from trd_sdm.present import tables, theme

OPTIONS = ("stay_optimise", "ect")
CRITERIA = ("response", "onset", "weight_gain", "maintenance_hours_per_month", "escort_needed")
HOSTILE = '<img src=x onerror="alert(1)">'


class Outline(HTMLParser):
    """Every start tag with its attributes, and the open tags left at the end."""

    VOID = frozenset({"br", "img", "meta"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def named(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def html(library):
    return tables.evidence_table(library, OPTIONS, CRITERIA)


def test_markup_is_whole_and_every_cell_knows_its_heads(html):
    outline = Outline(html)
    assert outline.open == []
    assert [th["scope"] for th in outline.named("th")].count("row") == len(OPTIONS)
    assert len(outline.named("td")) == len(OPTIONS) * len(CRITERIA)
    assert all(td["role"] == "cell" and td["data-label"] for td in outline.named("td"))
    assert "<caption>" in html


def test_chances_stand_in_both_frames_with_their_range(html):
    assert "<strong>24 of 100</strong> people feel much better; 76 do not" in html
    assert "likely between 13 and 36" in html


def test_a_time_of_measuring_that_differs_is_said(html):
    assert "Measured at: 8 weeks." in html
    assert "Not at about 8 weeks, so compare with care." in html


def test_no_good_data_is_written_and_not_zero(html):
    assert 'class="trd-unknown"' in html
    assert "<strong>no good data</strong>" in html
    assert "That does not mean zero" in html


def test_every_number_has_a_source_or_says_what_it_rests_on(html):
    for cell in re.findall(r"<td.*?</td>", html, re.DOTALL):
        known = "trd-unknown" not in cell
        assert not known or "<a href" in cell or "Our judgement." in cell or "By definition" in cell


def test_a_number_from_nowhere_is_refused(library):
    bare = library.with_cell("ect", "response", sources=())
    with pytest.raises(ValueError, match="ect / response has a number with no source"):
        tables.evidence_table(bare, OPTIONS, CRITERIA)


def test_certainty_opens_natively_and_names_its_cell(html):
    summaries = re.findall(r"<summary>(.*?)</summary>", html)
    assert len(set(summaries)) == len(OPTIONS) * len(CRITERIA)
    assert "We trust this number only a little." in html


def test_links_lead_to_the_doi_or_the_page_and_give_nothing_away(library, html):
    links = Outline(html + tables.source_list(library, OPTIONS, CRITERIA)).named("a")
    assert {link["href"] for link in links} == {
        "https://doi.org/10.1000/alpha%282020%29%3C1%3E",
        "https://example.org/b?x=1&y=2",
    }
    for link in links:
        assert link["target"] == "_blank"
        assert set(link["rel"].split()) == {"noopener", "noreferrer"}
        assert "read 20 November 2026" in link["title"]


def test_numbers_in_the_table_and_the_list_agree(library, html):
    listed = dict(re.findall(r'value="(\d+)">\s*<a href="([^"]+)"', tables.source_list(library, OPTIONS, CRITERIA)))
    used = {(number, href) for href, number in re.findall(r'<a href="([^"]+)"[^>]*>\[(\d+)\]', html)}
    assert used == set(listed.items())


def test_only_web_addresses_become_links(library):
    bad = library.bibliography["beta2021"].model_copy(update={"URL": "javascript:alert(1)"})
    library.bibliography["beta2021"] = bad
    with pytest.raises(ValueError, match="cannot be a link"):
        tables.source_list(library, OPTIONS, CRITERIA)


def test_hostile_text_stays_text_everywhere(library):
    source = library.bibliography["beta2021"].model_copy(update={"title": HOSTILE, "URL": 'https://x.org/"onclick="a'})
    library.bibliography["beta2021"] = source
    hostile = library.with_cell("ect", "response", rationale=HOSTILE, measured_at=HOSTILE, flags=(HOSTILE,))
    hostile = hostile.with_option("ect", short_name=HOSTILE, do_not_rank=HOSTILE)
    hostile.criteria["response"] = hostile.criteria["response"].model_copy(update={"plain": HOSTILE})
    html = tables.evidence_table(hostile, OPTIONS, CRITERIA) + tables.source_list(hostile, OPTIONS, CRITERIA)
    outline = Outline(html)
    assert outline.named("img") == []
    assert all(not name.startswith("on") for _, attrs in outline.tags for name in attrs)
    assert "&lt;img src=x" in html


def test_nothing_chosen_is_explained(library):
    assert "Choose some options" in tables.evidence_table(library, (), ())
    assert "No sources to show yet" in tables.source_list(library, (), ())


def test_the_fit_table_joins_both_charts(options, criteria, role_fit):
    html = tables.fit_table(role_fit, options, criteria, {"ect": ("weight_gain",)})
    row = re.search(r'<th scope="row"[^>]*>ECT</th>(.*?)</tr>', html, re.DOTALL)
    cells = re.findall(r'data-label="([^"]*)">([^<]*)<', row[1])
    assert cells == [
        ("Fit", "57"),
        ("Likely from", "17"),
        ("Likely to", "over 100"),
        ("First, of 100 runs", "50"),
        ("Points from: Feeling much better", "41"),
        ("Points from: Weight gain", "10"),
        ("Points from: Cost", "6"),
        ("Not known", "No good data on: Weight gain."),
    ]
    assert Outline(html).open == []


def test_a_fit_not_rated_yet_is_explained(options, criteria):
    assert "Nothing is rated yet" in tables.fit_table(None, options, criteria)


def test_the_style_sheet_uses_tokens_that_exist():
    used = set(re.findall(r"var\((--[a-z-]+)\)", tables.table_css()))
    assert used
    assert used <= set(theme.css_variables())
