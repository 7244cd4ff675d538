"""The page on which a submission is decided, filled in and sent as a browser would."""

from django.urls import reverse

from tests.people import Fields

TODAY = "/admin/projects/submission/today/"


def decide_page(submission):
    """The address of a submission's page."""
    return reverse("admin:projects_submission_decide", args=[submission.pk])


def undo_page(decision):
    """The address that undoes a decision."""
    return reverse("admin:projects_submission_undo", args=[decision.pk])


def as_shown(response):
    """Return what the form on the page would send if nothing were typed: {name: [values]}."""
    forms = Fields(response.content.decode()).forms
    return next(form for form in forms if "version" in form)


def press(client, submission, button, opened=None, **typed):
    """Open the page (unless it was opened before), type, press a button, return the answer."""
    data = opened or as_shown(client.get(decide_page(submission)))
    return client.post(decide_page(submission), data | typed | {"do": button})


def text_of(client, submission):
    """The page of a submission as text."""
    return client.get(decide_page(submission)).content.decode()


def row(answer, name):
    """What the page says of one field."""
    comparison = answer.context["comparison"]
    rows = [*comparison.rows, *comparison.place, *comparison.others]
    return next(each for each in rows if each.name == name)
