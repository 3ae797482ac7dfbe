"""The documents say what the code does: commands, settings, words, examples, links."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
import typer
from django.db.models import Choices
from django.utils.translation import override
from lxml import etree

from motcua.boards.people.words import RIGHTS as RIGHT_WORDS
from motcua.cli.app import build
from motcua.hub.formats import read_tables
from motcua.hub.mapping import Mapping, apply, propose
from motcua.hub.vocabulary import load
from motcua.hub.words import REASONS
from motcua.people.models import Role
from motcua.people.policies import RIGHTS as OF_ROLES
from motcua.people.verifying import Tampering
from motcua.reports.data import Agency, FieldRow, ReportData
from motcua.reports.filled import fill
from motcua.reports.form import read as read_form
from motcua.rules import accounts
from motcua.rules.measures import IDENTITY, MEASURES, Measure
from motcua.rules.periods import parse

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
MARKDOWN = [
    str(p.relative_to(ROOT)) for kind in ("*.md", "docs/*.md", "src/**/*.md") for p in ROOT.glob(kind)
]

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [body for kind, body in _FENCE.findall(text(name)) if kind == language]


def rows(name: str) -> list[list[str]]:
    """The rows of all tables of a page, cell by cell, header lines too."""
    lines = (line for line in text(name).splitlines() if line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def words(line: str) -> list[str]:
    """A line of a shell, words apart, without what stands after a redirection."""
    plain = line.replace("\\", "/") if line.startswith(".venv\\") else line
    found = shlex.split(plain, comments=True)
    return found[: found.index(">")] if ">" in found else found


def commands() -> Iterator[tuple[str, str, bool]]:
    """Page, command line, and whether it stands in a block, where it has to be complete."""
    for page in PAGES:
        whole = page.read_text(encoding="utf-8")
        fenced = [line for _, body in _FENCE.findall(whole) for line in body.splitlines()]
        spans = _CODE.findall(_FENCE.sub("", whole))
        for line, complete in [*((one, True) for one in fenced), *((one, False) for one in spans)]:
            first, _, rest = line.strip().partition(" ")
            if rest and PureWindowsPath(first).name == "motcua":
                yield page.name, line.strip(), complete


@cache
def tree() -> dict[tuple[str, ...], Any]:
    """Every command that can be run, by its words."""
    found: dict[tuple[str, ...], Any] = {}
    for name, command in typer.main.get_command(build()).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {(name, word): one for word, one in inner.items()} if inner else {(name,): command}
    return found


def options(command: Any) -> set[str]:
    shown = (one for one in command.params if one.param_type_name == "option" and not one.hidden)
    return {name for one in shown for name in one.opts}


@pytest.mark.parametrize(("page", "line", "complete"), [*commands()])
def test_a_command_line_can_be_run(page: str, line: str, complete: bool) -> None:
    said = words(line)[1:]
    path = next(tuple(said[:n]) for n in (2, 1) if tuple(said[:n]) in tree())
    arguments = said[len(path) :]
    named = {word.partition("=")[0] for word in arguments if word.startswith("--")}

    assert named <= options(tree()[path]) | {"--help"}, page
    if complete:
        tree()[path].make_context(" ".join(path), arguments)


@pytest.mark.parametrize("path", tree(), ids=" ".join)
def test_every_command_is_listed_with_its_options(path: tuple[str, ...]) -> None:
    sections = text("docs/commands.md").split("\n## ")
    own = next(section for section in sections if f"\nmotcua {' '.join(path)}" in section)

    assert options(tree()[path]) <= set(re.findall(r"--[a-z-]+", _FENCE.sub("", own)))


def test_every_setting_of_the_environment_is_explained() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    read = {name for source in sources for name in re.findall(r"\bMOTCUA_[A-Z_]+\b", source)}

    page = text("docs/operations.md")

    assert set(re.findall(r"^\| `(MOTCUA_[A-Z_]+)`", page, re.MULTILINE)) == read
    assert set(re.findall(r"\bMOTCUA_[A-Z_]+\b", page)) == read


def told_measures() -> dict[str, list[str]]:
    """Label, meaning and formula of each measure in its page."""
    return {
        row[0].strip("`"): row[1:] for row in rows("docs/measures.md") if row[0].startswith("`") and row[3:]
    }


def test_every_measure_is_defined() -> None:
    told = {name: label for name, (label, *_) in told_measures().items()}

    assert told == {name: measure.label for name, measure in MEASURES.items()}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_names_the_accounts_it_sums(measure: Measure) -> None:
    formula = told_measures()[measure.name][2]
    named = {account for word in _CODE.findall(formula) for account in _accounts(word)}
    summed = {account.name for part in measure.parts for account in part.target | part.origin}
    channels = {n for part in measure.parts for key, values in part.only if key == "channel" for n in values}

    assert named == summed
    assert {int(digit) for digit in re.findall(r"\d", formula)} == channels


def _accounts(word: str) -> set[str]:
    """An account, or the accounts of a group; the group has to be written out in the page."""
    if word in accounts.Account.__members__:
        return {word}
    group = {account.name for account in getattr(accounts, word)}
    line = next(row for row in rows("docs/measures.md") if row[0].startswith(f"`{word}`"))
    assert set(_CODE.findall(line[1])) == group
    return group


def test_the_identity_of_a_statement_is_written_out() -> None:
    line = text("docs/measures.md").partition("## Đẳng thức")[2].strip().splitlines()[0]

    assert tuple(tuple(_CODE.findall(side)) for side in line.split("=")) == IDENTITY


def glossary() -> list[list[str]]:
    return [row for row in rows("docs/glossary.md") if len(row) == 4][2:]


def named_in_glossary() -> set[str]:
    return {name for row in glossary() for name in _CODE.findall(row[1])}


# The steps of an explanation explain themselves, and a table of sums is for the machine.
INNER = {"WorkingTable"}
SUBJECTS = (
    "rules.accounts",
    "rules.acts",
    "rules.calendar",
    "rules.terms",
    "rules.explain",
    "rules.measures",
    "rules.lanes",
    "rules.moves",
    "rules.periods",
    "rules.reconcile",
    "rules.reconcile_causes",
    "rules.report",
    "rules.index",
    "rules.index_difference",
    "rules.adjustments",
    "catalogue.contents",
    "catalogue.models.calendar",
    "catalogue.models.fields",
    "catalogue.models.procedures",
    "catalogue.models.units",
    "dossiers.models",
    "ledger.models",
    "hub.models",
    "hub.mapping",
    "registers.models",
    "reports.models",
    "findings.models.kept",
    "findings.models.totals",
    "findings.models.explained",
    "index.models",
    "closing.models",
    "people.models",
    "people.signing",
    "casework.models",
    "rules.workflow.model",
    "workflow.models",
    "reports.printed.parties",
    "reports.printed.slips",
    "reports.printed.letters",
    "reports.printed.sheets",
    "reports.printed.explanations",
    "reports.printed.notices",
    "reports.printed.wording",
    "notices.models",
    "exchange.models",
    "exchange.wire.states",
)


def classes(module: str) -> Iterator[type]:
    """The public classes of a module and the enumerations inside them, errors left out."""
    for name, kind in getmembers(import_module(f"motcua.{module}"), isclass):
        if kind.__module__ == f"motcua.{module}" and not name.startswith("_") and name not in INNER:
            if not issubclass(kind, BaseException):
                yield kind
            yield from (one for _, one in getmembers(kind, isclass) if issubclass(one, Choices))


def test_the_glossary_is_in_order() -> None:
    terms = [row[0] for row in glossary()]

    assert terms == sorted(terms, key=str.casefold)
    assert len(set(terms)) == len(terms)
    assert all(all(row) for row in glossary())


@pytest.mark.parametrize("module", SUBJECTS)
def test_every_class_and_member_is_in_the_glossary(module: str) -> None:
    wanted = {kind.__qualname__ for kind in classes(module) if not issubclass(kind, Choices)}
    for kind in classes(module):
        if issubclass(kind, Enum) and kind.__name__ != "LineCode":
            wanted |= {f"{kind.__qualname__}.{name}" for name in kind.__members__}
    named = {name.split(".", n)[-1] for name in named_in_glossary() for n in (0, 1)}

    assert wanted - named == set()


def test_every_column_and_measure_is_in_the_glossary_and_no_other() -> None:
    wanted = {f"columns.{name}" for name in load().labels} | {f"measures.{name}" for name in MEASURES}

    assert {
        name for name in named_in_glossary() if re.fullmatch(r"(columns|measures)\.[a-z_]+", name)
    } == wanted


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    told = dict(re.findall(r"^- `([^`]+)`: (\S.+)$", text("docs/dependencies.md"), re.MULTILINE))

    assert sorted(told) == sorted(re.split(r"[<>=~! ]", one)[0] for one in asked)


@pytest.mark.parametrize("page", MARKDOWN)
def test_links_lead_somewhere(page: str) -> None:
    links = [one or two for one, two in _LINK.findall(_FENCE.sub("", text(page)))]

    assert [link for link in links if "://" not in link and not _leads(ROOT / page, link)] == []


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if target.parent == ROOT / "docs" / "pictures" and target.suffix == ".png":
        return True
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", MARKDOWN)
def test_files_that_are_named_are_there(page: str) -> None:
    plain = _FENCE.sub("", text(page))
    paths = [word for word in _CODE.findall(plain) if re.match(r"(?:src|tests|tools|docs)/[\w./-]+$", word)]
    new = {"src/motcua/reports/forms/tien-do.yaml"}

    assert [path for path in paths if not (ROOT / path).exists() and path not in new] == []


def test_the_first_screen_of_the_readme() -> None:
    top = "\n".join(text("README.md").splitlines()[:16])

    assert all(mark in top for mark in ("\nmake demo ", "\nmake test ", "docs/pictures/statement.png"))


def test_roles_reasons_and_faults_are_explained_to_whoever_runs_it() -> None:
    first = {row[0].strip("`") for row in rows("docs/operations.md")}
    source = text("src/motcua/ledger/verify.py") + text("src/motcua/hub/rebuild.py")
    rolled = {
        kind
        for kind in ("unit day", "unit ahead", "unit balance")
        if f'"{kind}"' in text("src/motcua/ledger/rolled_verify.py")
    }
    kinds = set(re.findall(r"Fault\(\"([\w ]+)\"", source)) | rolled

    assert set(Role.values) | set(REASONS.values()) | kinds <= first


def test_the_table_of_rights_is_what_the_code_says() -> None:
    (_, _, *roles), _, *lines = [row for row in rows("docs/people.md") if len(row) == 2 + len(Role)]
    told = {
        row[1].strip("`"): {roles[n].strip("`") for n, cell in enumerate(row[2:]) if cell} for row in lines
    }

    assert told == {right: {role.value for role in Role if right in OF_ROLES[role]} for right in RIGHT_WORDS}
    with override("vi"):
        assert [row[0] for row in lines] == [str(word) for word in RIGHT_WORDS.values()]


def test_every_kind_of_tampering_is_explained() -> None:
    assert {kind.value for kind in Tampering} <= {row[0].strip("`") for row in rows("docs/people.md")}


def test_the_example_of_a_source_is_what_the_program_says(tmp_path: Path) -> None:
    file = tmp_path / "so-theo-doi.csv"
    file.write_text(blocks("docs/add-a-source.md", "csv")[0], encoding="utf-8")
    proposed, finished = blocks("docs/add-a-source.md", "yaml")
    found, questions = propose(read_tables(file), load())

    assert found.to_yaml(questions).split() == proposed.split()
    read = apply(Mapping.from_yaml(finished), read_tables(file))[0].frame
    assert read["code"].to_list() == [f"H24.99-26060{day}-000{n}" for n, day in ((1, 2), (2, 3), (3, 4))]
    assert read["state"].to_list() == ["ready", "in_progress", "in_progress"]
    assert read["received_at"].null_count() == 0


def test_the_example_of_a_form_can_be_filled() -> None:
    form = read_form("tien-do", blocks("docs/add-a-form.md", "yaml")[0])
    # 12 + 3 = 9 + 6, of which 4 in term and 2 overdue; one of the nine was refused.
    figures = {"total_received": 15, "closed": 9, "refused": 1, "open": 6}
    figures |= {"in_term_or_waiting": 4, "overdue_or_waiting_overdue": 2}
    values = dict.fromkeys(MEASURES, 0) | figures
    row = FieldRow(1, "Đất đai", "province", (1,), values)
    agency = Agency("Xã Mẫu", "commune", "Thành phố Hải Phòng", "Mẫu")
    filled = fill(form, ReportData(agency, parse("2026-06"), values, (row,), facts={}))

    assert [number.value for number in filled.rows[-1].numbers] == [15, 9, 6, 4, 2]
    assert any("từ chối: 01" in note for note in filled.notes)


def test_the_drawing_can_be_read_by_day_and_by_night() -> None:
    drawing = etree.fromstring((ROOT / "docs" / "road.svg").read_bytes())
    said = {line.strip() for line in drawing.itertext()}

    assert any("prefers-color-scheme: dark" in line for line in said)
    assert {"Nhật ký", "journal", "Sổ cái", "ledger", "Số liệu kỳ", "statement"} <= said
