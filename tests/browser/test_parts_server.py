"""The server: closed where Voilà is open, calm when a page fails."""

import json
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from browser_harness import open_app
from playwright.sync_api import Page, expect
from websockets.sync.client import connect

from trd_sdm.app import serve

CODE = "quiet-room-17"
pytestmark = pytest.mark.browser


@pytest.fixture
def server(serve_notebook):
    return serve_notebook("demo")


def kernel_of(page: Page) -> str:
    return json.loads(page.locator("#jupyter-config-data").text_content())["kernelId"]


def status(url: str, **headers: str) -> int:
    try:
        # the address is our own server's
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def message(kind: str, content: dict) -> str:
    header = {
        "msg_id": kind,
        "session": "test",
        "username": "",
        "date": "2026-11-23T09:00:00Z",
        "msg_type": kind,
        "version": "5.3",
    }
    return json.dumps(
        {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell", "buffers": []}
    )


def test_code_sent_over_the_kernel_socket_is_refused(page: Page, server, tmp_path: Path):
    open_app(page, server)
    mark = tmp_path / "ran"
    address = server.url.replace("http:", "ws:") + f"api/kernels/{kernel_of(page)}/channels"
    with connect(address) as socket:
        code = f"open({str(mark)!r}, 'w').close()"
        socket.send(message("execute_request", {"code": code, "silent": False, "allow_stdin": False}))
        socket.send(message("kernel_info_request", {}))
        kinds = []
        while "kernel_info_reply" not in kinds:
            kinds.append(json.loads(socket.recv(timeout=20))["header"]["msg_type"])
    assert "execute_reply" not in kinds
    assert not mark.exists()


def test_a_closed_page_ends_its_kernel(page: Page, server):
    open_app(page, server)
    kernel = f"{server.url}api/kernels/{kernel_of(page)}"
    assert status(kernel) == 200
    with page.expect_request("**/voila/api/shutdown/**") as sent:
        page.close(run_before_unload=True)
    assert sent.value.method == "POST"
    until = time.monotonic() + 15
    while status(kernel) != 404:
        assert time.monotonic() < until, "the kernel still lives"
        time.sleep(0.1)


def test_what_follows_the_address_is_taken_off_and_never_reaches_a_kernel(page: Page, server):
    page.goto(f"{server.url}?name=Alex&template=classic&theme=dark")
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    assert page.url == server.url
    expect(page.locator("body.trd-body")).to_have_count(1)
    assert "Alex" not in server.log.read_text()


def test_the_page_has_a_language_a_title_and_a_way_past(page: Page, server):
    page.goto(server.url, wait_until="commit")
    expect(page.get_by_role("status").filter(has_text="Getting the page ready")).to_be_visible()
    open_app(page, server)
    assert page.title() == "Parts on show"
    assert page.locator("html").get_attribute("lang") == "en"
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    expect(page.get_by_text("Getting the page ready")).to_have_count(0)


def test_a_page_that_cannot_be_built_says_so_calmly(page: Page, serve_notebook):
    server = serve_notebook("broken")
    page.goto(server.url)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This page could not be put together.", timeout=30_000)
    expect(page.get_by_text("planted in a cell")).to_have_count(0)
    assert "planted in a cell" in server.log.read_text()


def test_an_access_code_is_asked_for_and_kept_out_of_the_address(page: Page, serve_notebook):
    server = serve_notebook("demo", token=CODE)
    page.seen.expect("401")
    page.goto(server.url)
    expect(page.get_by_role("heading", name="Access code")).to_be_visible()
    page.get_by_label("Access code").fill("wrong")
    page.get_by_role("button", name="Open the app").click()
    expect(page.get_by_role("alert")).to_contain_text("That code is not right.")
    page.get_by_label("Access code").fill(CODE)
    page.get_by_role("button", name="Open the app").click()
    page.wait_for_selector("html[data-trd-acknowledged]", state="attached", timeout=60_000)
    assert page.url == server.url
    open_app(page, server)
    assert page.url == server.url
    assert CODE not in server.log.read_text()
    config = page.locator("#jupyter-config-data").text_content()
    assert CODE not in config


def test_no_kernel_is_reached_without_the_access_code(serve_notebook, page: Page):
    server = serve_notebook("demo", token=CODE)
    open_app(page, server)
    assert status(f"{server.url}api/kernels/{kernel_of(page)}") == 403
    assert status(server.url + serve.HEALTH_PATH) == 200


def test_a_request_under_another_name_is_refused_on_loopback(server):
    assert status(server.url, Host="clinic.example") == 403


def test_an_address_that_is_no_page_gets_a_page_that_says_so(page: Page, server):
    page.seen.expect("404")
    page.goto(f"{server.url}somewhere/else")
    expect(page.get_by_role("heading", name="This page could not be shown")).to_be_visible()
    expect(page.get_by_text("There is no page at this address.")).to_be_visible()


def test_the_app_works_under_a_path_a_proxy_gives_it(page: Page, serve_notebook):
    server = serve_notebook("demo", base_url="/clinic/one", preheat=False)
    assert server.url.endswith("/clinic/one/")
    open_app(page, server)
    expect(page.get_by_role("figure").locator("svg")).to_have_count(3)
