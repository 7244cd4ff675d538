"""What stands beside an entry is shown to those only who may see its table."""

from django.contrib.auth import get_permission_codename


def may_see(user, model):
    """Whether a member may view or change the rows of a model, as Django's admin asks it."""
    options = model._meta
    return any(
        user.has_perm(f"{options.app_label}.{get_permission_codename(action, options)}")
        for action in ("view", "change")
    )
