"""Saying that something is wrong with an entry."""

from projects.models import Submission
from projects.submissions import guarding
from projects.submissions.reports import ReportForm
from projects.views.proposing import checked, entry_or_answer, form_answer, form_page, send


@form_page
def report(request, slug):
    """Show the box, and keep what is said in it; an e-mail address may be left out."""
    project, answer = entry_or_answer(request, slug, "report")
    if project is None:
        return answer

    def page(form, token, status=200, **more):
        context = more | {"project": project}
        return form_answer(request, "projects/submit/report.html", form, token, context, status)

    is_signed_in = request.user.is_authenticated
    if request.method != "POST":
        form = ReportForm(is_signed_in=is_signed_in)
        return page(form, guarding.new_form_token())
    form = ReportForm(request.POST, is_signed_in=is_signed_in)
    token, is_right = checked(request, form)
    if not is_right:
        return page(form, token, 422)
    return send(
        request,
        form,
        token,
        Submission.Kind.REPORT,
        form.values(),
        page,
        project=project,
        base_version=project.version,
    )
