"""Which network addresses the link checker may connect to: those of the public internet."""

import ipaddress

_PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # the way to IPv4 on a network that has only IPv6
_REFUSED = [
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # the network's own machinery
        "192.88.99.0/24",  # relays of 6to4
        "2002::/16",  # 6to4: leads to any IPv4 address, a private one too
        "3fff::/20",  # documentation, not known as such to Python 3.11
    )
]


def is_public(text):
    """Whether an IP address, as text, is one that anybody on the internet can connect to.

    Raises ValueError where it is no IP address.
    """
    address = ipaddress.ip_address(text)
    if address.version == 6:
        if address.ipv4_mapped:
            address = address.ipv4_mapped
        elif address in _NAT64:
            address = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        elif address not in _PUBLIC_IPV6:
            return False
    if any(address.version == each.version and address in each for each in _REFUSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
