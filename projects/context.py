"""What every page may need, whatever its view."""

from django.conf import settings


def site(request):
    """Return the address to write to, which may be empty."""
    return {"CONTACT_EMAIL": settings.CONTACT_EMAIL}
