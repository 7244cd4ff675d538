"""Text as it is compared: small letters without accents."""

import re
import unicodedata


def plain(text):
    """Return the text in small letters, without accents, NUL and lone surrogates.

    Does what PostgreSQL's lower(unaccent(…)) does, for all letters of the UK's languages.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (c for c in decomposed if not unicodedata.combining(c) and c != "\0")
    return "".join(c for c in kept if not "\ud800" <= c <= "\udfff").lower()


MOST_WORDS = 32
_WORD = re.compile(r'-?"[^"]*"|-?\w[\w.&/-]*')


def search_words(text):
    """Return what to search for: words and "phrases", each with at most one minus before it.

    Of a long row of dashes PostgreSQL makes a nested "not" that it cannot work off.
    """
    words = _WORD.findall(re.sub("-+", "-", plain(text)))
    return " ".join(words[:MOST_WORDS])
