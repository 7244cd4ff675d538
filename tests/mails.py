"""Mail to write in tests."""

from projects.submissions import mail


def write_a_mail(key="first", to="ada@example.org", title="Ladders", **fields):
    """Write one of the site's mails, and return it."""
    context = {"sent": f"your {title}", "thing": "a suggestion", "title": title, "link": "L"}
    return mail.write_mail("confirm", to, "confirm", context, key, **fields)
