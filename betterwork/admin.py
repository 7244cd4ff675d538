"""Django admin, without the one admin module that needs GDAL."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig

# Leaflet's form widgets need GDAL to be imported; and how people sign in is theirs to change.
LEFT_OUT = ("leaflet", "allauth.account", "allauth.mfa")


class AdminConfig(SimpleAdminConfig):
    """Find the admin of every app but those that are left out."""

    default_site = "betterwork.staff_site.StaffSite"

    def ready(self):
        """Import each app's `admin` module."""
        super().ready()
        for config in apps.get_app_configs():
            if config.name not in (*LEFT_OUT, self.name) and find_spec(f"{config.name}.admin"):
                import_module(f"{config.name}.admin")
