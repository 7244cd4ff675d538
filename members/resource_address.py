"""Where one resource stands in the list, which is the only page that shows it."""

import re
from textwrap import shorten
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

LONGEST = 200  # letters of a search


def in_list(resource, *, is_whole=False):
    """Return the address of the list where it holds this resource; is_whole: with the site's.

    That is a search for the words of its title, where signs would have a meaning of their own.
    """
    words = shorten(" ".join(re.findall(r"\w+", resource.title)), LONGEST, placeholder="")
    query = f"?{urlencode({'q': words})}" if words else ""
    path = f"{reverse('resource_list')}{query}#resource-{resource.slug}"
    return settings.SITE_URL + path if is_whole else path
