"""Static files: hashed names that may be cached for ever, compressed beforehand."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

RELATIVE_PATH = r"""["'](?P<url>\.{1,2}/[^"'\n]+\.m?js)["']"""


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also put the hashed names into the relative imports of JavaScript modules.

    Django's own `support_js_module_import_aggregation` takes `import("../htmx")`, a type in a
    comment of htmx, for a file and fails; here a path begins with a dot and ends with .js.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "*.js",
            (
                (
                    rf"(?P<matched>\b(?P<what>(?:import|export)\s[^;\"'()]*?\sfrom)\s*{RELATIVE_PATH})",
                    '%(what)s "%(url)s"',
                ),
                (rf"(?P<matched>\bimport\s*{RELATIVE_PATH})", 'import "%(url)s"'),
                (rf"(?P<matched>\bimport\(\s*{RELATIVE_PATH}\s*\))", 'import("%(url)s")'),
            ),
        ),
    )
