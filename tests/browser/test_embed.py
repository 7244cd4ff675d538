"""The embed in a page of another site, in a browser; and every other page, which refuses (E7)."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from betterwork.middleware import ContentSecurityPolicy
from tests.browser.axe import found_on
from tests.builders import make_project, make_uk

pytestmark = pytest.mark.django_db(transaction=True)

REFUSING = ["/", "/projects/", "/map/", "/embed/make/", "/about/", "/submit/", "/admin/login/"]
REFUSING += ["/projects/across/", "/nowhere/", "/account/sign-in/"]


@pytest.fixture
def partner(tmp_path):
    """Another site: returns a function that puts a frame into its page and gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    numbers = count(1)

    def page_with(src, height=640):
        name = f"page-{next(numbers)}.html"  # browsers keep a page that is as old, to the second
        frame = f'<iframe src="{src}" title="Map" width="100%" height="{height}"></iframe>'
        (tmp_path / name).write_text(f"<!doctype html><title>Partner</title>{frame}")
        return f"http://127.0.0.1:{server.server_port}/{name}"

    yield page_with
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def site(live_server):
    """The address of the site with a small directory; its host is not that of the partner."""
    uk = make_uk()
    make_project("Pinned", pins=[{"council": uk["salford"], "latitude": 53.49, "longitude": -2.3}])
    make_project("Across", coverage=[uk["greater-manchester"]], offers=["A campaign"])
    make_project("Elsewhere", coverage=[uk["cardiff"]])
    assert "localhost" in live_server.url
    return live_server.url


def test_on_another_site_the_map_and_the_list_work_and_set_no_cookie(page, site, partner):
    asked, complaints = set(), []
    page.on("request", lambda request: asked.add(re.match(r"\w+://[^/]+", request.url)[0]))
    page.on("console", lambda message: complaints.append(message.text))
    there = partner(f"{site}/embed/?view=both&area=greater-manchester")
    page.goto(there, wait_until="networkidle")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".leaflet-container")).to_be_visible()
    expect(frame.locator(".map__pin")).to_have_count(1)
    expect(frame.locator(".map__tag")).to_have_count(1)
    expect(frame.locator("[data-total]")).to_have_attribute("data-total", "2")
    assert frame.locator(".card__name").all_inner_texts() == ["Across", "Pinned"]
    expect(frame.get_by_role("button", name="Street map")).to_have_count(0)
    expect(frame.get_by_role("button", name="Search this area")).to_have_count(0)
    assert page.context.cookies() == []
    assert asked == {site, there.rsplit("/", 1)[0]}
    assert [line for line in complaints if "favicon" not in line and "404" not in line] == []

    frame.locator(".map__pin").press("Enter")
    popup = frame.locator(".leaflet-popup-content a")
    expect(popup).to_have_text("Pinned")
    popup.click()
    expect(page).to_have_url(f"{site}/projects/pinned/")


def wait_for_refusal(page, address):
    """Wait until the frame ends with an error, as that of a page which refuses does."""
    window = page.context.new_page()  # whose frames are none of an earlier page
    window.goto(address)
    window.frames[1].wait_for_url(re.compile("^chrome-error:"), wait_until="commit", timeout=5_000)
    window.close()


def is_seen(page, address):
    """Wait until a page of this site is seen in the frame."""
    page.goto(address)
    expect(page.frame_locator("iframe").locator("main")).to_have_count(1)


def test_every_other_page_refuses_to_be_framed(page, site, partner):
    for path in REFUSING:
        wait_for_refusal(page, partner(f"{site}{path}"))
    is_seen(page, partner(f"{site}/embed/?view=list"))


def test_without_its_headers_another_page_would_be_framed(page, site, partner, monkeypatch):
    """The negative control."""

    def answer(self, request):
        response = self.get_response(request)
        response.headers.pop("X-Frame-Options", None)
        return response

    monkeypatch.setattr(ContentSecurityPolicy, "__call__", answer)
    is_seen(page, partner(f"{site}/about/"))
    with pytest.raises(PlaywrightTimeout):
        wait_for_refusal(page, partner(f"{site}/about/"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_used_by_everybody_at_any_width(page, site, scheme):
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    for width in (320, 360, 768):
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(f"{site}/embed/?theme={scheme}&area=greater-manchester")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    expect(page.locator(".map--live")).to_be_visible()
    assert found_on(page) == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(250, 246, 237)", "dark": "rgb(20, 26, 36)"}[scheme]


def test_without_javascript_the_map_moves_inside_the_frame_and_links_leave_it(
    browser, site, partner
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(partner(f"{site}/embed/?view=map&area=greater-manchester", height=900))
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Zoom in").click()
    expect(frame.get_by_role("link", name="Zoom in")).to_be_visible()
    assert "at=" in page.frames[1].url and page.url.endswith("/page-1.html")
    frame.get_by_role("link", name=re.compile("across Greater Manchester")).click()
    expect(page).to_have_url(f"{site}/projects/?area=greater-manchester")
    context.close()


def test_the_preview_follows_what_is_chosen_and_the_snippet_can_be_copied(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/embed/make/?area=greater-manchester")
    page.get_by_label("List", exact=True).check()
    expect(page.locator("#snippet")).to_contain_text("view=list")
    page.get_by_label("Dark").check()
    expect(page.locator("#snippet")).to_contain_text("theme=dark")
    preview = page.frame_locator(".embed-make__preview")
    expect(preview.locator("[data-theme=dark]")).to_be_visible()
    expect(preview.locator(".card__name")).to_have_text(["Across", "Pinned"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<iframe src=") and "area=greater-manchester" in copied
