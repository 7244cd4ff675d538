"""Every text of the network's pages and mails is ready for another language (gettext).

What is not marked for translation would stay English in the middle of a Welsh page. Each rule is a
function from a text to the offences it finds, so that it can be shown to find one.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ["members", "account", "mfa", "mail/network", "admin/members", "projects/resources"]
# What the network's pages share with the rest of the site.
SHARED = (
    "base.html",
    "_header.html",
    "_footer.html",
    "_nav_link.html",
    "_error_page.html",
    "400.html",
    "403.html",
    "404.html",
    "429.html",
    "500.html",
    "503.html",
    "projects/_chips.html",
    "projects/_facet.html",
    "projects/_pagination.html",
    "projects/_problems.html",
    "projects/_resources.html",
    "projects/submit/_error.html",
    "projects/submit/_errors.html",
    "projects/submit/_field.html",
    "projects/submit/_send_again.html",
    "projects/submit/_tick.html",
    "projects/submit/_ticks.html",
    "projects/submit/_typed.html",
    "projects/submit/_you.html",
    "projects/submit/gone.html",
    "projects/submit/refused.html",
    "projects/submit/signed_out.html",
    "projects/submit/unavailable.html",
)
NAMES = re.compile(r"Better Work (Map|Network)|JSON|HTML|Subject|https?://\S+")
# Attributes that people read or hear.
READ = re.compile(r'\s(?:alt|title|placeholder|aria-label|aria-description)="([^"]*)"')
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
ADDRESS = re.compile(r"{% block canonical %}.*?{% endblock( canonical)? %}")
CODE = re.compile(r"{%.*?%}|{{.*?}}|<(style|script)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[A-Za-z]{2,}")
# What people read, by the name of the argument, or of what a class or a module says by it.
ARGUMENTS = {"label", "help_text", "empty_label", "description", "short_description", "title"}
ARGUMENTS |= {"verbose_name", "verbose_name_plural", "search_help_text", "needs_words", "reason"}
# And by the call: the first of its arguments that people read.
CALLS = {"NotAllowed": 0, "ValidationError": 0, "TooMany": 0, "add_error": 1, "message_user": 1}
CALLS |= {"Button": 1, "Figures": 0, "move": 3}
MARKS = re.compile(r"_|_now|say|n?gettext(_lazy)?")
SENTENCE = re.compile(r"^\W*[A-Z][a-z]+(\s|[.:?!…]$)")
# Nobody but programmers reads why these were left out, nor what a page that is not there lacks.
FOR_US = {"LEFT_OUT", "IMPERSONAL", "DIRECTORY", "OURS", "MACHINE", "STAYS"}
CALLS_FOR_US = {"Http404", "ExceptionGroup"}


def bare_texts(template):
    """Return the words of a template that are not marked for translation."""
    left = COMMENT.sub(" ", TRANSLATED.sub(" ", template))
    left = CODE.sub(" ", ADDRESS.sub(" ", left))
    read = " ".join(READ.findall(left))
    left = re.sub(r"&\w+;", " ", TAG.sub(" ", left))
    return WORD.findall(NAMES.sub(" ", f"{left} {read}"))


def bare_strings(source):
    """Return the lines of Python where somebody reads a string that is not marked."""
    nodes = list(ast.walk(ast.parse(source)))
    said = [text for node in nodes for text in _said_by(node)]
    found = {each.lineno for each in said if _holds(each, WORD)}
    passed = {id(each) for node in nodes if _is_passed(node) for each in ast.walk(node)}
    found |= {node.lineno for node in nodes if id(node) not in passed and _holds(node, SENTENCE)}
    return sorted(found)


def _said_by(node):
    """Return the parts of a node that people read, whatever stands in them."""
    match node:
        case ast.Call():
            said = [each.value for each in node.keywords if each.arg in ARGUMENTS]
            first = CALLS.get(_called(node))
            return said if first is None else [*said, *node.args[first:]]
        case ast.Assign(targets=[ast.Name(id=name)]) if name in ARGUMENTS:
            return [node.value]
        case ast.Tuple(elts=[heading, ast.Dict(keys=[ast.Constant(value="fields"), *_])]):
            return [heading]
    return []


def _is_passed(node):
    """Whether nothing in a node is a bare text: it is marked, for us, or a docstring."""
    match node:
        case ast.Call():
            return bool(MARKS.fullmatch(_called(node))) or _called(node) in CALLS_FOR_US
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in FOR_US
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _called(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _holds(node, words):
    """Whether a node is a string, or one with values in it, that holds such words itself."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and words.search(NAMES.sub("", text)) for text in texts)


def templates():
    """Return the network's templates and those it shares, by path."""
    root = ROOT / "templates"
    found = [path for folder in TEMPLATES for path in sorted((root / folder).rglob("*.*"))]
    found += [root / name for name in SHARED]
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in found}


def sources():
    """Return what speaks to people: all of members but models and what is typed at a console."""
    found = {}
    for path in sorted((ROOT / "members").rglob("*.py")):
        if not {"models", "migrations", "management"} & set(path.parts):
            found[path.relative_to(ROOT).as_posix()] = path.read_text()
    return found


def test_every_text_of_a_template_is_marked_for_translation():
    assert {path: bare for path, text in templates().items() if (bare := bare_texts(text))} == {}


def test_every_text_in_python_is_marked_for_translation():
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


@pytest.mark.parametrize(
    "source",
    [
        'Line(label="Name")',
        'NotAllowed("It is over.")',
        'raise ValidationError(f"No {name}")',
        'form.add_error("name", "Missing.")',
        'self.message_user(request, "Done.", messages.SUCCESS)',
        '@admin.display(description="who")\ndef who(self, row): pass',
        'class Filter:\n    title = "area"',
        'class Meta:\n    verbose_name = "a thing"',
        'fieldsets = [("Dates", {"fields": ["when"]})]',
        'move(thing, state, None, "Answered")',
        'words = "Nobody any more"',
        'words = f"Account {number}"',
    ],
)
def test_a_bare_string_is_found(source):
    assert bare_strings(source)


def test_what_is_marked_is_none():
    marked = '{% translate "Hello" %}<p class="lede">{% blocktranslate %}Hi{% endblocktranslate %}'
    assert (
        bare_texts(marked + '<a href="{% url "join" %}" aria-label="{% translate "Go" %}">') == []
    )
    assert bare_strings('Line(label=_("Your name"), name="a b")') == []
    assert bare_strings("message_user(request, f'{_(\"Not done:\")} {why}')") == []
    assert bare_strings('def x():\n    """Say it."""\n    raise Http404("Not here.")') == []
