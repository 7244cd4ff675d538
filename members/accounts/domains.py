"""Whether an e-mail address and a website belong to the same organisation: a help for staff.

It proves nothing: it compares the domain that somebody has registered. The whole list of suffixes
under which domains are registered is long and changes; here are those that British organisations
mostly have.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

# Under these, and not under "uk" itself, organisations register their names.
SECOND_LEVEL = {
    f"{name}.uk"
    for name in ["ac", "co", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"]
}
SECOND_LEVEL |= {
    "eu.com", "eu.org", "gb.com", "gb.net", "gov.scot", "gov.wales", "gov.ie", "hscni.net",
    "llyw.cymru", "nhs.scot", "nhs.wales", "uk.com", "uk.net",
}  # fmt: skip
# In other countries most names that are for everybody look like these: .com.au, .co.nz.
ABROAD = {"ac", "co", "com", "edu", "gov", "ltd", "net", "org"}
# A school's name stands below that of its council: hill.leeds.sch.uk.
THIRD_LEVEL = "sch.uk"
# Below these, too, others have names of their own: dwp.blog.gov.uk, ggc.scot.nhs.uk.
SHARED_SUFFIXES = {"blog.gov.uk", "campaign.gov.uk", "scot.nhs.uk", "service.gov.uk"}
# Anybody can have an address, or a page, under these.
SHARED = {
    "amazonaws.com", "aol.co.uk", "aol.com", "appleid.com", "azurestaticapps.net",
    "azurewebsites.net", "bigcartel.com", "blogger.com", "blogspot.co.uk", "blogspot.com",
    "blueyonder.co.uk", "bsky.social", "btck.co.uk", "btconnect.com", "btinternet.com",
    "btopenworld.com", "bubbleapps.io", "canva.site", "carrd.co", "cloudfront.net", "duck.com",
    "email.com", "eventbrite.co.uk", "eventbrite.com", "facebook.com", "fastmail.com",
    "fastmail.fm", "firebaseapp.com", "fly.dev", "framer.website", "ghost.io", "gitbook.io",
    "github.io", "gitlab.io", "glitch.me", "gmail.com", "gmx.co.uk", "gmx.com", "gmx.net",
    "godaddysites.com", "gofundme.com", "google.com", "googlemail.com", "herokuapp.com", "hey.com",
    "hotmail.co.uk", "hotmail.com", "hotmail.fr", "hushmail.com", "icloud.com", "instagram.com",
    "jimdo.com", "jimdofree.com", "jimdosite.com", "justgiving.com", "linkedin.com", "linktr.ee",
    "live.co.uk", "live.com", "mac.com", "mail.com", "mailbox.org", "mastodon.social", "me.com",
    "medium.com", "meetup.com", "mozmail.com", "msn.com", "myshopify.com", "mystrikingly.com",
    "neocities.org", "netlify.app", "nhs.net", "notion.site", "ntlworld.com", "o2.co.uk",
    "onmicrosoft.com", "onrender.com", "orange.net", "outlook.co.uk", "outlook.com", "pages.dev",
    "plus.com", "plus.net", "pm.me", "posteo.net", "proton.me", "protonmail.com",
    "readymag.website", "replit.app", "riseup.net", "rocketmail.com", "sharepoint.com",
    "site123.me", "sky.com", "square.site", "squarespace.com", "strikingly.com", "substack.com",
    "surge.sh", "talktalk.net", "tesco.net", "tiktok.com", "tiscali.co.uk", "tumblr.com",
    "tuta.com", "tutanota.com", "twitter.com", "vercel.app", "virgin.net", "virginmedia.com",
    "wales.nhs.uk", "web.app", "webflow.io", "webnode.co.uk", "webnode.com", "weebly.com",
    "wixsite.com", "wixstudio.com", "wixstudio.io", "wordpress.com", "wordpress.org",
    "workers.dev", "wpcomstaging.com", "wpengine.com", "x.com", "yahoo.co.uk", "yahoo.com",
    "yahoo.fr", "yandex.com", "ymail.com", "yolasite.com", "youtube.com", "zen.co.uk", "zoho.com",
    "zohomail.com",
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
    parts = _parts(labels)
    registered = ".".join(labels[-parts:])
    return registered if len(labels) >= parts and registered not in SHARED else ""


def _parts(labels):
    """Return how many labels, from the right, somebody has registered."""
    suffix = ".".join(labels[-2:])
    if suffix == THIRD_LEVEL or ".".join(labels[-3:]) in SHARED_SUFFIXES:
        return 4
    is_abroad = len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in ABROAD
    return 3 if suffix in SECOND_LEVEL or is_abroad else 2


def _is_in_numbers(name):
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
