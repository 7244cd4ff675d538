"""The network's pages of the admin in a real browser: axe finds nothing, and nothing breaks."""

import pytest
from django.urls import reverse

from members.models import Export
from tests.browser.axe import found_on
from tests.browser.signing_in import bring_in
from tests.builders import make_organisation, make_resource, make_staff
from tests.members.builders import (
    make_application,
    make_complaint,
    make_event,
    make_message,
    make_network_member,
    make_proposal,
    make_registration,
    make_stewardship,
)

pytestmark = pytest.mark.django_db(transaction=True)


def addresses(staff):
    """Return the addresses of a page of each sort, with something on each, by its name."""
    advisers = make_organisation("Advisers")
    ada = make_network_member("Ada", organisation=advisers)
    event = make_event("An evening of advice", papers=[make_resource("A guide")])
    make_registration(event, ada)
    asked = {
        "application": make_application(organisation_name="Advisers"),
        "stewardship": make_stewardship(ada, advisers, state="pending"),
        "resourceproposal": make_proposal(ada),
        "complaint": make_complaint(),
    }
    Export.objects.create(who=staff, rows=1, chosen="kind=funder")
    message = make_message(recipient=ada)

    def page(name, *arguments):
        return reverse(f"admin:members_{name}", args=arguments)

    return {
        "members": page("profile_changelist"),
        "a member": page("profile_change", ada.pk),
        "figures": page("profile_figures"),
        "a new event": page("event_add"),
        "an event": page("event_change", event.pk),
        "exports": page("export_changelist"),
        "messages": page("message_changelist"),
        "a message": page("message_change", message.pk),
        **{f"{name} to decide": page(f"{name}_decide", each.pk) for name, each in asked.items()},
    }


def test_axe_finds_nothing_on_the_pages_of_the_network(page, live_server):
    staff = make_staff(email="ann@example.org", name="Ann")
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.set_default_timeout(15_000)
    bring_in(page, live_server.url, staff)
    found = {}
    for name, address in addresses(staff).items():
        answer = page.goto(live_server.url + address)
        assert answer.status == 200, name
        assert problems == [], name
        if faults := found_on(page, within="#content"):
            found[name] = faults
        problems.clear()  # axe itself tries what the policy forbids
    assert found == {}
