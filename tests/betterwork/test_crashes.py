"""Servers killed with -9 while people propose projects (reliability A1, A2 and A3).

Real servers, real HTTP. What a person was told had arrived is there afterwards, exactly once.
"""

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
import pytest

from betterwork.preparation import CHECKOUT
from tests.betterwork.servers import environment, gunicorn
from tests.betterwork.test_postgres import cluster_in
from tests.people import Person

WRITERS, EACH = 3, 3
KILLS = 2
GIVE_UP = 90  # seconds


# All that the form offers and the tests choose.
FILL = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from projects.models import Offer
from tests.builders import make_term, make_uk
make_uk()
make_term(Offer, "Help for workers")
"""


@pytest.fixture(scope="module")
def cluster():
    """A server of our own, which nobody minds being killed."""
    base = Path(tempfile.mkdtemp(prefix="betterwork-crash-", dir="/tmp"))
    base.chmod(0o711)
    (base / ".postgres").mkdir(mode=0o711)
    cluster = cluster_in(base / ".postgres")
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(base)


@pytest.fixture(scope="module")
def database_url(cluster, static_files):
    """A prepared database in that cluster."""
    with cluster.connect() as connection:
        connection.execute("CREATE DATABASE betterwork")
    url = f"postgresql://postgres@/betterwork?host={quote(str(cluster.sockets), safe='')}"
    subprocess.run(
        [sys.executable, "-c", FILL],
        cwd=CHECKOUT,
        env=variables() | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "betterwork.settings"},
        check=True,
    )
    return url


def variables():
    return environment(
        SECRET_KEY="x" * 60,
        FORM_LEAST_SECONDS="0",
        SUBMISSIONS_A_DAY_BY_EMAIL="10000",
        SUBMISSIONS_A_DAY_BY_SENDER="10000",
        SUBMISSIONS_A_DAY="10000",
    )


@pytest.fixture
def site(database_url):
    limits = {key: value for key, value in variables().items() if key.startswith("SUBMISSIONS")}
    with gunicorn(database_url, FORM_LEAST_SECONDS="0", **limits) as address:
        yield address


def kill(cluster):
    """End the server and everything it has started at once, and start it again."""
    server = psutil.Process(cluster.pid())
    processes = [server, *server.children(recursive=True)]
    for process in processes:
        process.kill()
    cluster._process.wait()
    psutil.wait_procs(processes, timeout=10)
    cluster.start()


def proposal(person, name):
    """What a person has typed into the form, with its hidden fields: ready to be sent."""
    person.open("/submit/")
    assert person.status == 200, person.text[:300]
    return person.form_with("summary") | {
        "name": [name],
        "organisation": ["Bridge"],
        "offers": ["help-for-workers"],
        "coverage": ["lambeth"],
        "status": ["current"],
        "summary": ["It helps people at work."],
        "contact_phone": ["020 7946 0000"],
        "your_name": ["Ada"],
        "your_email": [f"{name.lower().replace(' ', '.')}@example.org"],
    }


def has_arrived(person):
    return person.status == 200 and "/submit/sent/" in person.address


def send_until_it_arrives(person, data):
    """Press the button again, with the very same form, until the site says that it has it."""
    deadline = time.monotonic() + GIVE_UP
    while time.monotonic() < deadline:
        person.open("/submit/", data)
        if has_arrived(person):
            return
        assert person.status in (0, 503), (person.status, person.text[:2000])
        time.sleep(0.2)
    raise AssertionError("it never arrived")


def rows(url, query):
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def propose_while(site, disturb, prefix):
    """Several people propose; meanwhile something is done to the servers. Returns the names."""
    names, errors = [], []

    def write(number):
        try:
            person = Person(site)
            for turn in range(EACH):
                name = f"{prefix} {number} {turn}"
                while True:
                    try:
                        data = proposal(person, name)
                        break
                    except AssertionError:
                        time.sleep(0.2)
                send_until_it_arrives(person, data)
                names.append(name)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=[n], daemon=True) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        disturb()
    assert errors == []
    return names


def assert_each_is_there_once(url, names):
    assert len(names) == WRITERS * EACH
    prefix = names[0].split()[0]
    found = rows(
        url,
        "SELECT payload->>'name', count(*), count(mail.id) FROM projects_submission AS s"
        " LEFT JOIN projects_mail AS mail ON mail.submission_id = s.id"
        f" WHERE payload->>'name' LIKE '{prefix} %' GROUP BY 1",
    )
    assert sorted(name for name, _, _ in found) == sorted(names)
    assert {(count, mails) for _, count, mails in found} == {(1, 1)}


def test_a_database_killed_while_people_propose_loses_nothing_and_doubles_nothing(
    cluster, database_url, site
):
    kills = []

    def disturb():
        time.sleep(0.5)
        if len(kills) < KILLS:
            kill(cluster)
            kills.append(1)

    names = propose_while(site, disturb, "Database")
    assert kills
    assert_each_is_there_once(database_url, names)


def test_a_database_killed_between_sending_and_confirming_loses_nothing(
    cluster, database_url, site
):
    person = Person(site)
    send_until_it_arrives(person, proposal(person, "Between"))
    kill(cluster)
    [(text,)] = rows(database_url, "SELECT text FROM projects_mail WHERE text LIKE '%Between%'")
    link = re.search(r"/submissions/\S+/", text)[0]
    person.open(link)
    assert person.status == 200 and "Between" in person.text
    state = "SELECT state FROM projects_submission WHERE payload->>'name' = 'Between'"
    assert rows(database_url, state) == [("unconfirmed",)]
    form = person.form_with("csrfmiddlewaretoken") | {"action": ["confirm"]}
    person.open(person.address, form)
    assert person.status == 200
    kill(cluster)
    assert rows(database_url, state) == [("pending",)]


def test_web_workers_killed_and_reloaded_while_people_propose_lose_and_double_nothing(
    database_url, site
):
    port = int(site.rsplit(":", 1)[1])
    killed = []

    def disturb():
        time.sleep(0.3)
        masters = [p for p in psutil.Process().children() if f":{port}" in " ".join(p.cmdline())]
        if len(killed) < KILLS:
            for worker in masters[0].children():
                worker.kill()
                killed.append(worker)
            time.sleep(0.3)
            masters[0].send_signal(signal.SIGHUP)  # as a reload after an upgrade

    names = propose_while(site, disturb, "Worker")
    assert killed
    assert_each_is_there_once(database_url, names)


def sent_twice(database_url, site, name, renew):
    """Send, lose the answer, send again; return how many submissions that made."""
    person = Person(site)
    data = proposal(person, name)
    person.send_and_hang_up("/submit/", data)
    count = f"SELECT count(*) FROM projects_submission WHERE payload->>'name' = '{name}'"
    deadline = time.monotonic() + 10
    while rows(database_url, count) == [(0,)] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert rows(database_url, count) == [(1,)]
    if renew:
        # Another form, and not what the same person sent of the same project.
        data |= {"form_token": proposal(person, name)["form_token"]}
        data |= {"your_email": ["somebody.else@example.org"]}
    send_until_it_arrives(person, data)
    return rows(database_url, count)[0][0]


def test_an_answer_that_was_lost_and_a_second_press_make_one(database_url, site):
    assert sent_twice(database_url, site, "Lost answer", renew=False) == 1


def test_without_the_mark_of_the_form_it_would_be_two(database_url, site):
    """The negative control."""
    assert sent_twice(database_url, site, "Lost mark", renew=True) == 2
