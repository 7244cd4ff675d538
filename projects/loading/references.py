"""What the records of the files refer to by slug, as the database has it."""


class References:
    """Finds entries by slug, also those to which staff have given another address.

    An entry that the file has under a slug, and staff under another, is known by its name.
    """

    def __init__(self, records_by_spec):
        self._identities = {
            (spec.model, record["slug"]): {name: record.get(name) for name in spec.identity}
            for spec, records in records_by_spec
            if spec.identity
            for record in records
        }

    def find(self, model, slugs):
        """Return the entries with these slugs, each once. Raises LookupError if one is unknown."""
        by_slug = {row.slug: row for row in model.objects.filter(slug__in=slugs)} if slugs else {}
        found = {}
        for slug in slugs:
            row = by_slug.get(slug) or self._by_identity(model, slug)
            if row is None:
                raise LookupError(f"there is no {model._meta.verbose_name} {slug}")
            found[row.pk] = row
        return list(found.values())

    def find_one(self, model, slug):
        """Return the entry with this slug, None for no slug. Raises LookupError."""
        return self.find(model, [slug])[0] if slug else None

    def _by_identity(self, model, slug):
        identity = self._identities.get((model, slug))
        return model.objects.filter(**identity).first() if identity else None
