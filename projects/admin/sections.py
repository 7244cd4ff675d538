"""What other apps have for staff on Today, beside the submissions, and how much of it waits."""

_sections, _counts = [], []


def register(section):
    """Show a section on Today, in the order in which they are registered.

    section: a function from a request to None, where this member may not see it, or to the name of
    a template and what it needs, which it finds as `section`.
    """
    _sections.append(section)
    return section


def register_count(count):
    """Count on the front page what waits.

    count: a function from a request to {"waiting", "late"}, of what this member may see, or None.
    """
    _counts.append(count)
    return count


def seen_by(request):
    """Return (template, what it needs) of every section that this member may see."""
    return [found for section in _sections if (found := section(request)) is not None]


def count_waiting(request):
    """Return {"waiting", "late"} of all apps together; None where this member may see none."""
    counts = [found for count in _counts if (found := count(request)) is not None]
    if not counts:
        return None
    return {name: sum(each[name] for each in counts) for name in ("waiting", "late")}
