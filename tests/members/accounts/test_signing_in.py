"""People sign in with a code from their mail, or with a password, and out again."""

import pytest
from django.core.management import call_command

from members.models import Member
from projects.models import Mail
from tests.builders import make_member, make_staff
from tests.members.accounts.people import (
    CODE,
    PASSWORD,
    SIGN_IN,
    ask_for_code,
    code_in_mail,
    is_signed_in,
    latest_mail,
    sign_in_by_code,
    sign_in_by_password,
    wrong_code,
)

pytestmark = pytest.mark.django_db


def test_a_code_from_the_mail_signs_in_and_leads_on(client):
    make_member(email="ada@example.org")
    assert ask_for_code(client, next="/events/")["Location"] == f"{CODE}?next=%2Fevents%2F"
    answer = client.post(CODE, {"code": code_in_mail(), "next": "/events/"})
    assert answer["Location"] == "/events/"
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{} ", "{}\t"])
def test_a_code_can_be_pasted_with_what_is_around_it(client, typed):
    make_member(email="ada@example.org")
    ask_for_code(client)
    client.post(CODE, {"code": typed.format(code_in_mail().replace("-", " "))})
    assert is_signed_in(client)


def test_the_case_of_an_address_does_not_matter_even_where_staff_typed_it_in_capitals(client):
    make_member(email="Ada@example.org")
    ask_for_code(client, "aDA@example.org")
    client.post(CODE, {"code": code_in_mail()})
    assert is_signed_in(client)
    client.logout()
    sign_in_by_password(client, "ADA@example.org")
    assert is_signed_in(client)


def test_a_password_signs_in_and_a_wrong_one_is_told_beside_the_field(client):
    make_member(email="ada@example.org")
    refused = sign_in_by_password(client, password="wrong")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "<title>Error: " in text
    assert "There is a problem" in text
    assert 'value="ada@example.org"' in text
    assert "wrong" not in text
    assert sign_in_by_password(client)["Location"] == "/account/"


def test_a_wrong_code_is_told_beside_the_field(client):
    make_member(email="ada@example.org")
    ask_for_code(client)
    refused = client.post(CODE, {"code": wrong_code()})
    assert refused.status_code == 422
    assert 'id="id_code_error"' in refused.content.decode()
    assert not is_signed_in(client)


def test_only_sending_the_form_signs_out(client):
    client.force_login(make_member())
    assert client.get("/account/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/account/sign-out/")["Location"] == "/"
    assert not is_signed_in(client)


def test_an_account_that_is_closed_signs_nobody_in(client):
    make_member(email="ada@example.org", is_active=False)
    ask_for_code(client)
    assert "no account" in latest_mail().text
    client.post("/account/sign-out/")
    assert sign_in_by_password(client)["Location"] == "/account/inactive/"
    assert not is_signed_in(client)


def test_what_an_operator_makes_by_command_signs_in_to_the_desk(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long new one 5")
    call_command("createsuperuser", "--noinput", email="boss@example.org", verbosity=0)
    answer = sign_in_by_password(client, "boss@example.org", "a long new one 5", next="/admin/")
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("address", [SIGN_IN, PASSWORD])
@pytest.mark.parametrize("next_page", ["//evil.example", "https://evil.example/", "/\\evil", "x\n"])
def test_signing_in_leads_to_no_other_site(client, address, next_page):
    make_member(email="ada@example.org")
    if address == PASSWORD:
        answer = sign_in_by_password(client, next=next_page)
    else:
        answer = sign_in_by_code(client, next=next_page)
    assert is_signed_in(client)
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")


@pytest.mark.parametrize("address", [SIGN_IN, PASSWORD, "/account/password/forgotten/"])
@pytest.mark.parametrize("typed", ["", "\0", "x" * 5000, "a@b", "☃@example.org", "a\n@example.org"])
def test_no_nonsense_is_more_than_an_error_beside_the_field(client, address, typed):
    data = {"email": [typed, typed], "login": typed, "password": typed}
    assert client.post(address, data).status_code in (302, 422)


@pytest.mark.parametrize("code", ["", "-", "\0", "☃", "9" * 5000, "000-000"])
def test_no_code_is_right_where_there_is_no_account(client, code):
    ask_for_code(client, "nobody@example.org")
    assert client.post(CODE, {"code": code}).status_code == 422


def test_no_mail_names_a_host_that_the_request_made_up(client):
    make_member(email="ada@example.org")
    client.post("/account/password/forgotten/", {"email": "ada@example.org"}, HTTP_HOST="127.0.0.1")
    ask_for_code(client, "nobody@example.org")
    for each in Mail.objects.all():
        assert "testserver" not in each.text + each.html
        assert "http://127.0.0.1:8000/" in each.text


def test_staff_are_members_too(client):
    staff = make_staff(email="ann@example.org")
    sign_in_by_code(client, "ann@example.org")
    assert client.get("/admin/").status_code == 200
    assert Member.objects.get(emailaddress__email="ann@example.org") == staff
