"""Questions about themes."""

from django.db import models


class ThemeQuerySet(models.QuerySet):
    def published(self):
        """Those that the site shows, in the order that staff gave them."""
        return self.filter(published=True).order_by("order", "title", "pk")
