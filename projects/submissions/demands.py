"""What an entry has to say before it can be judged."""

from projects.models import Project

WHERE = "Say where: choose areas, give a postcode or an address, put a pin, or tick “online only”."
CONTACT = (
    "Say how to join, or give a telephone number, an e-mail address or a page: one of them is"
    " enough."
)
MESSAGES = {
    "name": "Give the name of the project.",
    "organisation": "Say who runs it.",
    "offers": "Tick what it offers: one is enough.",
    "status": "Say whether it is running.",
    "summary": "Say in one sentence what it does.",
}
# What the tables themselves demand.
LEAST = ["name", "organisation", "status", "summary"]
PLACES = ["coverage", "postcode", "address", "online_only"]
CONTACTS = ["how_to_join", "contact_phone", "contact_email", "contact_page"]


def missing(values, staff=False):
    """Return what the values lack, as messages by field.

    values: as of a form; "online_only" may be among them. staff: whether only the least is wanted.
    """
    wanted = {
        field: message
        for field, message in MESSAGES.items()
        if not values[field] and (field in LEAST or not staff)
    }
    if staff:
        return wanted
    has_pin = values["latitude"] is not None and values["longitude"] is not None
    if not has_pin and not any(values.get(field) for field in PLACES):
        wanted["coverage"] = WHERE
    has_finished = values["status"] == Project.Status.PAST
    if not has_finished and not any(values[field] for field in CONTACTS):
        wanted["how_to_join"] = CONTACT
    return wanted
