"""Filling in the form for a new project in a browser, and the site it stands in."""

import pytest

from projects.models import Offer
from tests.builders import make_organisation, make_project, make_term, make_uk


def set_up(settings):
    """Save a small UK, an offer and one entry; nobody has to wait before sending."""
    settings.FORM_LEAST_SECONDS = 0
    uk = make_uk()
    make_term(Offer, "Help for workers")
    lead = make_organisation("Bridge")
    make_project("Ladder to Better Pay", lead_organisation=lead, coverage=[uk["lambeth"]])


def fill_in(page, name="Night Owls"):
    page.get_by_label("Name of the project").fill(name)
    page.get_by_label("Who runs it").fill("Owls")
    page.get_by_label("In one sentence").fill("Advice for night workers.")
    page.get_by_label("Help for workers").check()
    page.get_by_label("Running").check()
    page.get_by_label("Telephone").fill("020 7946 0099")
    page.get_by_label("Your name").fill("Grace")
    page.get_by_label("Your e-mail").fill("grace@example.org")


def drafts(page, storage="localStorage"):
    return page.evaluate(f"Object.values({storage}).join()")


def until_drafts(page, has_come, storage="localStorage"):
    """Wait until what is kept in the browser fulfils the condition: it is written with a pause."""
    for _ in range(100):
        if has_come(drafts(page, storage)):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"kept: {drafts(page, storage)}")
