"""What every stored web address has to fulfil."""

from django.db.models import CheckConstraint, Q


def leads_to_the_web(model, field):
    """Return the constraint that a column is empty or begins with http:// or https://.

    Pages make links of these columns, and the likes of javascript: would run in the reader's
    browser. model and field are names: a model has no class yet where its Meta is read.
    """
    return CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__iregex": "^https?://"}),
        name=f"{model}_{field}_leads_to_the_web",
        violation_error_message="A web address has to begin with https:// or http://.",
    )
