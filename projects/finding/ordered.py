"""All projects found, in the order that every channel keeps: for files, which have no pages."""

from array import array

from projects.finding.pages import found_projects
from projects.finding.words import ranked

# So many ids are fetched at a time.
AT_ONCE = 10_000


def ids_in_order(project_filter):
    """Return the ids of the projects found, an array of eight bytes each.

    Inside a projects.reading.snapshot, as all that is read for one answer.
    """
    ids = project_filter.ids
    if project_filter.place:
        return array("q", project_filter.found.helping_there.among(ids).in_order())
    if "q" in project_filter.data and "sort" not in project_filter.data:
        return array("q", ranked(project_filter.found.words.text, ids, 0, len(ids)))
    ordered = project_filter.in_order(found_projects(project_filter)).values_list("pk", flat=True)
    return array("q", ordered.iterator(AT_ONCE))
