"""The lines of the design that a reviewer would otherwise have to watch.

Each rule is a function from sources ({path: text}) to the offences it finds, so that it can be
shown to find one.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("betterwork", "members", "projects")
LONGEST_FILE = 300
# One list with headings, read by looking one up.
LONGER = {"betterwork/settings.py": 400}

# betterwork → members → projects: an app may import itself and what stands to the right of it.
APPS = {"betterwork": {"betterwork", "members", "projects"}, "members": {"members", "projects"}}
# Inside projects, by the part of the tree; a part may import its own level and those below.
# What belongs to level 3 but imports neither models nor querysets, however indirectly, is plain
# Python: level 0.
LEVELS = {
    "querysets": 1,
    "bitmaps": 1,
    "models": 2,
    **dict.fromkeys(["filters", "facets", "cards", "chips", "map", "places", "refresh"], 3),
    **dict.fromkeys(
        ["finding", "reading", "checking", "deriving", "vocabulary", "words", "context"], 3
    ),
    **dict.fromkeys(["markdown", "text", "locks"], 3),
    **dict.fromkeys(["workflow", "submissions", "alerts", "websites", "loading", "tasks"], 4),
    **dict.fromkeys(["views", "channels", "api", "admin", "templatetags", "management"], 5),
    **dict.fromkeys(["urls", "apps", "converters"], 5),
}
ONLY_IMPORT_OF_GEOPY = "projects.places.geocoding"
HOMES_OF_STATES = ("projects.workflow", "projects.submissions.workflow", "members.workflow")
# Calls that write a row, where state=… would be a change and not a question.
WRITES = {"create", "update", "get_or_create", "update_or_create", "Project", "Submission"}
WRITES |= {"Application", "Complaint", "Event", "Message", "Registration", "ResourceProposal"}
WRITES |= {"Stewardship"}


@cache
def our_sources():
    """The text of every Python file of the site, by its path from the top."""
    paths = (path for app in CODE for path in (ROOT / app).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text() for path in paths}


def module_of(path):
    """projects/map/__init__.py → projects.map"""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path, text):
    """Every module, or name in one, that a source imports, at its top or inside a function."""
    package = (
        module_of(path) if path.endswith("__init__.py") else module_of(path).rpartition(".")[0]
    )
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], base]).strip(".")
            yield from (f"{base}.{alias.name}" for alias in node.names)


def import_graph(sources):
    """{module: the modules among the sources that it imports}."""
    modules = {module_of(path) for path in sources}

    def known(name):
        while name and name not in modules:
            name = name.rpartition(".")[0]
        return name

    return {
        module_of(path): {known(name) for name in imports(path, text)} - {""}
        for path, text in sources.items()
    }


def wrong_way_between_apps(sources):
    """Imports from an app that stands to the left."""
    return [
        f"{path} imports {name}"
        for path, text in sources.items()
        for name in imports(path, text)
        if name.split(".")[0] in CODE
        and name.split(".")[0] not in APPS.get(path.split("/")[0], {path.split("/")[0]})
    ]


def part(module):
    """The part of `projects` that a module belongs to: projects.map.svg → map."""
    return module.split(".")[1] if "." in module else ""


def needs_models(module, graph, seen=()):
    """Whether a module imports models or querysets, itself or through others."""
    if part(module) in ("models", "querysets"):
        return True
    return any(
        needs_models(other, graph, (*seen, module))
        for other in graph[module]
        if other != module and other not in seen
    )


def upward_inside_projects(sources):
    """Imports from a part of `projects` that stands above."""
    sources = {path: text for path, text in sources.items() if path.startswith("projects/")}
    graph = import_graph(
        {path: text for path, text in sources.items() if "/migrations/" not in path}
    )

    def level(module):
        usual = LEVELS[part(module)]
        return 0 if usual <= 3 and not needs_models(module, graph) else usual

    return [
        f"{module} imports {other}"
        for module, others in graph.items()
        if part(module)
        for other in others
        if part(other) and level(other) > LEVELS[part(module)]
    ]


def imports_of_geopy(sources):
    """Imports of geopy outside its one home, where its traps are dealt with."""
    return [
        path
        for path, text in sources.items()
        if module_of(path) != ONLY_IMPORT_OF_GEOPY
        and any(name.split(".")[0] == "geopy" for name in imports(path, text))
    ]


def changes_of_state(sources):
    """Lines outside the workflows that change a state instead of asking it to."""
    return [
        f"{path}:{node.lineno}"
        for path, text in sources.items()
        if not module_of(path).startswith(HOMES_OF_STATES) and "/migrations/" not in path
        for node in ast.walk(ast.parse(text))
        if changes_state(node)
    ]


def changes_state(node):
    """Whether a piece of syntax assigns `….state` or writes a row with state=…"""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(
            isinstance(target, ast.Attribute) and target.attr == "state" for target in targets
        )
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name == "setattr":
        return len(node.args) > 1 and getattr(node.args[1], "value", "") == "state"
    return name in WRITES and any(keyword.arg == "state" for keyword in node.keywords)


def too_long(sources):
    """Files that have to be split."""
    return [
        path for path, text in sources.items() if text.count("\n") > LONGER.get(path, LONGEST_FILE)
    ]


def test_apps_import_one_another_in_one_direction():
    assert wrong_way_between_apps(our_sources()) == []


def test_parts_of_projects_import_downwards():
    assert upward_inside_projects(our_sources()) == []


def test_every_part_of_projects_has_its_level():
    parts = {part(module_of(path)) for path in our_sources() if path.startswith("projects/")}
    assert parts - {"", "migrations"} <= set(LEVELS)


def test_geopy_is_imported_in_one_place():
    assert imports_of_geopy(our_sources()) == []


def test_states_change_in_the_workflow_only():
    assert changes_of_state(our_sources()) == []


def test_no_file_is_longer_than_people_like_to_read():
    written = [
        path
        for folder in (*CODE, "tests", "bench", "templates", "static", "fixtures")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".css", ".js") and "migrations" not in path.parts
    ]
    assert too_long({str(path.relative_to(ROOT)): path.read_text() for path in written}) == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (wrong_way_between_apps, "projects/models/x.py", "from members.models import Member"),
        (wrong_way_between_apps, "members/x.py", "import betterwork.settings"),
        (wrong_way_between_apps, "projects/x.py", "def f():\n    from betterwork import postgres"),
        (upward_inside_projects, "projects/querysets.py", "from projects.models import Project"),
        (upward_inside_projects, "projects/models/x.py", "from ..filters import ProjectFilter"),
        (upward_inside_projects, "projects/filters.py", "from projects import views"),
        (imports_of_geopy, "projects/views/x.py", "from geopy.geocoders import Nominatim"),
        (changes_of_state, "projects/admin/x.py", "project.state = 'published'"),
        (changes_of_state, "projects/admin/x.py", "Project.objects.update(state='withdrawn')"),
        (changes_of_state, "projects/views/x.py", "Project(name='x', state='published').save()"),
        (changes_of_state, "projects/views/x.py", "setattr(project, 'state', 'published')"),
        (too_long, "projects/x.py", "x = 1\n" * (LONGEST_FILE + 1)),
    ],
)
def test_each_rule_finds_an_offence(rule, path, text):
    around = {
        "projects/__init__.py": "",
        "projects/models/__init__.py": "",
        "projects/filters.py": "from projects.models import Project",
        "projects/views/__init__.py": "from projects.filters import ProjectFilter",
    }
    assert len(rule(around | {path: text})) == 1
    assert rule(around) == []


def test_plain_python_may_be_imported_from_anywhere():
    sources = {
        "projects/querysets.py": "from projects.places.distance import miles",
        "projects/places/distance.py": "import math",
    }
    assert upward_inside_projects(sources) == []
    indirect = {"projects/places/distance.py": "from projects.models import Place",
                "projects/models/__init__.py": ""}  # fmt: skip
    assert upward_inside_projects(sources | indirect) != []
