"""The Atom feed (RFC 4287) of a query: what people have published, changed or checked in it."""

import re
from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from projects.cards import checked_in_few_words, status_in_few_words
from projects.channels.records import read_records
from projects.chips import query_in_words
from projects.models import News

MOST_ENTRIES = 50
# The news of so few projects an index finds one by one. Where more are found, so many of the latest
# of the whole directory are gone through: among a million projects these have 100 of any 5,000.
FEW_PROJECTS, MOST_NEWS = 5_000, 20_000
SITE_NAME = "Better Work Map"
CONTENT_TYPE = Atom1Feed.content_type
# What XML 1.0 has no room for, not even escaped.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KINDS = dict(News.Kind.choices)


def for_xml(text):
    """Return the text without the characters that may not stand in XML."""
    return _NOT_IN_XML.sub("", text)


def atom_feed(project_filter):
    """Return the feed of a projects.filters.ProjectFilter as UTF-8 bytes.

    One entry for each project, with its latest news; the latest first, 50 at most.
    """
    query = f"?{project_filter.query_string}" if project_filter.query_string else ""
    address = settings.SITE_URL + reverse("feed") + query
    words = query_in_words(project_filter)
    feed = _Feed(
        title=for_xml(f"{SITE_NAME}: {words}" if words else f"{SITE_NAME}: all projects"),
        link=settings.SITE_URL + reverse("project_list") + query,
        description=None,
        subtitle="Projects that people have added, changed or checked.",
        feed_url=address,
        feed_guid=address,
        author_name=SITE_NAME,
        author_link=settings.SITE_URL + reverse("about"),
        language=settings.LANGUAGE_CODE,
    )
    news = latest_news(project_filter.ids)
    for record in read_records(list(news)):
        kind, at = news[record["id"]]
        feed.add_item(
            title=for_xml(record["name"]),
            link=record["url"],
            description=None,
            unique_id=_id_of(record),
            updateddate=at,
            kind=kind,
            summary=for_xml(record["summary"]),
            content=for_xml(_in_words(record, kind)),
        )
    return feed.writeString("utf-8").encode()


def latest_news(ids, number=MOST_ENTRIES):
    """Return {project id: (News.Kind, when)} of those of some Ids with news, the latest first."""
    if len(ids) <= FEW_PROJECTS:
        of_these = News.objects.filter(project_id__in=list(ids))
        latest = of_these.order_by("project_id", "-revision", "-pk").distinct("project_id")
        news = News.objects.filter(pk__in=latest.values("pk"))[:number]
    else:
        news = News.objects.all()[:MOST_NEWS]
    is_among, found = _membership(ids), {}
    for project_id, kind, at in news.values_list("project_id", "kind", "at").iterator():
        if project_id not in found and is_among(project_id):
            found[project_id] = kind, at
            if len(found) == number:
                break
    return found


def _membership(ids):
    """Return a function that says whether an id is among some Ids, for very many questions."""
    bits = ids.bits.to_bytes(ids.bits.bit_length() // 8 + 1, "little")
    return lambda number: number >> 3 < len(bits) and bool(bits[number >> 3] >> (number & 7) & 1)


class _Feed(Atom1Feed):
    """What Django's has no place for: plain text for summary and content, and words for kinds."""

    def latest_post_date(self):
        """Return when the latest news came; where there are none, the beginning of today."""
        if self.items:
            return super().latest_post_date()
        return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        label = _KINDS[item["kind"]]
        handler.addQuickElement("category", "", {"term": item["kind"], "label": label})
        handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "text"})


def _id_of(record):
    """Return the tag URI (RFC 4151) of an entry: its slug, and so its page, may change."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:project-{record['id']}"


def _in_words(record, kind):
    status = status_in_few_words(
        record["status"]["slug"], record["checked_on"], record["start_year"], record["end_year"]
    )
    sentences = [
        f"{_KINDS[kind]} on the {SITE_NAME}",
        record["summary"].rstrip(". "),
        f"Run by {record['lead_organisation']['name']}",
        status,
        _listed("What it offers", record["offers"]),
        _listed("Where", record["areas"]),
        checked_in_few_words(record["checked_on"]),
    ]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def _listed(label, terms):
    return f"{label}: {', '.join(term['name'] for term in terms)}" if terms else ""
