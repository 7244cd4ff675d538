"""What axe, which knows the rules of accessibility, finds wrong on a page."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Between the light and the dark theme, only colours differ.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def found_on(page, only=TAGS, within=None):
    """Return what axe finds wrong, one line for each kind.

    `only` is what axe calls runOnly; `within` is the selector of the part to look at.
    """
    # Of what passes, one example for each rule: all of it takes longer to send than to find.
    options = {"runOnly": only, "resultTypes": ["violations"]}
    violations = Axe().run(page, context=within, options=options).response["violations"]
    return [
        f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})" for each in violations
    ]
