"""Pages of the admin, filled in and sent as a browser would."""

from django.urls import reverse


def change_page(entry):
    """The address of an entry's form."""
    return reverse(f"admin:projects_{entry._meta.model_name}_change", args=[entry.pk])


def add_page(model):
    """The address of the form for a new entry."""
    return reverse(f"admin:projects_{model._meta.model_name}_add")


def page_of(name, *args):
    """The address of one of the projects' own pages: check_next, withdraw …"""
    return reverse(f"admin:projects_project_{name}", args=args)


def as_opened(response):
    """Return what the form on a page would send if nothing were typed."""
    context = response.context
    data = _values(context["adminform"].form)
    if opened_version := context.get("opened_version"):
        data["opened_version"] = opened_version
    for inline in context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _values(form)
    return data


def _values(form):
    values = {}
    for field in form:
        value = field.value()
        if value is None or value is False:
            continue
        if isinstance(value, list | tuple):
            values[field.html_name] = [str(getattr(each, "pk", each)) for each in value]
        else:
            values[field.html_name] = "on" if value is True else str(value)
    return values


def open_and_save(client, address, **typed):
    """Open a form, type into it, save it, and return the answer to the saving."""
    return client.post(address, as_opened(client.get(address)) | typed)


def new_row(data, prefix, **values):
    """Return the data with one more row of an inline."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | row | {f"{prefix}-TOTAL_FORMS": str(number + 1)}
