"""What projects or resources use is not deleted by the way."""

from projects.models import Resource


class KeepsWhatIsUsed:
    """Mixin of a ModelAdmin: refuse to delete what projects or resources are sorted by or serve.

    Django would take it off each of them without a word, as their lists are tables between.
    """

    SHOWN = 20

    def used_by(self, objects):
        """Return a queryset of the projects that use any of these."""
        raise NotImplementedError

    def resources_sorted_by(self, objects):
        """Return a queryset of the resources that use any of these: for most lists, none do."""
        return Resource.objects.none()

    def get_deleted_objects(self, objs, request):
        """Name the projects and resources among what stands in the way."""
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        projects = self.used_by(objs).distinct()[: self.SHOWN]
        resources = self.resources_sorted_by(objs).distinct()[: self.SHOWN]
        protected = [
            *protected,
            *(f"Project: {each}" for each in projects),
            *(f"Resource: {each}" for each in resources),
        ]
        return to_delete, counts, permissions, protected
