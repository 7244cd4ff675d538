"""oEmbed 1.0 (https://oembed.com): what other sites show where somebody pastes an address of ours.

Nothing is fetched: the address is taken apart, and the answer names this site as its settings do.
"""

from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve

from projects.channels.atom import SITE_NAME, for_xml
from projects.filters import ProjectFilter
from projects.views.embedding import HEIGHT, Embed, title_of
from projects.views.problems import problem, problem_document
from projects.views.public import public_page

# Name of the page: the view of it that is embedded; what the address of an embed asks for is kept.
VIEW_OF_PAGE = {"project_list": "list", "map": "map", "embed": None}
WIDTH = 800  # pixels
_SPEAKS_OF = "Give the address of a list, a map or an embed of this site as url."


@public_page
def oembed(request):
    """Answer with the frame for the address in `url`, no larger than maxwidth and maxheight."""
    if not (url := request.GET.get("url")):
        return problem(400, "The address is missing", _SPEAKS_OF)
    answer_as = {"json": JsonResponse, "xml": _xml}.get(request.GET.get("format", "json"))
    if answer_as is None:
        return problem(501, "No such format", "The format is json or xml.")
    sizes = [_smaller(request.GET, *each) for each in (("maxwidth", WIDTH), ("maxheight", HEIGHT))]
    if None in sizes:
        return problem(400, "No such size", "maxwidth and maxheight are whole numbers of pixels.")
    if (query := _query_of(url, request.get_host())) is None:
        return problem(404, "Nothing to embed there", _SPEAKS_OF)
    project_filter = ProjectFilter.read(query)
    shown, problems = Embed.read(project_filter, query)
    if problems := [*project_filter.problems, *problems]:
        return problem_document(problems)
    title, (width, height) = title_of(project_filter), sizes
    return answer_as(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": SITE_NAME,
            "provider_url": f"{settings.SITE_URL}/",
            "title": title,
            "html": shown.html(title, width, height),
            "width": width,
            "height": height,
        }
    )


def _query_of(url, host):
    """The query of a page of this site, with the view that the page has; None for other pages."""
    try:
        parts = urlsplit(url)
        name = resolve(parts.path).url_name
    except (ValueError, Resolver404):
        return None
    is_ours = parts.scheme in ("http", "https") and parts.netloc in _own_hosts(host)
    if not is_ours or name not in VIEW_OF_PAGE:
        return None
    query = QueryDict(parts.query, mutable=True)
    if view := VIEW_OF_PAGE[name]:
        query["view"] = view
        query.pop("theme", None)
    return query


def _own_hosts(host):
    return {host, urlsplit(settings.SITE_URL).netloc}


def _smaller(data, name, usual):
    """The usual size, or the one that may not be exceeded; None where that is no size."""
    text = data.get(name)
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text)):
        return None
    return min(int(text), usual)


def _xml(answer):
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = for_xml(str(value))
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")
