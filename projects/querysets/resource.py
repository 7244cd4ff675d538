"""Questions about resources: guides, reports, evaluations.

There are some hundreds of them, so words are looked for as they stand, without a column of their
own or an index.
"""

import re
from urllib.parse import urlsplit

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVector,
    TrigramWordSimilarity,
)
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Greatest, Lower

from projects.text import plain, search_words

SHORTEST_LIKENESS = 3  # letters: anything shorter is like everything
# Where each dimension of the filter stands.
PATHS = {
    "topic": "topics__slug",
    "kind": "kind",
    "strand": "approaches__strand__slug",
    "approach": "approaches__slug",
    "organisation": "organisation__slug",
    "project": "projects__slug",
}


class ResourceQuerySet(models.QuerySet):
    def shown(self):
        """Those that the site shows: about no project, or about one that is published.

        The title of an evaluation tells of what it evaluates, and that may be a draft.
        """
        about = self.model.projects.through.objects.filter(resource=OuterRef("pk"))
        return self.filter(~Exists(about) | Exists(about.filter(project__state="published")))

    def with_any(self, dimension, values):
        """Those that have at least one of the values (slugs) in the dimension, a key of PATHS."""
        found = self.model.objects.filter(**{f"{PATHS[dimension]}__in": values} | _shown(dimension))
        return self.filter(pk__in=found.values("pk"))

    def counts(self, dimension):
        """Return {slug: how many of these have it} for one dimension."""
        path = PATHS[dimension]
        rows = self.model.objects.filter(pk__in=self.order_by().values("pk"), **_shown(dimension))
        counted = rows.order_by().values_list(path).annotate(number=Count("pk", distinct=True))
        return {slug: number for slug, number in counted if slug}

    def matching(self, text):
        """Those with all the words, whatever their endings: websearch syntax, English stemming."""
        return self._with_words().filter(words=_query(text))

    def resembling(self, text):
        """Those with a title, or an organisation's name, spelt much like the text."""
        likened = plain(text)
        if len(likened) < SHORTEST_LIKENESS:
            return self.none()
        return self.filter(
            Q(title__unaccent__trigram_word_similar=likened)
            | Q(organisation__name__unaccent__trigram_word_similar=likened)
        )

    def by_relevance(self, text):
        """The best answers to `matching` first."""
        rank = SearchRank(F("words"), _query(text))
        return self.annotate(rank=rank).order_by("-rank", *_latest())

    def by_resemblance(self, text):
        """The most alike of `resembling` first."""
        parts = [_unaccented("title"), _unaccented("organisation__name")]
        likeness = Greatest(*(TrigramWordSimilarity(plain(text), part) for part in parts))
        return self.annotate(rank=likeness).order_by(F("rank").desc(nulls_last=True), *_latest())

    def latest_first(self):
        """By year, those without one last."""
        return self.order_by(*_latest())

    def by_title(self):
        """By title, small letters and capitals alike."""
        return self.order_by(Lower("title"), "pk")

    def for_list(self):
        """With what the list shows of each, in a fixed number of queries.

        Of the projects only those that are published, as `published_projects`.
        """
        project = self.model._meta.get_field("projects").related_model
        shown = project.objects.published().only("name", "slug").order_by("name_key", "pk")
        return self.select_related("organisation").prefetch_related(
            "topics", "approaches", Prefetch("projects", shown, to_attr="published_projects")
        )

    def leading_to(self, link):
        """Return a list of those that lead to the same page, however its address is written."""
        wanted = page_of(link)
        return [each for each in self.exclude(link="") if page_of(each.link) == wanted]

    def _with_words(self):
        vector = (
            SearchVector(_unaccented("title"), weight="A", config="english")
            + SearchVector(_unaccented("organisation__name"), weight="B", config="english")
            + SearchVector(_unaccented("summary"), weight="C", config="english")
        )
        return self.annotate(words=vector)


def page_of(link):
    """Return (site, path, query) of an address, without what does not tell one page from another.

    That is http or https, "www.", capitals in the site's name, "#…" and "/" at the end.
    """
    try:
        parts = urlsplit(link)
        site = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", link, ""
    return site, re.sub("/+$", "", parts.path), parts.query


def _shown(dimension):
    """Nobody finds or counts anything by a project that is not published."""
    return {"projects__state": "published"} if dimension == "project" else {}


def _unaccented(path):
    return models.Func(F(path), function="unaccent", output_field=models.TextField())


def _query(text):
    return SearchQuery(search_words(text), search_type="websearch", config="english")


def _latest():
    return [F("year").desc(nulls_last=True), Lower("title"), "pk"]
