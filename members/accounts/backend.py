"""Checking passwords."""

from allauth.account.auth_backends import AuthenticationBackend

from members.models import Member


class PasswordBackend(AuthenticationBackend):
    """As allauth's, but an address is found in Member.email only, whatever its case."""

    def _authenticate_by_email(self, email, password):
        member = Member.objects.filter(email__same_address=email).first()
        return self._check_password(member, password)
