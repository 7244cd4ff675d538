"""Whether an e-mail address and a website belong to the same organisation."""

import pytest

from members.accounts.domains import domain_agrees, registered_domain


@pytest.mark.parametrize(
    ("email", "website"),
    [
        ("ann@walcot.org", "https://walcot.org/"),
        ("ann@mail.walcot.org.uk", "https://www.walcot.org.uk/projects"),
        ("ANN@Walcot.ORG.uk", "www.walcot.org.uk"),
        ("ann@lambeth.gov.uk", "http://beta.lambeth.gov.uk:8080/x"),
        ("ann@hill.leeds.sch.uk", "https://www.hill.leeds.sch.uk"),
        ("ann@gwaith-teg.cymru", "https://gwaith-teg.cymru"),
        ("ann@xn--caf-dma.org", "https://café.org"),
        ("ann@fife.gov.scot", "https://www.fife.gov.scot"),
        ("ann@cadw.gov.wales", "https://cadw.gov.wales"),
        ("ann@walcot.uk.com", "https://www.walcot.uk.com"),
        ("ann@walcot.com.au", "https://walcot.com.au"),
    ],
)
def test_the_same_registered_domain_agrees(email, website):
    assert domain_agrees(email, website)


@pytest.mark.parametrize(
    ("email", "website"),
    [
        ("ann@walcot.org", "https://walcot.org.uk/"),
        ("ann@other.org.uk", "https://walcot.org.uk/"),
        ("ann@org.uk", "https://org.uk/"),
        ("ann@dwp.gov.uk", "https://www.gov.uk/"),
        ("ann@hill.leeds.sch.uk", "https://vale.leeds.sch.uk"),
        ("ann@gmail.com", "https://gmail.com/"),
        ("ann@nhs.net", "https://nhs.net/"),
        ("ann@foo.gov.scot", "https://bar.gov.scot"),
        ("ann@foo.gov.wales", "https://bar.gov.wales"),
        ("ann@foo.llyw.cymru", "https://bar.llyw.cymru"),
        ("ann@foo.blog.gov.uk", "https://bar.blog.gov.uk"),
        ("ann@wales.nhs.uk", "https://bar.wales.nhs.uk"),
        ("ann@foo.uk.com", "https://bar.uk.com"),
        ("ann@foo.com.au", "https://bar.com.au"),
        ("ann@foo.onmicrosoft.com", "https://bar.onmicrosoft.com"),
        ("ann@foo.web.app", "https://bar.web.app"),
        ("ann@foo.pages.dev", "https://bar.pages.dev"),
        ("ann@google.com", "https://sites.google.com/walcot"),
        ("ann@walcot.org.evil.example", "https://walcot.org"),
        ("ann@192.0.2.1", "http://192.0.2.1/"),
        ("ann@localhost", "http://localhost/"),
        ("", ""),
        ("ann", "https://ann"),
        ("ann@a..b", "https://a..b"),
        ("ann@" + "x" * 300 + ".org", "https://" + "x" * 300 + ".org"),
        ("ann@walcot.org", "https://[broken"),
    ],
)
def test_others_and_what_makes_no_sense_do_not(email, website):
    assert not domain_agrees(email, website)


def test_what_was_registered_is_told():
    assert registered_domain("a.b.walcot.org.uk.") == "walcot.org.uk"
