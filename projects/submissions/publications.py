"""What an entry and the resources about it have to do with each other."""

from projects.models import Project


def note_resources_changed(keys, who):
    """Raise the version of projects that gain or lose a resource, in the open transaction.

    Whoever has one of them open is then told before saving. keys: their ids.
    """
    for project in Project.objects.filter(pk__in=keys).order_by("pk").select_for_update():
        project.version += 1
        project._history_user = who
        project._change_reason = "Resources about it changed"
        project.save(update_fields=["version", "updated"])
