"""Saved replies: texts that staff start from when they ask or reject."""

from django import forms
from django.contrib import admin

from projects.models import SavedReply


@admin.register(SavedReply)
class SavedReplyAdmin(admin.ModelAdmin):
    list_display = ["title", "use", "order"]
    list_filter = ["use"]
    search_fields = ["title", "text"]
    ordering = ["use", "order", "title"]
    fields = ["use", "title", "text", "order"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})
            kwargs["help_text"] = "Sent as it stands unless whoever decides changes it."
        return super().formfield_for_dbfield(db_field, request, **kwargs)
