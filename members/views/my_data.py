"""All that is kept about whoever is signed in: to read here, and to take along."""

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.privacy.export import data_of
from members.privacy.reading import as_read
from members.views.private import signed_in_page


@require_safe
@signed_in_page
def my_data(request):
    """Say what there is, and lead to the files and to erasing."""
    tables = as_read(data_of(request.user))["tables"]
    return render(request, "members/privacy/my_data.html", {"tables": tables})


@require_safe
@signed_in_page
def as_json(request):
    """Answer with a file for programs."""
    options = {"indent": 2, "ensure_ascii": False}
    data = data_of(request.user)
    response = JsonResponse(data, encoder=DjangoJSONEncoder, json_dumps_params=options)
    return _file(response, "json")


@require_safe
@signed_in_page
def as_html(request):
    """Answer with a file for people, that needs nothing else to be read."""
    page = render_to_string("members/privacy/file.html", as_read(data_of(request.user)))
    return _file(HttpResponse(page), "html")


def _file(response, ending):
    name = f"better-work-map-my-data-{timezone.localdate().isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
