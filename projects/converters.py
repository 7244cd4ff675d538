"""The parts of addresses that stand for an entry or for somebody's secret."""


class SlugConverter:
    """A slug as our models hold it; anything else is no address of ours."""

    regex = "[-a-zA-Z0-9_]{1,200}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class TokenConverter(SlugConverter):
    """The secret part of an address; see projects.models.submission.new_token."""

    regex = "[-a-zA-Z0-9_]{43}"


class CountConverter:
    """A whole number of at most nine digits, so that counting with it stays within a bigint."""

    regex = "[0-9]{1,9}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)
