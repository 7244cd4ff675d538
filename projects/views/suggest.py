"""Proposing a change of an entry: the same form, filled in; only the differences are kept."""

from django.core import signing

from projects.models import Submission
from projects.submissions import guarding
from projects.submissions.at_once import is_trusted_with
from projects.submissions.choices import public_organisations
from projects.submissions.forms import ProposalForm, has_several_places
from projects.submissions.values import FIELDS, PLACE, differences, values_of
from projects.submissions.workflow.deciding import carried_over
from projects.views.proposing import checked, entry_or_answer, form_answer, form_page, send

SALT = "projects.suggest.opened"
NOTHING_CHANGED = (
    "You have not changed anything yet, so there is nothing to send. Change what is wrong, or use"
    " “Report a problem”."
)
ABOUT_YOU = ["your_name", "your_email", "note", "online_only"]


@form_page
def suggest(request, slug):
    """Show the form of a published entry; keep what is changed in it."""
    project, answer = entry_or_answer(request, slug, "suggest")
    if project is None:
        return answer
    is_carried = "carry" in request.POST
    base, version = _opened(project, "" if is_carried else request.POST.get("opened", ""))
    options = {
        "base": base,
        "known": public_organisations(),
        "is_signed_in": request.user.is_authenticated,
    }

    def page(form, token, status=200, **more):
        context = more | {
            "project": project,
            "organisations": form.known,
            "opened": signing.dumps([project.pk, version, base], salt=SALT, compress=True),
            "version": version,
            "is_carried": is_carried,
            "is_at_once": is_trusted_with(request.user, project.lead_organisation),
            # What was typed of a place is shown all the same: staff will know which one is meant.
            "has_several_places": not any(form[field].value() for field in PLACE)
            and has_several_places(project),
        }
        template = "projects/submit/suggest.html"
        return form_answer(request, template, form, token, context, status)

    if request.method != "POST":
        return page(ProposalForm(initial=base, **options), guarding.new_form_token())
    if is_carried:
        form = ProposalForm(initial=_carried(request.POST, base), **options)
        return page(form, guarding.check(request.POST)[0])
    form = ProposalForm(request.POST, **options)
    token, is_right = checked(request, form)
    if not is_right:
        return page(form, token, 422)
    changed = differences(form.values(), base)
    if not changed:
        form.add_error(None, NOTHING_CHANGED)
        return page(form, token, 422)
    return send(
        request,
        form,
        token,
        Submission.Kind.CHANGE,
        changed,
        page,
        project=project,
        base=base,
        base_version=version,
    )


def _opened(project, signed):
    """Return (values, version) of the entry as it was when the form was opened.

    Compared with those of today, what staff have changed meanwhile would look as if it was to be
    changed back.
    """
    try:
        key, version, base = signing.loads(signed, salt=SALT)
        if key == project.pk:
            return base, version
    except (signing.BadSignature, ValueError):
        pass
    return values_of(project), project.version


def _carried(data, base):
    """Return what to fill the form with: the entry, and over it what was typed for a new one."""
    form = ProposalForm(data, known=())
    form.is_valid()
    typed = {field: form.cleaned_data.get(field, form[field].data) for field in FIELDS}
    mine = {field: form.cleaned_data.get(field, form[field].data) for field in ABOUT_YOU}
    return carried_over(typed, base) | mine
