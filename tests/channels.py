"""What each channel says of a query: the slugs of its projects, read as its readers would."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

from openpyxl import load_workbook


def of_pages(client, address, query):
    """The slugs of all cards of a paged page, and the total that it states."""
    slugs, number, total = [], 1, None
    while total is None or len(slugs) < total:
        answer = client.get(
            f"{address}&{query}&page={number}"
            if "?" in address
            else f"{address}?{query}&page={number}"
        )
        assert answer.status_code == 200
        text = answer.content.decode()
        total = int(re.search(r'data-total="(\d+)"', text)[1])
        found = re.findall(r'<h\d class="card__name"[^>]*>\s*<a href="/projects/([^"/]+)/"', text)
        assert found or not total, "a page without cards"
        slugs, number = slugs + found, number + 1
    return slugs, total


def ask(client, address, query):
    answer = client.get(f"{address}?{query}" if query else address)
    assert answer.status_code == 200, (address, query)
    return answer.getvalue()


def of_csv(client, query):
    text = ask(client, "/projects.csv", query).decode("utf-8-sig")
    return [row["slug"] for row in csv.DictReader(io.StringIO(text, newline=""))]


def of_xlsx(client, query):
    book = load_workbook(io.BytesIO(ask(client, "/projects.xlsx", query)), read_only=True)
    sheet = next(each for each in book.worksheets if each.title != "About")
    rows = sheet.iter_rows(values_only=True)
    at = next(rows).index("slug")
    return [row[at] for row in rows]


def of_json(client, query):
    return [each["slug"] for each in json.loads(ask(client, "/projects.json", query))["projects"]]


def of_geojson(client, query):
    document = json.loads(ask(client, "/projects.geojson", query))
    return [feature["properties"]["slug"] for feature in document["features"]]


def of_api(client, query):
    page = json.loads(ask(client, "/api/v1/projects/", f"{query}&limit=13".lstrip("&")))
    slugs, count = [each["slug"] for each in page["results"]], page["count"]
    while page["next"]:
        page = client.get(page["next"]).json()
        slugs += [each["slug"] for each in page["results"]]
    assert len(slugs) == count
    return slugs


def services(client, query):
    """All services of Open Referral for a query, page by page."""
    found, number = [], 1
    while True:
        page = json.loads(
            ask(client, "/api/openreferral/services", f"{query}&page={number}".lstrip("&"))
        )
        found += page["contents"]
        if page["last_page"] or page["empty"]:
            return found
        number += 1


FILES = [of_csv, of_xlsx, of_json, of_geojson, of_api]


def of_feed(client, query):
    """The slugs of the feed: a set, for it has its own order."""
    feed = ET.fromstring(ask(client, "/projects.atom", query))
    atom = "{http://www.w3.org/2005/Atom}"
    links = [entry.find(f"{atom}link").get("href") for entry in feed.findall(f"{atom}entry")]
    return {link.rstrip("/").rpartition("/")[2] for link in links}
