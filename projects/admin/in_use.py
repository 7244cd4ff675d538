"""What projects use is not deleted by the way."""


class KeepsWhatIsUsed:
    """Mixin of a ModelAdmin: refuse to delete what projects are sorted by or serve.

    Django would take it off every project without a word, as their lists are tables between.
    """

    SHOWN = 20

    def used_by(self, objects):
        """Return a queryset of the projects that use any of these."""
        raise NotImplementedError

    def get_deleted_objects(self, objs, request):
        """Name the projects among what stands in the way."""
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        users = self.used_by(objs).distinct()[: self.SHOWN]
        return to_delete, counts, permissions, [*protected, *(f"Project: {each}" for each in users)]
