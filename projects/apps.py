from django.apps import AppConfig
from django.urls import register_converter


class ProjectsConfig(AppConfig):
    name = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Register the parts of addresses, and what is asked of e-mail addresses."""
        from django.db.models import EmailField

        from projects import converters
        from projects.models.address import SameAddress

        register_converter(converters.SlugConverter, "entry")
        register_converter(converters.TokenConverter, "token")
        register_converter(converters.CountConverter, "count")
        EmailField.register_lookup(SameAddress)
