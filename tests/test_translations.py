"""Every text of the network's pages and mails is ready for another language (gettext).

What is not marked for translation would stay English in the middle of a Welsh page. Each rule is a
function from a text to the offences it finds, so that it can be shown to find one.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ["members", "account", "mfa", "mail/network"]
NAMES = re.compile(r"Better Work (Map|Network)|JSON|HTML|Subject|https?://\S+")
# Attributes that people read or hear.
READ = re.compile(r'\s(?:alt|title|placeholder|aria-label|aria-description)="([^"]*)"')
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
ADDRESS = re.compile(r"{% block canonical %}.*?{% endblock( canonical)? %}")
CODE = re.compile(r"{%.*?%}|{{.*?}}|<(style|script)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[A-Za-z]{2,}")
# What people read, by the name of the argument.
ARGUMENTS = {"label", "help_text", "empty_label"}
CALLS = {"NotAllowed", "ValidationError", "TooMany", "add_error"}


def bare_texts(template):
    """Return the words of a template that are not marked for translation."""
    left = COMMENT.sub(" ", TRANSLATED.sub(" ", template))
    left = CODE.sub(" ", ADDRESS.sub(" ", left))
    read = " ".join(READ.findall(left))
    left = re.sub(r"&\w+;", " ", TAG.sub(" ", left))
    return WORD.findall(NAMES.sub(" ", f"{left} {read}"))


def bare_strings(source):
    """Return the lines of Python where somebody reads a string that is not marked."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        said = [each.value for each in node.keywords if each.arg in ARGUMENTS]
        if name in CALLS:
            said += node.args[name == "add_error" :]
        found += [node.lineno for each in said if _is_bare(each)]
    return found


def _is_bare(node):
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def templates():
    """Return the network's templates, by path."""
    found = {}
    for folder in TEMPLATES:
        for path in sorted((ROOT / "templates" / folder).rglob("*.*")):
            found[path.relative_to(ROOT).as_posix()] = path.read_text()
    return found


def sources():
    """Return what speaks to people: all of members but models and the admin, which is staff's."""
    found = {}
    for path in sorted((ROOT / "members").rglob("*.py")):
        if not {"models", "migrations", "admin"} & set(path.parts):
            found[path.relative_to(ROOT).as_posix()] = path.read_text()
    return found


def test_every_text_of_a_template_is_marked_for_translation():
    assert {path: bare for path, text in templates().items() if (bare := bare_texts(text))} == {}


def test_every_text_of_a_form_or_refusal_is_marked_for_translation():
    assert {path: bare for path, text in sources().items() if (bare := bare_strings(text))} == {}


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello</p>",
        '<img alt="A map">',
        "{% if x %}Yes{% endif %}",
        "<p>{{ name }} has left</p>",
    ],
)
def test_a_bare_text_is_found(template):
    assert bare_texts(template)
    assert bare_strings('Line(label="Your name")') and bare_strings('NotAllowed("It is over.")')


def test_what_is_marked_is_none():
    marked = '{% translate "Hello" %}<p class="lede">{% blocktranslate %}Hi{% endblocktranslate %}'
    assert (
        bare_texts(marked + '<a href="{% url "join" %}" aria-label="{% translate "Go" %}">') == []
    )
    assert bare_strings('Line(label=_("Your name"), name="a b")') == []
