"""The shape of the house: arrows point upward, rules are pure, pieces are small, nothing names the place it was made at."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "motcua"
ORDER = (
    "rules",
    "catalogue",
    "people",
    "workflow",
    "dossiers",
    "ledger",
    "hub",
    "exchange",
    "notices",
    "casework",
    "registers",
    "reports",
    "findings",
    "index",
    "closing",
    "boards",
    "api",
    "site",
    "cli",
)
"""A folder may use those before it, and itself."""

FUNCTION_LINES = 45
FILE_LINES = 300

PURE = frozenset({
    "__future__", "array", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
    "itertools", "math",
    "operator", "re", "typing", "zoneinfo", "numpy", "polars", "holidays", "motcua",
})  # fmt: skip
"""All that a rule may import."""
IMPURE = frozenset(
    {"open", "print", "input", "exec", "eval", "now", "utcnow", "today", "time", "read_text", "write_text"}
)
"""What a rule may not call: files, screens, clocks."""

SKIPPED = {
    ".git",
    ".venv",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    "__pycache__",
    "node_modules",
}
# Written in halves so that this file does not name them.
PLACES = re.compile("|".join((
    r"(?<![\w./-])/" + r"(?:work|root)/", r"(?<![\w./-])/" + r"tmp/x\b", r"/home/" + r"\w+/",
)))  # fmt: skip
INDEXES = re.compile("|".join((
    r"pypi\." + r"(?:org|python)", "python" + "hosted", "npm" + r"js\.", "conda" + r"\.anaconda", "arti" + "factory",
    r"--(?:extra-)?" + "index-url", r"https?://\S+/" + r"simple\b", "sources" + r"\.list", "UV_" + "INDEX", "PIP_" + "INDEX",
)), re.IGNORECASE)  # fmt: skip


def modules() -> Iterator[Path]:
    """Our own modules, migrations aside."""
    return (path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the name of everything a module imports, also inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            yield node.lineno, node.module or ""
            if node.module == "motcua":
                yield from ((node.lineno, f"motcua.{alias.name}") for alias in node.names)


def folder_of(name: str) -> str | None:
    """The folder of ours that a dotted name lies in."""
    parts = name.split(".")
    return parts[1] if parts[0] == "motcua" and len(parts) > 1 else None


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def may_use(user: str, used: str) -> bool:
    return ORDER.index(used) <= ORDER.index(user)


def test_every_folder_has_its_place_in_the_order() -> None:
    folders = {path.relative_to(SOURCE).parts[0] for path in modules() if path.parent != SOURCE}

    assert folders - set(ORDER) == set()


def test_arrows_point_only_upward() -> None:
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in modules()
        if path.parent != SOURCE
        for line, name in imports(path)
        if (used := folder_of(name)) and not may_use(path.relative_to(SOURCE).parts[0], used)
    ]

    assert wrong == []


def test_rules_import_neither_frameworks_nor_anything_that_reads_or_writes() -> None:
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in modules()
        if "rules" in path.relative_to(SOURCE).parts[:1]
        for line, name in imports(path)
        if name.split(".")[0] not in PURE or folder_of(name) not in (None, "rules")
    ]

    assert wrong == []


def test_rules_ask_neither_files_nor_clocks() -> None:
    wrong = [
        f"{place(path, node.lineno)} calls {called}"
        for path in modules()
        if "rules" in path.relative_to(SOURCE).parts[:1]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and (called := _called(node)) in IMPURE
    ]

    assert wrong == []


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_no_function_is_long() -> None:
    long = [
        f"{place(path, node.lineno)} {node.name}: {length} lines"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]

    assert long == []


def test_no_file_is_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {place(path, count) for path, count in lengths.items() if count > FILE_LINES} == set()


@cache
def texts() -> dict[Path, str]:
    """Every text of the repository."""
    found = {}
    for path in repository():
        content = path.read_bytes()
        if b"\x00" not in content[:8192]:
            found[path] = content.decode("utf-8", "replace")
    return found


def repository() -> list[Path]:
    """The files that git knows or would add; without git, all but what tools leave behind."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout
        return [path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file()]
    there = sorted(path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in there if not SKIPPED & set(path.relative_to(ROOT).parts)]


@pytest.mark.parametrize("pattern", [PLACES, INDEXES], ids=["machines", "package indexes"])
def test_nothing_names_where_it_was_made(pattern: re.Pattern[str]) -> None:
    named = [
        f"{place(path, text[: found.start()].count(chr(10)) + 1)}: {found[0]}"
        for path, text in texts().items()
        for found in pattern.finditer(text)
    ]

    assert named == []


def test_the_patterns_find_what_they_are_for() -> None:
    for text in ("see /" + "work/main", "'/" + "root/.cache'", "in /" + "tmp/x/a.py", "/home/" + "ann/x"):
        assert PLACES.search(text), text
    for text in (
        "https://pypi" + ".org/project",
        "--index" + "-url https://a.b/c",
        "https://a.b/" + "simple/",
    ):
        assert INDEXES.search(text), text
    assert not PLACES.search("homework/ and net/work/ and ./tmp/x")


def dependencies(group: str) -> set[str]:
    """The names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["project"]["dependencies"] if group == "project" else project["dependency-groups"][group]
    return {_bare(entry) for entry in listed}


def _bare(entry: str) -> str:
    """The name without extras and versions."""
    return re.split(r"[\[<>=~!; ]", entry, maxsplit=1)[0].lower()


@pytest.mark.parametrize("group", ["project", "dev"])
def test_every_dependency_has_its_reason(group: str) -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    reasons = {_bare(found[1]): found[2] for found in re.finditer(r"^- `([^`]+)`: (.+)$", text, re.MULTILINE)}

    assert sorted(dependencies(group) - set(reasons)) == []
    assert sorted(set(reasons) - dependencies("project") - dependencies("dev")) == []
    assert [name for name, reason in reasons.items() if len(reason) < 10] == []


def test_what_writes_takes_the_write_lock_first() -> None:
    """On SQLite a transaction that reads and then writes is refused at once where somebody wrote in between."""
    takers = {SOURCE / "catalogue" / "writing.py"}
    others = [
        path
        for path in SOURCE.rglob("*.py")
        if path not in takers and "transaction.atomic" in path.read_text("utf-8")
    ]
    assert others == [], "use motcua.catalogue.writing.writing"
