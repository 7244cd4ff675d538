from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from projects.places.postcodes import NotCodePoint, load_postcodes


class Command(BaseCommand):
    help = (
        "Load every postcode of Great Britain from codepo_gb.zip, the Ordnance Survey's free"
        " Code-Point Open (CSV), in place of those loaded before."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            loaded, left_out = load_postcodes(file)
        except NotCodePoint as error:
            raise CommandError(f"{file.name} was not loaded: {error}") from error
        self.stdout.write(
            f"Loaded {loaded:,} postcodes; left out {left_out:,} without a position or council."
        )
