"""Every save and deletion ends its transaction with what follows from it."""

from django.db import transaction

from projects.refresh import refresh


class RefreshesDerived:
    """Mixin of a ModelAdmin: write anew what is derived from the entries an edit touches.

    Django's admin saves inside one transaction, and this is the last that happens to the data in
    it.
    """

    def projects_touched(self, objects):
        """Return the ids of the projects from which something follows, as the database is now."""
        raise NotImplementedError

    def write_derived(self, project_ids, news=None):
        """Write what follows from an edit that touched these projects; news as in refresh."""
        refresh(project_ids, news)

    def news_of(self, form, formsets):
        """Return the News.Kind that a save is for those it touched; here it is none for anybody."""

    def save_model(self, request, obj, form, change):
        # Before and after: a project that is taken off the list is touched too.
        form.touched = set(self.projects_touched([obj])) if change else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        touched = form.touched | set(self.projects_touched([form.instance]))
        self.write_derived(touched, self.news_of(form, formsets))

    @transaction.atomic
    def delete_model(self, request, obj):
        touched = set(self.projects_touched([obj]))
        super().delete_model(request, obj)
        self.write_derived(touched)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        touched = set(self.projects_touched(list(queryset)))
        super().delete_queryset(request, queryset)
        self.write_derived(touched)
