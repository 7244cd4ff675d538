"""Themes: pages made of words and a saved query."""

from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from projects.admin.derived import RefreshesDerived
from projects.admin.history_pages import ShowsHistory
from projects.admin.locking import GuardsVersion
from projects.admin.saving import SavesOnce
from projects.chips import query_in_words
from projects.filters import ProjectFilter
from projects.models import Theme
from projects.templatetags.queries import counted


class ThemeForm(forms.ModelForm):
    query = forms.CharField(
        label="query",
        max_length=Theme._meta.get_field("query").max_length,
        help_text=Theme._meta.get_field("query").help_text,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
    )

    def clean_query(self):
        """Return the query of an address, or of what stands behind its ?, as the site writes it."""
        text = self.cleaned_data["query"]
        text = urlsplit(text).query if "?" in text else text
        asked = ProjectFilter.read(QueryDict(text))
        if asked.problems:
            raise forms.ValidationError([problem.message for problem in asked.problems])
        if not query_in_words(asked):
            raise forms.ValidationError("It leaves nothing out: choose one filter at least.")
        return asked.query_string


@admin.register(Theme)
class ThemeAdmin(RefreshesDerived, SavesOnce, GuardsVersion, ShowsHistory):
    form = ThemeForm
    list_display = ["title", "published", "order", "finds"]
    list_filter = ["published"]
    search_fields = ["title", "summary"]
    ordering = ["order", "title"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["finds"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "body"]}),
        ("Its projects", {"fields": ["query", "finds"]}),
        ("On the site", {"fields": ["published", "order"]}),
    ]

    @admin.display(description="finds")
    def finds(self, theme):
        """Say the saved query in words, and how many it finds, as a link to the list."""
        if not theme.query:
            return "Save it once to see how many it finds."
        asked = ProjectFilter.read(QueryDict(theme.query))
        wrong = " ".join(problem.message for problem in asked.problems)
        return format_html(
            '<a href="{}?{}">{}</a>: {} {}',
            reverse("project_list"),
            asked.query_string,
            counted(asked.found.count()),
            query_in_words(asked),
            wrong,
        )

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_view_on_site_url(self, obj=None):
        return obj.get_absolute_url() if obj and obj.published else None

    def projects_touched(self, objects):
        return []  # a theme is no part of a project; the revision is raised all the same
