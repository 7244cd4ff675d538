"""Telling PostgreSQL's planner what it cannot know."""

from contextlib import contextmanager

from projects.reading import connection


@contextmanager
def hints(**settings):
    """Use these settings of PostgreSQL for the statements inside.

    Inside a transaction only: elsewhere they do nothing. Two underscores stand for a dot.
    """
    names = [name.replace("__", ".") for name in settings]
    with connection().cursor() as cursor:
        cursor.execute(_SET, {"names": names, "values": list(settings.values())})
        yield
        # Not after an error: then the transaction is over, and the settings with it.
        cursor.execute(_SET, {"names": names, "values": [None] * len(names)})


# NULL sets a setting back to what the connection began with.
_SET = """
SELECT set_config(name, value, true)
FROM unnest(%(names)s::text[], %(values)s::text[]) AS setting (name, value)
"""
