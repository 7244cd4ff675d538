"""The admin as a whole: its titles, and what there is to do on its front page."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import reverse

EVERY_DAY = ["Submission", "Project", "Organisation", "Resource", "Signpost", "SavedReply"]


class StaffSite(AdminSite):
    site_title = "Better Work Map: staff"
    site_header = "Better Work Map: staff"
    index_title = "What there is to do"

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
        return apps

    def index(self, request, extra_context=None):
        """The front page: counts of what waits, each a link to it, then every table."""
        # The admin's modules register with this site, so it cannot import them while it is made.
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
        context = {"work": work, "waiting": waiting, **(extra_context or {})}
        return super().index(request, context)


def _place(name):
    return EVERY_DAY.index(name) if name in EVERY_DAY else len(EVERY_DAY)
