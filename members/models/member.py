"""People who sign in: members of the network and staff."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from projects.models.address import check_plain


class MemberManager(BaseUserManager):
    """Make accounts whose name to sign in with is the e-mail address."""

    def create_user(self, email, password=None, **fields):
        """Save and return a member.

        Raises ValueError when the address is empty, ValidationError when it is not in plain
        letters.
        """
        if not email:
            raise ValueError("An e-mail address is needed.")
        check_plain(email)
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email, password=None, **fields):
        """Save and return a member who may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        """Return the member with this address, whatever its case."""
        return self.get(email__same_address=email)


class Member(AbstractUser):
    username = None
    first_name = None
    last_name = None
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = MemberManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="member_email_once_in_any_case",
                violation_error_message="There is an account with this e-mail address already.",
            )
        ]

    def clean(self):
        """Raise ValidationError for an address that is not in plain letters."""
        super().clean()
        try:
            check_plain(self.email)
        except ValidationError as error:
            raise ValidationError({"email": error}) from error

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        """Return the name to show, or the address where no name is given."""
        return str(self)

    def get_short_name(self):
        """Return the same as get_full_name: people give one name."""
        return str(self)
