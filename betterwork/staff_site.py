"""The admin as a whole: its titles, and what there is to do on its front page."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members.accounts import second_factor

EVERY_DAY = ["Submission", "Project", "Organisation", "Resource", "Signpost", "SavedReply"]
EVERY_DAY += ["Profile", "Application", "Stewardship", "ResourceProposal", "Complaint", "Event"]
# A member of the network and the account of whoever signs in are two tables.
NAMES = {"Profile": "Members of the network", "Member": "Accounts"}
with_its_methods = require_http_methods(["GET", "HEAD", "POST"])


class StaffSite(AdminSite):
    site_title = "Better Work Map: staff"
    site_header = "Better Work Map: staff"
    index_title = "What there is to do"

    def has_permission(self, request):
        """Whether the desk is open to this session; it may have to have taken the second step."""
        return super().has_permission(request) and (
            not second_factor.is_needed(request.user) or second_factor.was_used(request)
        )

    @method_decorator(never_cache)
    @method_decorator(with_its_methods)
    def login(self, request, extra_context=None):
        """Lead to the one page for signing in, or to what is still to be done there.

        Raises PermissionDenied for who is signed in and is no staff.
        """
        going_on = request.GET.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(going_on, allowed_hosts=None)
        if not (is_ours and going_on.startswith("/")):
            going_on = reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(going_on)
        if self.has_permission(request):
            return HttpResponseRedirect(going_on)
        if not super().has_permission(request):
            raise PermissionDenied
        step = "mfa_reauthenticate" if second_factor.has_one(request.user) else "mfa_activate_totp"
        return redirect(f"{reverse(step)}?{urlencode({'next': going_on})}")

    def logout(self, request, extra_context=None):
        """Sign out, and lead to the page for signing in."""
        return LogoutView.as_view(next_page=settings.LOGIN_URL)(request)

    def password_change(self, request, extra_context=None):
        """Lead to the page where everybody changes their password."""
        return redirect("account_change_password")

    def admin_view(self, view, cacheable=False):
        """Open a view to staff alone, and to its methods: Django's admin takes PUT for GET."""
        return with_its_methods(super().admin_view(view, cacheable))

    def each_context(self, request):
        """What every page needs; `streets` is the street map that a pin's map may show."""
        streets = {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}
        return {**super().each_context(request), "streets": streets}

    def get_app_list(self, request, app_label=None):
        """The directory first, and in it what staff open every day."""
        apps = super().get_app_list(request, app_label)
        if app_label is None:  # the queue is the machine's; its own address still shows it
            apps = [app for app in apps if app["app_label"] != "procrastinate"]
        apps.sort(key=lambda app: app["app_label"] != "projects")
        for app in apps:
            app["models"].sort(key=lambda table: _place(table["object_name"]))
            for table in app["models"]:
                table["name"] = NAMES.get(table["object_name"], table["name"])
        return apps

    def index(self, request, extra_context=None):
        """The front page: counts of what waits, each a link to it, then every table."""
        # The admin's modules register with this site, so it cannot import them while it is made.
        from projects.admin import sections
        from projects.admin.queue import count_work
        from projects.admin.today import count_waiting

        waiting = None
        if request.user.has_perm("projects.view_submission"):
            waiting = count_waiting()
        work = []
        if request.user.has_perm("projects.view_project"):
            entries = reverse("admin:projects_project_changelist")
            due = f"{entries}?checked=due"
            if request.user.has_perm("projects.change_project"):
                due = reverse("admin:projects_project_check_next")
            counts = count_work()
            work = [
                (counts["drafts"], "not on the site yet", f"{entries}?state__exact=draft"),
                (counts["never"], "never checked by us", f"{entries}?checked=never"),
                (counts["due"], "to check next", due),
            ]
        figures = ""
        if request.user.has_perm("members.view_profile"):
            figures = reverse("admin:members_profile_figures")
        context = {
            "work": work,
            "waiting": waiting,
            "network": sections.count_waiting(request),
            "figures": figures,
            **(extra_context or {}),
        }
        return super().index(request, context)


def _place(name):
    return EVERY_DAY.index(name) if name in EVERY_DAY else len(EVERY_DAY)
