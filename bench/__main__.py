"""`python -m bench N=1000`: make the projects, serve them, print how fast that is.

SEED=… makes other projects, PORT=… serves on another port.
"""

import os
import secrets
import signal
import sys
from dataclasses import replace

import psycopg
from django.core.exceptions import ImproperlyConfigured

from bench import database
from betterwork import postgres, preparation, serve

DEFAULTS = {"N": 1000, "SEED": 1, "PORT": 8240}


def main(arguments):
    """Run the bench; exits with one line where that is impossible."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, serve.stop)
    options = read_options(arguments)
    port = serve.free_port(str(options["PORT"]))
    try:
        run(options["N"], options["SEED"], port)
    except (ImproperlyConfigured, psycopg.OperationalError) as error:
        sys.exit(f"bench: {error}")


def read_options(arguments):
    """Return {"N", "SEED", "PORT"} from NAME=number arguments; exits with one line if unknown."""
    options = dict(DEFAULTS)
    for argument in arguments:
        name, _, value = argument.partition("=")
        if name not in options or not value.isdecimal() or int(value) < 1:
            sys.exit(f"bench: {argument} is not understood; use N=1000, SEED=1 or PORT=8240.")
        options[name] = int(value)
    return options


def run(number, seed, port):
    """Fill the database if need be, measure, print and write the results."""
    url = os.environ.get("DATABASE_URL") or postgres.ensure()
    mark = database.signature(number, seed)
    is_filled = database.is_filled(url, number, mark)
    if not is_filled:
        database.make_empty(url, number)
    set_up_django(database.database_url(url, number), port)
    if is_filled:
        print(f"Using the {number:,} projects of an earlier run (seed {seed}).")
    else:
        print(f"Making {number:,} projects (seed {seed}):", flush=True)
        fill(number, seed)
        database.mark_as_filled(url, number, mark)
    preparation.collect_static_files()  # as in `make run`, for the pages name them by their hash
    print_results(number, seed, port)


def set_up_django(url, port):
    """Make Django use the bench's database, as a production site with DEBUG off would."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "DATABASE_URL": url,
        "DEBUG": "false",
        "SITE_URL": f"http://{serve.ADDRESS}:{port}",
    }
    os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    import django

    django.setup()


def fill(number, seed):
    """Fill the empty database."""
    from django.db import connections

    from bench import filling

    filling.fill(number, seed, filling.Progress())
    connections.close_all()


def print_results(number, seed, port):
    """Serve, measure each case in turn, print the tables and write the file."""
    from bench import report
    from bench.cases import make_cases
    from bench.edits import measure_edits
    from bench.files import file_lines, file_result, measure_file
    from bench.measure import CONNECTIONS, measure
    from bench.server import Server
    from betterwork.serve import THREADS, WORKERS

    cases = make_cases(seed)
    measured = {}
    about = report.conditions(number, seed)
    with Server(port) as server:
        # The empty view again at the end: what differs from the first is the machine's other work.
        for case in [*cases, replace(cases[0], name=f"{cases[0].name}, again")]:
            print(f"  measuring: {case.name}", file=sys.stderr, flush=True)
            measured[case.name] = measure(server, case)
        print("  measuring: a file of all projects", file=sys.stderr, flush=True)
        file = measure_file(server, number)
    print("  measuring: edits", file=sys.stderr, flush=True)
    edits = measure_edits(seed)
    sizes = report.database_sizes()
    print(
        f"\n{number:,} projects, seed {seed}; {about['date']}; PostgreSQL {about['postgresql']}, "
        f"Python {about['python']}, Django {about['django']}; {about['processors']} processors, "
        f"load {about['load']} at the start\n"
        f"gunicorn, {WORKERS} workers of {THREADS} threads; times on one connection, "
        f"answers a second on {CONNECTIONS}\n"
    )
    tables = report.pages_table(measured), report.edits_table(edits), report.sizes_table(sizes)
    for table in tables:
        print(*table, "", sep="\n")
    if file:
        print(*file_lines(file), "", sep="\n")
    path = report.write_results(about, measured, edits, sizes, file and file_result(file))
    print(f"Kept in {path.relative_to(preparation.CHECKOUT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
