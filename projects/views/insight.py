"""For commissioners: who works where and on what, in numbers, each a link to the list it counts."""

import csv
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from projects.channels.cells import harmless
from projects.chips import chips
from projects.filters import ProjectFilter
from projects.finding.insight import insight
from projects.views.problems import problem_document
from projects.views.public import public_page


@public_page
def insight_page(request):
    """Show the projects of the query counted by area against strand and offer."""
    project_filter = ProjectFilter.read(request.GET)
    table = insight(project_filter)
    groups = groupby(table.columns, lambda column: column.heading)
    context = {
        "filter": project_filter,
        "query_string": project_filter.query_string,
        "placing": project_filter.placing(),
        "problems": project_filter.problems,
        "chips": chips(project_filter),
        "table": table,
        "headings": [(heading, len(list(columns))) for heading, columns in groups],
    }
    return render(request, "projects/insight.html", context)


@public_page
def insight_csv(request):
    """Answer with the same numbers as a file."""
    project_filter = ProjectFilter.read(request.GET)
    if project_filter.problems:
        return problem_document(project_filter.problems)
    table = insight(project_filter)
    name = f"better-work-map-insight-{timezone.localdate().isoformat()}.csv"
    response = HttpResponse(
        "\ufeff",  # without it Excel takes the file for one in another alphabet
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    writer = csv.writer(response)
    writer.writerow(["Area", "Slug", "Kind", "Projects", *map(_title, table.columns)])
    for row in table.rows:
        counts = [cell.count for cell in (row.total, *row.cells)]
        writer.writerow([harmless(row.name), row.slug, row.kind, *counts])
    return response


def _title(column):
    return f"{column.heading}: {column.name}" if column.heading else harmless(column.name)
