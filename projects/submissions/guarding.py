"""What keeps programs from filling the queue, without asking people to prove that they are none."""

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

HONEYPOT = "subject"  # no browser fills in this one by itself
TOKEN = "form_token"
_signer = Signer(salt="projects.submissions.form")

FILLED_TRAP = (
    "The box named “Leave this empty” has something in it. Empty it and press the button once more."
)
TOO_FAST = "That was faster than anybody types. Look it over and press the button once more."
NO_TOKEN = "This form had lost its mark. Everything is kept: press the button once more."


@dataclass(frozen=True)
class FormToken:
    """What marks one form that was given out, so that sending it twice makes one submission.

    text: as it stands in the form, signed. key: the part that is stored. issued: seconds of the
    epoch.
    """

    text: str
    key: str
    issued: float


def new_form_token(issued=None):
    """Return a token for a form that is given out now, or at that time."""
    key, issued = secrets.token_urlsafe(24), round(time.time() if issued is None else issued, 2)
    return FormToken(_signer.sign(f"{key}.{issued}"), key, issued)


def read_form_token(text):
    """Return the FormToken, or None where this site did not sign it."""
    try:
        key, _, issued = _signer.unsign(text or "").partition(".")
    except BadSignature:
        return None
    return FormToken(text, key, float(issued))


def check(data, now=None):
    """Return (token to put into the form, what is wrong for people or "").

    data: what was sent. Where something is wrong the form is shown again with all that was typed,
    and the next press may work.
    """
    token = read_form_token(data.get(TOKEN))
    if token is None:
        return new_form_token(), NO_TOKEN
    if data.get(HONEYPOT):
        return token, FILLED_TRAP
    if (time.time() if now is None else now) - token.issued < settings.FORM_LEAST_SECONDS:
        return token, TOO_FAST
    return token, ""


def sender_of(request):
    """Return a keyed digest (64 letters) of the network that a request came from, or "".

    Of an IPv6 address the first 64 bits count, because one household has all the rest.
    """
    for address in (_network_address(request), request.META.get("REMOTE_ADDR", "")):
        with suppress(ValueError):
            return _digest(ip_address(_without_port(address.strip())))
    return ""


def _without_port(address):
    """Return "192.0.2.1" of "192.0.2.1:443", and "2001:db8::1" of "[2001:db8::1]:443"."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address


def _digest(ip):
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    network = ip_network(f"{ip}/64", strict=False) if ip.version == 6 else ip
    salt = "projects.submissions.sender"
    return salted_hmac(salt, str(network), algorithm="sha256").hexdigest()


def _network_address(request):
    """The address as our own proxies saw it: what stands before theirs anybody can make up."""
    proxies = settings.TRUSTED_PROXY_COUNT
    passed_on = request.headers.get("x-forwarded-for", "").split(",")
    if proxies and len(passed_on) >= proxies and passed_on[-proxies].strip():
        return passed_on[-proxies]
    return request.META.get("REMOTE_ADDR", "")
