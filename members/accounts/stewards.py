"""What members may do with the entries of the organisations they look after."""

from django.contrib.auth.backends import BaseBackend

from members.models import Stewardship
from projects.submissions.at_once import PERMISSION


class StewardBackend(BaseBackend):
    """Gives the permission on one organisation that staff's trust consists of."""

    def has_perm(self, user_obj, perm, obj=None):
        """Whether a member may change the entries of the organisation `obj` at once."""
        return (
            perm == PERMISSION
            and obj is not None
            and user_obj.is_active
            and Stewardship.objects.filter(
                member=user_obj.pk, organisation=obj.pk, state="active", is_trusted=True
            ).exists()
        )
