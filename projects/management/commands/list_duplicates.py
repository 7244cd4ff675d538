"""manage.py list_duplicates: pairs of entries that may be one project."""

from django.core.management.base import BaseCommand

from projects.submissions.duplicates import suspicious_pairs


class Command(BaseCommand):
    help = (
        "List the pairs of entries that may be one project, likeliest first, with the reasons."
        " Pairs that staff judged not the same are left out. Withdrawn entries are not looked at."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, default=100, help="So many pairs at most (100).")

    def handle(self, *, limit, **options):
        pairs = suspicious_pairs(limit)
        for pair in pairs:
            percent = round(100 * pair.likeness.score)
            self.stdout.write(f"{percent} % {_named(pair.first)}\n     {_named(pair.second)}")
            for reason in pair.likeness.reasons:
                self.stdout.write(f"     - {reason}")
        many = "1 pair" if len(pairs) == 1 else f"{len(pairs)} pairs"
        self.stdout.write(f"{many} to look at.")


def _named(project):
    draft = "" if project.state == project.State.PUBLISHED else " (draft)"
    return f"{project.name}{draft}, {project.lead_organisation} [{project.slug}]"
