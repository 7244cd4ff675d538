import pytest

from projects.websites.guard import is_public

# The machine itself, networks behind a router, the cloud's metadata, and the ways to write them in
# IPv6: mapped, compatible, 6to4, Teredo, NAT64.
PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.0.9", "192.0.2.1", "198.18.0.1"),
    *("224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("::1", "::", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "ff0e::1"),
    *("2001:db8::1", "2001::1", "2002:7f00:1::1", "2002:a00:1::1", "3fff::1", "100::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
]
PUBLIC = [
    *("8.8.8.8", "151.101.0.81", "::ffff:8.8.8.8", "2a00:1450:4009:81f::200e"),
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_on_the_public_internet_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_on_the_public_internet_is_allowed(address):
    assert is_public(address)


def test_what_is_no_address_is_an_error():
    with pytest.raises(ValueError):
        is_public("example.org")
