"""The settings about geocoders, read from the environment and checked."""

from django.core.exceptions import ImproperlyConfigured

OWN, OUTSIDE = {"postcodes", "gazetteer"}, {"postcodes.io", "nominatim"}


def settings_from(env, site_url, contact_email):
    """Return the settings by name. Raises ImproperlyConfigured."""
    identity = f"BetterWorkMap ({site_url}; {contact_email})" if contact_email else ""
    found = {
        # What is asked for the point of an address: our own tables, and services outside only
        # where the operator names them. Each gets the address or postcode and no name.
        "GEOCODERS": env.list("GEOCODERS", default=["postcodes", "gazetteer"]),
        "POSTCODES_IO_URL": env.str("POSTCODES_IO_URL", default="https://api.postcodes.io"),
        "NOMINATIM_URL": env.str("NOMINATIM_URL", default="https://nominatim.openstreetmap.org"),
        # Lets the place search ask postcodes.io for a district that we do not hold, such as BT48.
        "PLACE_SEARCH_ASKS_POSTCODES_IO": env.bool("PLACE_SEARCH_ASKS_POSTCODES_IO", default=False),
        # The services want to know who asks.
        "GEOCODER_USER_AGENT": env.str("GEOCODER_USER_AGENT", default=identity),
        # For one question, with everything that belongs to it; a submission may need two.
        "GEOCODER_SECONDS": env.float("GEOCODER_SECONDS", default=4.5),
    }
    _check(found)
    return found


def _check(found):
    if unknown := set(found["GEOCODERS"]) - OWN - OUTSIDE:
        raise ImproperlyConfigured(f"GEOCODERS has unknown names: {', '.join(sorted(unknown))}.")
    if not 0.5 <= found["GEOCODER_SECONDS"] <= 5:
        raise ImproperlyConfigured("GEOCODER_SECONDS must be between 0.5 and 5.")
    for name in ("POSTCODES_IO_URL", "NOMINATIM_URL"):
        if not found[name].startswith(("https://", "http://")):
            raise ImproperlyConfigured(f"{name} must begin with https:// or http://.")
    asks_others = found["PLACE_SEARCH_ASKS_POSTCODES_IO"] or OUTSIDE & set(found["GEOCODERS"])
    if asks_others and not found["GEOCODER_USER_AGENT"]:
        raise ImproperlyConfigured(
            "Set CONTACT_EMAIL (or GEOCODER_USER_AGENT): geocoders want to know who asks."
        )
