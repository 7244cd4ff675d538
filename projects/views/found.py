"""What programs look for at fixed places: robots.txt, security.txt, favicon.ico."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from projects.views.public import public_page

# Forms, pages whose address is a secret, and what only programs read.
SHUT = ["/admin/", "/account/", "/submit/", "/submissions/", "/reviews/", "/alerts/", "/embed/"]
SHUT += ["/api/v1/", "/api/openreferral/", "/oembed", "/map/tiles/", "/map/areas.json"]
SHUT += ["/projects/*/suggest/", "/projects/*/report/", "/projects/*/ask/"]
# Queries without number. One value of one filter is let through; its page says if it is to be kept.
SHUT += ["/*?*&", *(f"/*?*{name}=" for name in ("q", "near", "bbox", "sort", "at", "checked"))]
SHUT += [f"/*.{form}?" for form in ("csv", "xlsx", "geojson", "json", "atom")]
# The picture of a query belongs to a link that somebody has made.
OPEN = ["/map/picture.png"]
SECURITY_DAYS = 180


@public_page
def robots(request):
    """Answer with robots.txt (RFC 9309): what search engines need not fetch."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in SHUT] + [f"Allow: {path}" for path in OPEN]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return _plain(lines)


@public_page
def security(request):
    """Answer with security.txt (RFC 9116): whom to tell of a weakness. 404 without an address."""
    if not settings.CONTACT_EMAIL:
        raise Http404("No address to write to is set.")
    day = timezone.localdate() + timedelta(days=SECURITY_DAYS)
    expires = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    return _plain(
        [
            f"Contact: mailto:{settings.CONTACT_EMAIL}",
            f"Expires: {expires.isoformat()}",
            "Preferred-Languages: en",
            f"Canonical: {settings.SITE_URL}{reverse('security')}",
            "",
        ]
    )


@public_page
def favicon(request):
    """Lead to the icon: some programs ask for it where it used to be."""
    return redirect(static("icons/favicon.ico"))


def _plain(lines):
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
