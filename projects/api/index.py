"""The index of version 1: where everything is."""

from django.conf import settings
from django.urls import reverse
from rest_framework.response import Response

from projects.api import describe
from projects.api.schemas import INDEX
from projects.api.views import PublicView


class Index(PublicView):
    """Where everything is."""

    @describe.index
    def get(self, request):
        """Answer with the addresses."""
        return Response({name: settings.SITE_URL + reverse(f"api_{name}") for name in INDEX})
