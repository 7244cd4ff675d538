"""Every address of the site; the apps name their own."""

from django.contrib import admin
from django.urls import include, path

from betterwork import health

handler400 = "betterwork.errors.bad_request"
handler403 = "betterwork.errors.forbidden"
handler404 = "betterwork.errors.not_found"
handler500 = "betterwork.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("members.urls")),
    path("", include("projects.urls")),
]
