"""What a machine channel answers where it cannot give what was asked for (RFC 9457)."""

from django.http import JsonResponse


def problem(status, title, detail, **more):
    """Return a problem document. more: members besides, such as what exactly was wrong."""
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JsonResponse(document, status=status, content_type="application/problem+json")


def problem_document(problems):
    """Return the 400 that tells what was not understood. problems: of a filter."""
    return problem(
        400,
        "The query was not understood",
        " ".join(problem.message for problem in problems),
        parameters=[{"name": p.parameter, "value": p.value} for p in problems],
    )
