"""Questions about organisations."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery, Value


class OrganisationQuerySet(models.QuerySet):
    def with_published_projects(self):
        """Those that have a part in at least one published project, with `project_count`."""
        project = self.model._meta.get_field("led_projects").related_model
        in_it = project.objects.published().filter(
            facets__contains=models.Func(
                models.functions.Concat(Value("organisation:"), OuterRef("slug")),
                function="ARRAY",
                template="%(function)s[%(expressions)s]",
                output_field=project._meta.get_field("facets"),
            )
        )
        counted = in_it.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
        led = project.objects.published().filter(lead_organisation=OuterRef("pk"))
        involved = self.model._meta.get_field("involvements").related_model.objects.filter(
            organisation=OuterRef("pk"), project__state="published"
        )
        return self.filter(Exists(led) | Exists(involved)).annotate(
            project_count=Subquery(counted.values("n"))
        )
