"""The state of a row in a list, in words and colour."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _


class ShowsState:
    """Mixin for a ModelAdmin of what has a `state`: the column `state_badge`."""

    @admin.display(description=_("state"), ordering="state")
    def state_badge(self, row):
        return format_html(
            '<span class="state state-{}">{}</span>', row.state, row.get_state_display()
        )
