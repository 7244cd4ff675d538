"""Write anew everything that is derived from the entries."""

from django.core.management.base import BaseCommand
from django.db import transaction

from projects.refresh import refresh_all


class Command(BaseCommand):
    help = (
        "Derive anew what the pages are searched, sorted and counted by, from the entries alone. "
        "The site goes on meanwhile; edits wait. With a million entries it takes half an hour."
    )

    def handle(self, *args, **options):
        with transaction.atomic():
            refresh_all()
        self.stdout.write("Counted anew.")
