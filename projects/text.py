"""Text as it is compared: small letters without accents."""

import unicodedata


def plain(text):
    """Return the text in small letters, without accents, NUL and lone surrogates.

    Does what PostgreSQL's lower(unaccent(…)) does, for all letters of the UK's languages.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (c for c in decomposed if not unicodedata.combining(c) and c != "\0")
    return "".join(c for c in kept if not "\ud800" <= c <= "\udfff").lower()
