from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from projects.loading.directory import load_directory
from projects.loading.files import BadFixture


class Command(BaseCommand):
    help = (
        "Load the fixtures: taxonomy, areas, places, organisations, projects, resources and"
        " signposts. Can be repeated; what staff have edited, withdrawn or deleted stays so."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument(
            "--without-entries",
            action="store_true",
            help="Load areas, taxonomy and places only.",
        )

    def handle(self, *, folder, without_entries, **options):
        try:
            report = load_directory(folder, with_entries=not without_entries)
        except BadFixture as error:
            raise CommandError(str(error)) from error
        for verb, numbers in [("Added", report.added), ("Updated", report.updated)]:
            for kind, number in numbers.items():
                self.stdout.write(f"{verb} {kind}: {number}")
        for line in report.kept:
            self.stdout.write(f"Kept as staff have it: {line}")
        if not report.changed:
            self.stdout.write("Nothing new to load.")
