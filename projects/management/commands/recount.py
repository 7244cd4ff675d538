"""Write anew everything that is derived from the entries."""

from django.core.management.base import BaseCommand
from django.db import transaction

from projects.refresh import refresh_all


class Command(BaseCommand):
    help = (
        "Derive anew what the pages are searched, sorted and counted by, from the entries alone. "
        "Pages go on meanwhile, edits wait or give up: with a million entries half an hour."
    )

    def handle(self, *args, **options):
        with transaction.atomic():
            refresh_all()
        self.stdout.write("Counted anew.")
