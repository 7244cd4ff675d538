"""The form of a project, as staff fill it in."""

from django import forms
from django.db.models import Case, IntegerField, Value, When

from projects.admin.widgets import Boxes
from projects.models import Approach, Audience, DeliveryMode, FormerSlug, Offer, Sector


def _audiences():
    groups = enumerate(Audience.Group.values)
    rank = Case(
        *(When(group=group, then=Value(place)) for place, group in groups),
        output_field=IntegerField(),
    )
    return Audience.objects.order_by(rank, "order", "name")


class ProjectForm(forms.ModelForm):
    offers = Boxes(Offer.objects.all())
    approaches = Boxes(
        Approach.objects.select_related("strand").order_by("strand__order", "order", "name"),
        heading_of=lambda approach: approach.strand.name,
    )
    audiences = Boxes(_audiences(), heading_of=Audience.get_group_display)
    sectors = Boxes(Sector.objects.all())
    delivery_modes = Boxes(DeliveryMode.objects.all())

    class Meta:
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "sources": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        }

    def clean_slug(self):
        """Refuse an address that redirects to another entry: that one's readers would be lost."""
        slug = self.cleaned_data["slug"]
        former = FormerSlug.objects.filter(slug=slug).exclude(project_id=self.instance.pk)
        if taken := former.select_related("project").first():
            raise forms.ValidationError(
                f"This is a former address of “{taken.project}” and leads there. Choose another."
            )
        return slug

    def clean(self):
        """Take the year from the date where only the date was given."""
        cleaned = super().clean()
        for end in ("start", "end"):
            date = cleaned.get(f"{end}_date")
            if date and not cleaned.get(f"{end}_year") and f"{end}_year" not in self.errors:
                cleaned[f"{end}_year"] = date.year
        return cleaned
