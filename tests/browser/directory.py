"""A small directory with one of everything that a page can show, and the pages to look at."""

from projects.models import Resource
from tests.builders import (
    make_organisation,
    make_project,
    make_resource,
    make_signpost,
    make_theme,
    make_uk,
)
from tests.projects.alerts.rows import make_alert

AUDIENCES = [f"Audience {number}" for number in range(9)]
LONG_WELSH_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"

ALERT_TOKEN = "l" * 43

# Error pages that no address gives on purpose, and the addresses of all the others.
ERROR_PAGES = ["400.html", "403.html", "500.html", "503.html"]
ADDRESSES = [
    "/",
    "/projects/",
    "/projects/?near=Lambeth&offer=help-for-workers",
    "/projects/?near=Lamberth&status=bogus",
    "/projects/?near=BT48",
    "/projects/?q=xyzzyq&sector=construction",
    "/map/",
    "/map/?area=wales",
    "/embed/make/?area=wales&theme=pink",
    "/projects/step-up/",
    "/projects/bare/",
    "/projects/taken-down/",
    "/projects/step-up/suggest/",
    "/projects/step-up/report/",
    "/submit/",
    "/submit/sent/",
    "/alerts/?area=wales&q=ladder&near=Lambeth",
    f"/alerts/{ALERT_TOKEN}/",
    f"/alerts/{ALERT_TOKEN}/change/?area=wales",
    "/organisations/",
    "/organisations/walcot/",
    "/areas/lambeth/",
    "/areas/uk/",
    "/themes/",
    "/themes/better-jobs/",
    "/insight/",
    "/insight/?area=london",
    "/api/",
    "/data/",
    "/data/schema/1/",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/nowhere/",
]


def until(address):
    """Return what to wait for when the page is opened: those with a map go on fetching."""
    return "networkidle" if address == "/" or address.startswith("/map/") else "load"


def make_directory():
    """Save the directory; return its areas by slug."""
    uk = make_uk()
    walcot = make_organisation("Walcot", website="https://walcot.example")
    trust = make_organisation("Trust for Better Work")
    step_up = make_project(
        "Step Up",
        status="past",
        start_year=2015,
        end_year=2018,
        lead_organisation=walcot,
        partners=[trust],
        funders=[trust],
        pins=[{"label": "Brixton library", "postcode": "SW2 1JQ", "council": uk["lambeth"]}],
        coverage=[uk["lambeth"]],
        offers=["Help for workers"],
        approaches=["Job brokerage"],
        audiences=[*AUDIENCES, "Women & men"],
        sectors=["Construction", "All sectors"],
        delivery_modes=["One to one"],
        description="It **worked**.",
        how_to_join="Ask an adviser.",
        results="Two in five did better.",
        learned="Advisers matter.",
        contact_phone="020 7946 0000",
        contact_email="stepup@example.org",
        website="https://walcot.example/step-up",
        website_is_own_page=True,
        sources="https://walcot.example/report\ngeneral knowledge",
    )
    make_resource(
        "Step Up: final evaluation", [step_up], link="https://walcot.example/e", year=2018
    )
    make_resource("A guide", [step_up], kind=Resource.Kind.GUIDE)
    make_project("Bare", status="unknown")
    make_project("Taken down", state="withdrawn")
    make_project(
        f"{LONG_WELSH_NAME} a’r cylch",
        coverage=[uk["cardiff"]],
        offers=["A scheme for employers"],
        sectors=["Construction"],
    )
    make_project("UK charter", coverage=[uk["uk"]], offers=["A scheme for employers"])
    for number in range(28):
        make_project(f"Filler {number}", coverage=[uk["camden"]], offers=["A campaign"])
    make_theme("Better jobs", query="area=lambeth&area=camden", body="### Why\n\nThey *matter*.")
    make_alert("area=wales&organisation=walcot", token=ALERT_TOKEN)
    make_signpost("Helpline", [uk["england"]], page="https://helpline.example", cost="Free")
    return uk
