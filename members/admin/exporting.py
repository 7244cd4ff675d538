"""The list of members as a file: for those with that permission, and noted each time."""

import csv
import io
from urllib.parse import unquote_plus

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from members.admin.seeing import sees_addresses
from members.models import Export

# With one of these at its start, full-width ones too, a spreadsheet reads a cell as a formula.
_BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
LONGEST_CHOSEN = 500


class ExportsMembers:
    """Mixin of the profiles' ModelAdmin."""

    def may_export(self, request):
        """Whether this member of staff may take a list of members out of the site.

        Their addresses are in it, so it is for those only who see these in the list.
        """
        return (
            self.has_view_or_change_permission(request)
            and sees_addresses(request.user)
            and request.user.has_perm("members.export_profile")
        )

    def export_view(self, request):
        """Send the members of the list, with its filters, and note who took how many."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_export(request):
            raise PermissionDenied
        try:
            members = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect("admin:members_profile_changelist")
        chosen = unquote_plus(request.GET.urlencode()).replace("\0", "")
        with transaction.atomic():
            rows = [_row(each) for each in members.prefetch_related("interests")]
            Export.objects.create(who=request.user, rows=len(rows), chosen=chosen[:LONGEST_CHOSEN])
        response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
        name = f"members-{timezone.localdate().isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store, private"
        return response


def as_csv(rows):
    """Return rows of texts, with their headings, as a file that spreadsheets open: bytes."""
    headings = [
        _("Name"), _("E-mail address"), _("Organisation"), _("What they do"), _("Area"),
        _("Interests"), _("Joined"),
    ]  # fmt: skip
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    writer.writerows([safe_cell(text) for text in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def safe_cell(text):
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before it."""
    first = text.lstrip(" ")[:1]
    return f"'{text}" if first and first in _BEGINS_A_FORMULA else text


def _row(profile):
    return [
        profile.member.name,
        profile.member.email,
        profile.organisation_label,
        str(profile.get_kind_display()),
        profile.area.name if profile.area else "",
        "; ".join(each.name for each in profile.interests.all()),
        timezone.localdate(profile.joined_at).isoformat(),
    ]
