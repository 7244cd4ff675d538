from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from projects.loading.councils import BadLookup, load_councils


class Command(BaseCommand):
    help = (
        "Bring codes, names and regions of councils up to date, and add new councils, from the"
        " Office for National Statistics' “Local Authority District to Region” lookup (CSV)."
        " Deletes none."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            report = load_councils(file)
        except BadLookup as error:
            raise CommandError(f"{file.name} was not loaded:\n{error}") from error
        for line in report.done or ["Nothing to change."]:
            self.stdout.write(line)
        if report.missing:
            self.stdout.write(f"Not in the file, kept as they are: {', '.join(report.missing)}")
