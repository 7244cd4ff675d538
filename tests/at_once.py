"""Doing several things at the same moment, each with a database connection of its own."""

import threading

from django.db import connection


def at_once(functions, seconds=60):
    """Start all functions together; return what each returned, or raised, in their order."""
    barrier = threading.Barrier(len(functions))
    outcomes = [None] * len(functions)

    def run(place, function):
        try:
            with connection.cursor():  # connected before the race begins
                barrier.wait(seconds)
            outcomes[place] = function()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(functions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    return outcomes


def failures(outcomes):
    """Return those outcomes that were raised."""
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]
