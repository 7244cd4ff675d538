"""Questions about the members of the network: who may be found, and by what.

Whoever could search in what is hidden would find it out, word by word. So every question about a
part of a profile asks first whether that part is shown.
"""

from django.db import models
from django.db.models import Q

# Who is asking: somebody who is signed in as a member sees also what is shown to members.
PUBLIC = ("everyone",)
FELLOWS = ("everyone", "members")


class ProfileQuerySet(models.QuerySet):
    def active(self):
        """Those whose accounts are in use."""
        return self.filter(member__is_active=True)

    def found_by(self, audiences):
        """Those whom somebody of these audiences (PUBLIC or FELLOWS) may find: by their name."""
        return self.active().filter(shows_name__in=audiences).exclude(member__name="")

    def showing(self, part, audiences):
        """Those who show this part: searching in what is hidden would reveal it."""
        return self.filter(**{f"shows_{part}__in": audiences})

    def matching(self, words, audiences):
        """Those of whom each word is in their name, or in what they show of their organisation
        and of themselves."""
        found = self
        name = Q(shows_name__in=audiences)
        for word in words:
            # Where the directory has the organisation, its name is shown, and not what was typed.
            organisation = Q(organisation__name__icontains=word) | Q(
                organisation__isnull=True, organisation_name__icontains=word
            )
            found = found.filter(
                name & Q(member__name__icontains=word)
                | Q(shows_organisation__in=audiences) & organisation
                | Q(shows_about__in=audiences, about__icontains=word)
            )
        return found

    def of_organisation(self, slug, audiences):
        """Those who show that they are of this organisation."""
        return self.showing("organisation", audiences).filter(organisation__slug=slug)

    def of_kind(self, kind, audiences):
        """Those who show that this is what they do."""
        return self.showing("kind", audiences).filter(kind=kind)

    def interested_in(self, slug, audiences):
        """Those who show that they are interested in this approach."""
        return self.showing("interests", audiences).filter(interests__slug=slug)

    def inside(self, slug, audiences):
        """Those who show an area that is this one or lies in it."""
        return self.showing("area", audiences).filter(area__outer_links__outer__slug=slug)
