"""What a first visit to the map costs, with nothing in the browser's cache."""

import re

import brotli
import pytest
from playwright.sync_api import expect

from projects.models import Area
from tests.builders import make_project, make_uk

MOST_BYTES = 150_000
SOON = 1_000  # milliseconds
TRIES = 3  # other work on the machine may slow one visit down

# Notes when the first mark of the live map stands, and when the largest part of the page was seen.
WATCH = """
window.seen = { largest: 0, mark: 0 };
new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) window.seen.largest = startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new MutationObserver(() => {
  if (window.seen.mark || !document.querySelector(".map__disc")) return;
  window.seen.mark = performance.now();
}).observe(document, { subtree: true, childList: true });
"""
# What gunicorn and compression add to the headers of a static file.
FROM_GUNICORN = """HTTP/1.1 200 OK
Server: gunicorn
Date: Mon, 23 Nov 2026 03:00:00 GMT
Connection: keep-alive
Vary: Accept-Encoding
Content-Encoding: br

"""
# Map scripts cannot have run before they were asked for.
SCRIPTS_ASKED_FOR = """
() => performance.getEntriesByType("resource")
  .filter(({ name }) => /\\/js\\/map\\/|\\/leaflet\\/.*\\.js/.test(name))
  .map(({ startTime }) => startTime)
"""


@pytest.fixture
def projects(revision):
    areas = make_uk()
    for number in range(20):
        make_project(f"Pinned {number}", pins=[(51 + number / 5, -1.5), (51.5, -0.1)])
        make_project(f"Wide {number}", coverage=list(areas.values())[number % 4 :])
        make_project(f"Nowhere {number}")
    assert Area.objects.count() > 5


@pytest.fixture
def visit(live_server, projects, new_context):
    """Opens the map in a browser that has never been here; returns the page and its answers."""

    def open_map():
        page = new_context().new_page()
        page.add_init_script(WATCH)
        answers = {}
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on(
            "Network.responseReceived",
            lambda event: answers.update({event["requestId"]: {"url": event["response"]["url"]}}),
        )
        network.on(
            "Network.loadingFinished",
            lambda event: answers[event["requestId"]].update(size=event["encodedDataLength"]),
        )
        page.goto(live_server.url + "/map/")
        expect(page.locator("#map")).to_have_attribute("data-shown", re.compile(r"\d+"))
        expect(page.locator(".map__tag").first).to_be_visible()
        return page, list(answers.values())

    return open_map


def test_a_first_visit_to_the_map_fetches_at_most_150_kilobytes(visit, static_headers):
    page, answers = visit()
    sizes = {answer["url"]: size_as_served(page, answer, static_headers) for answer in answers}
    assert len(sizes) > 20
    assert 50_000 < sum(sizes.values()) <= MOST_BYTES, sorted(
        sizes.items(), key=lambda each: -each[1]
    )


@pytest.fixture
def static_headers(client, settings):
    """The bytes of the headers with which a static file is served, by way of every middleware."""
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    response = client.get("/static/css/base.css")
    assert response.status_code == 200
    response.close()
    return len(response.serialize_headers()) + len(FROM_GUNICORN)


def size_as_served(page, answer, static_headers):
    """The bytes of an answer; the tests' server sends static files plain, past all middleware."""
    if "/static/" not in answer["url"]:
        return answer["size"]
    body = page.request.get(answer["url"]).body()
    return static_headers + len(brotli.compress(body))


def test_the_page_is_seen_before_any_map_script_runs_and_clusters_soon_after(visit):
    for _ in range(TRIES):
        page, _ = visit()
        seen, asked_for = page.evaluate("window.seen"), page.evaluate(SCRIPTS_ASKED_FOR)
        assert len(asked_for) > 10
        assert seen["largest"] > 0
        if seen["largest"] < min(asked_for) and seen["mark"] - seen["largest"] <= SOON:
            return
    pytest.fail(f"{seen}; the first map script was asked for at {min(asked_for)}")
