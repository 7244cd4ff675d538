"""What every page may need, whatever its view."""

from django.conf import settings


def site(request):
    """Return the address to write to, which may be empty, and that of the site, without a slash.

    The latter comes from the settings, never from what a request says its host is.
    """
    return {"CONTACT_EMAIL": settings.CONTACT_EMAIL, "SITE_URL": settings.SITE_URL}
