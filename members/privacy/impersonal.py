"""Fields that look as if they held personal data, and hold none: each with why."""

from members.privacy.finding import address_fields, name_of, relations

# Names that fields with personal data have.
TELLING = {
    "about", "answer", "contact_email", "contact_phone", "email", "from_email", "name", "note",
    "phone", "reason", "sender", "subject", "text", "to", "writer",
}  # fmt: skip
APPS = ("members", "projects")

DIRECTORY = "It names a thing of the directory: a project, an organisation, a place, a kind."
OURS = "Staff wrote it, about nobody."
MACHINE = "A program wrote it, about a program."
IMPERSONAL = {
    **{
        f"projects.{model}.name": DIRECTORY
        for model in (
            "Approach", "Area", "Audience", "DeliveryMode", "HistoricalOrganisation",
            "HistoricalProject", "Offer", "Organisation", "Place", "Project", "Sector", "Strand",
            "Topic",
        )
    },
    "projects.Signpost.name": "A service that helps people anywhere in the country.",
    "projects.Signpost.phone": "The number of such a service.",
    "projects.SavedReply.text": OURS,
    "projects.Turn.name": MACHINE,
}  # fmt: skip


def personal_fields(models):
    """Return the names of all fields of these models that look as if they held personal data."""
    leading = {name_of(*way) for way in [*relations(), *address_fields()]}
    return {
        name_of(model, field)
        for model in models
        for field in model._meta.concrete_fields
        if name_of(model, field) in leading
        or (model._meta.app_label in APPS and field.name in TELLING)
    }


def unregistered(models, register):
    """Return those of them that are neither in the register nor said to be impersonal."""
    known = {name for kept in register for name in kept.fields} | set(IMPERSONAL)
    return sorted(
        name
        for name in personal_fields(models)
        if name not in known and name.rpartition(".")[0] not in known
    )
