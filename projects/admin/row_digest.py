"""A short text that is another as soon as anything in a row's form is another."""

import hashlib
import json


def digest_of(row):
    """Return 64 hexadecimal digits (SHA-256) of a row's editable fields and its lists of others.

    The row's own values are those it was read with; its lists are read now.
    """
    options = row._meta
    values = {
        field.name: field.value_to_string(row)
        for field in options.concrete_fields
        if field.editable or field.primary_key
    }
    for field in options.many_to_many:
        keys = getattr(row, field.name).order_by("pk").values_list("pk", flat=True)
        values[field.name] = list(keys)
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
