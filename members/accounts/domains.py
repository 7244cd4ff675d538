"""Whether an e-mail address and a website belong to the same organisation: a help for staff.

It proves nothing: it compares the domain that somebody has registered. The whole list of suffixes
under which domains are registered is long and changes; here are those of British organisations.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

# Under these, and not under "uk" itself, organisations register their names.
UK_SECOND_LEVEL = {
    f"{name}.uk"
    for name in ["ac", "co", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"]
}
# A school's name stands below that of its council: hill.leeds.sch.uk.
THIRD_LEVEL = "sch.uk"
# Anybody can have an address, or a page, under these.
SHARED = {
    "aol.com", "blogspot.com", "btinternet.com", "eventbrite.co.uk", "facebook.com",
    "fastmail.com", "github.io", "gmail.com", "gmx.co.uk", "gmx.com", "google.com",
    "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com", "instagram.com",
    "linkedin.com", "live.co.uk", "live.com", "mac.com", "mail.com", "me.com", "medium.com",
    "msn.com", "nhs.net", "ntlworld.com", "outlook.com", "pm.me", "proton.me", "protonmail.com",
    "sky.com", "squarespace.com", "substack.com", "talktalk.net", "twitter.com",
    "virginmedia.com", "webflow.io", "weebly.com", "wixsite.com", "wordpress.com", "x.com",
    "yahoo.co.uk", "yahoo.com", "ymail.com", "youtube.com",
}  # fmt: skip


def domain_agrees(email, website):
    """Whether both stand under one registered domain that is not open to everybody.

    email, website: as they were typed; whatever makes no sense agrees with nothing.
    """
    _, at, of_email = email.strip().rpartition("@")
    registered = registered_domain(of_email) if at else ""
    return bool(registered) and registered == registered_domain(host_of(website))


def host_of(website):
    """Return the host of a web address, with or without its scheme; "" where there is none."""
    website = website.strip()
    try:
        return urlsplit(website if "//" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""


def registered_domain(host):
    """Return what somebody has registered of a host: "example.org.uk" of "mail.example.org.uk".

    Returns "" for a bare suffix, an address in numbers, or a domain that many people share.
    """
    try:
        name = host.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return ""
    labels = name.split(".")
    if _is_in_numbers(name) or not all(labels):
        return ""
    suffix = ".".join(labels[-2:])
    parts = 2
    if suffix in UK_SECOND_LEVEL:
        parts = 4 if suffix == THIRD_LEVEL else 3
    registered = ".".join(labels[-parts:])
    return registered if len(labels) >= parts and registered not in SHARED else ""


def _is_in_numbers(name):
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
