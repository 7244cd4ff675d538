"""For who has lost both phone and recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from members.accounts import second_factor
from members.models import Member


class Command(BaseCommand):
    help = (
        "Take the second step of signing in away from an account, so that it can be set up anew."
        " Whoever can read its e-mail can then do that: ask in person first."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address that the account signs in with")

    def handle(self, *args, email, **options):
        """Take it away."""
        member = Member.objects.filter(email__same_address=email).first()
        if member is None:
            raise CommandError("There is no account with this address.")
        if not second_factor.forget(member):
            raise CommandError("This account has no second step.")
        self.stdout.write(f"{member} sets the second step up anew when signing in next.")
