"""The query as a file: CSV, Excel, GeoJSON, JSON. Every row, without login or quota."""

from itertools import chain, islice

from django.conf import settings
from django.http import FileResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from projects.channels import csv, geojson, json, xlsx
from projects.channels.about import about, file_name
from projects.channels.records import read_records
from projects.filters import ProjectFilter
from projects.finding.ordered import ids_in_order
from projects.views.problems import problem_document
from projects.views.streaming import streamed_page, turn


@streamed_page
def projects_csv(request):
    """Send the projects found as CSV."""
    return _download(request, "csv", csv.CONTENT_TYPE, _csv)


@streamed_page
def projects_geojson(request):
    """Send the projects found as GeoJSON."""
    return _download(request, "geojson", geojson.CONTENT_TYPE, _geojson)


@streamed_page
def projects_json(request):
    """Send the projects found as JSON."""
    return _download(request, "json", json.CONTENT_TYPE, _json)


@streamed_page
def projects_xlsx(request):
    """Send the projects found as an Excel workbook."""
    return _download(request, "xlsx", xlsx.CONTENT_TYPE, _xlsx)


def _csv(project_filter, said, records):
    return csv.csv_chunks(records)


def _geojson(project_filter, said, records):
    return geojson.geojson_chunks(said, project_filter, records)


def _json(project_filter, said, records):
    return json.json_chunks(said, records)


def _xlsx(project_filter, said, records):
    return xlsx.xlsx_file(said, records)


def _download(request, ending, content_type, make):
    """Return the file that `make` makes: bytes in pieces, or an open file that is whole."""
    project_filter = ProjectFilter.read(request.GET)
    if project_filter.problems:
        return problem_document(project_filter.problems)
    if request.method == "HEAD":
        response = StreamingHttpResponse(content_type=content_type)
    elif ending == "xlsx":
        response = FileResponse(_whole(project_filter, make), content_type=content_type)
    else:
        pieces = _pieces(project_filter, make)
        response = StreamingHttpResponse(pieces, content_type=content_type)
    name = file_name(project_filter, ending)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Link"] = ", ".join(
        [
            f'<{settings.SITE_URL}{reverse("schema_json")}>; rel="describedby"',
            f'<{settings.LICENCE_URL}>; rel="license"',
        ]
    )
    return response


def _whole(project_filter, make):
    ids = ids_in_order(project_filter)
    with turn(len(ids)):
        return make(project_filter, about(project_filter, len(ids)), read_records(ids))


def _pieces(project_filter, make):
    ids = ids_in_order(project_filter)
    with turn(len(ids)):
        records = read_records(ids)
        # Before anything is sent, the first are read: what is wrong with the database shows here.
        records = chain(list(islice(records, 1)), records)
        yield from make(project_filter, about(project_filter, len(ids)), records)
