"""What all forms on pages of their own share."""

from django import forms


class SheetForm(forms.Form):
    """A form on a page of its own, with a summary of what is wrong at its top."""

    @property
    def problems(self):
        """What is wrong with it, in the order of the page: (id to go to or "", message)."""
        found = [("", message) for message in self.non_field_errors()]
        for name in self.fields:
            found += [(self[name].auto_id, message) for message in self.errors.get(name, [])]
        return found
