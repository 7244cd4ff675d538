"""The members of the network in the admin: their list, their page, figures and export."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from members.admin.exporting import safe_cell
from members.models import Application, Export, Member, Profile
from tests.builders import make_organisation, make_staff, make_uk
from tests.members.builders import make_application, make_network_member, make_stewardship
from tests.projects.admin.pages import as_opened

pytestmark = pytest.mark.django_db

LIST = "/admin/members/profile/"
FIGURES = f"{LIST}figures/"
EXPORT = f"{LIST}export/"
MAY_EXPORT = ["view_profile", "view_member", "export_profile"]


def page_of(member):
    return f"{LIST}{member.pk}/change/"


def test_staff_put_right_who_a_member_is_and_nothing_that_the_member_says(desk):
    purse = make_organisation("Purse")
    mia = make_network_member("Mia", organisation_name="Prse", about="I knit.")
    opened = as_opened(desk.get(page_of(mia)))
    assert "about" not in opened
    typed = {"name": "Mia Wong", "organisation": str(purse.pk), "kind": "funder", "about": "x"}
    assert desk.post(page_of(mia), opened | typed).status_code == 302
    profile = Profile.objects.get(pk=mia.pk)
    assert (profile.member.name, profile.organisation, profile.kind) == (
        "Mia Wong", purse, "funder"
    )  # fmt: skip
    assert (profile.organisation_name, profile.about, profile.version) == ("", "I knit.", 2)


def test_a_profile_that_its_member_changed_meanwhile_is_not_overwritten(desk):
    mia = make_network_member("Mia", kind="employer")
    opened = as_opened(desk.get(page_of(mia)))
    Profile.objects.filter(pk=mia.pk).update(kind="funder", version=2)
    answer = desk.post(page_of(mia), opened | {"name": "Other"})
    assert answer.status_code == 200
    assert b"Somebody saved this entry after you opened it" in answer.content
    mia = Member.objects.get(pk=mia.pk)
    assert (mia.name, mia.profile.kind) == ("Mia", "funder")


def test_the_page_leads_to_what_they_look_after_and_to_how_they_joined(desk):
    mia = make_network_member("Mia")
    looks_after = make_stewardship(mia)
    asked = make_application(state="approved", member=mia)
    page = desk.get(page_of(mia)).content.decode()
    assert f"/admin/members/stewardship/{looks_after.pk}/decide/" in page
    assert f"/admin/members/application/{asked.pk}/decide/" in page
    assert page_of(mia) in desk.get(f"/admin/members/member/{mia.pk}/change/").content.decode()


def test_addresses_are_not_seen_nor_found_by_who_may_not_see_accounts(desk_of):
    mia = make_network_member("Mia", email="canary@purse.example", phone="0999 canary")
    one = desk_of("view_profile")
    for address in (LIST, page_of(mia), FIGURES):
        assert b"canary" not in one.get(address).content, address
    assert one.get(f"{LIST}?q=canary").context["cl"].result_count == 0
    for query in ("member__email__startswith=c", "phone__startswith=0", "key__startswith=a"):
        assert one.get(f"{LIST}?{query}").status_code in (302, 400)
    both = desk_of("view_profile", "view_member")
    assert b"canary@" in both.get(LIST).content
    assert both.get(f"{LIST}?q=canary").context["cl"].result_count == 1


def test_the_list_is_filtered_by_area_and_by_when_they_were_here(desk):
    areas = make_uk()
    here = make_network_member("Here", area=areas["lambeth"], seen_on=timezone.localdate())
    make_network_member("Gone", area=areas["cardiff"])

    def shown(query):
        return [each.pk for each in desk.get(f"{LIST}?{query}").context["cl"].result_list]

    assert shown("area=london") == shown("here=90") == [here.pk]
    assert here.pk not in shown("here=longer")


def test_the_figures_count_members_by_what_they_do_and_where_and_leave_out_nothing_else(desk):
    areas = make_uk()
    charity = make_organisation("Purse", kind="charity")
    year_ago = timezone.now() - timedelta(days=400)
    make_network_member(kind="funder", area=areas["lambeth"], organisation=charity)
    make_network_member(kind="funder", area=areas["london"], organisation_name="Other")
    make_network_member(kind="union", seen_on=timezone.localdate(), joined_at=year_ago)
    off = make_network_member(kind="employer")
    Member.objects.filter(pk=off.pk).update(is_active=False)
    make_application()
    tables = {table.title: dict(table.rows) for table in desk.get(FIGURES).context["tables"]}
    assert tables["What they do"] == {"Funder": 2, "Union": 1}
    assert tables["Where"] == {"England": 2, "London": 2, "Not said": 1}
    assert tables["Kind of organisation"] == {
        "Charity": 1, "Not in the directory": 1, "None given": 1
    }  # fmt: skip
    assert tables["Last here"]["In the last 90 days"] == 1
    assert tables["Joined in"][str(timezone.localdate().year)] == 2
    assert tables["Waiting for us"] == {"Wants to join": 1}
    assert FIGURES in desk.get("/admin/").content.decode()


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_export_holds_the_members_of_the_list_and_is_noted(desk_of):
    mia = make_network_member("Mia", email="mia@purse.example", organisation_name="Purse",
                              kind="funder")  # fmt: skip
    make_network_member("Olive", kind="union")
    desk = desk_of(*MAY_EXPORT)
    answer = desk.post(f"{EXPORT}?kind__exact=funder")
    joined = timezone.localdate(mia.profile.joined_at).isoformat()
    assert rows_of(answer)[1:] == [["Mia", "mia@purse.example", "Purse", "Funder", "", "", joined]]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "no-store" in answer["Cache-Control"]
    noted = Export.objects.get()
    assert (noted.rows, noted.chosen) == (1, "kind__exact=funder")
    assert noted.who.pk == int(desk.session["_auth_user_id"])
    listed = desk_of("view_export").get("/admin/members/export/").content.decode()
    assert "kind__exact=funder" in listed


def test_the_export_is_for_those_with_the_permission_and_never_a_link(desk_of):
    make_network_member("Mia")
    for missing in MAY_EXPORT:
        desk = desk_of(*{*MAY_EXPORT} - {missing})
        assert desk.post(EXPORT).status_code == 403
        assert EXPORT not in desk.get(LIST).content.decode()
    able = desk_of(*MAY_EXPORT)
    assert able.get(EXPORT).status_code == 405
    assert EXPORT in able.get(LIST).content.decode()
    assert able.post(f"{EXPORT}?phone__startswith=0").status_code in (302, 400)
    assert not Export.objects.exists()


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@x", "\t=1", "\r=1", "＝1", " =1", "\n=1"])
def test_no_cell_is_a_formula(text, desk_of):
    assert safe_cell(text) == f"'{text}"
    make_network_member("Mia", organisation_name=text)
    assert rows_of(desk_of(*MAY_EXPORT).post(EXPORT))[1][2] == f"'{text}"


@pytest.mark.parametrize("text", ["", "Purse", "1 - 1", "a@b.example", "x=1"])
def test_other_cells_stay_as_they_are(text):
    assert safe_cell(text) == text


def test_deleting_an_account_forgets_the_person_and_never_the_last_administrator(desk, staff):
    mia = make_network_member("Canary Mia", email="canary@purse.example")
    make_application(state="approved", member=mia, name="Canary Mia", email=mia.email)
    delete = f"/admin/members/member/{mia.pk}/delete/"
    assert desk.post(delete, {"post": "yes"}).status_code == 302
    assert not Member.objects.filter(pk=mia.pk).exists()
    assert not Application.objects.filter(name__contains="Canary").exists()
    assert not LogEntry.objects.filter(object_repr__contains="anary").exists()
    own = f"/admin/members/member/{staff.pk}/delete/"
    assert desk.post(own, {"post": "yes"}).status_code == 403
    other = make_staff()
    assert (
        desk.post(f"/admin/members/member/{other.pk}/delete/", {"post": "yes"}).status_code == 302
    )
