"""What the documents point at is there: links, files, make targets."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import REPOSITORY, shown, text_files

DOCUMENTS = [path for path in text_files() if path.suffix == ".md"]

LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
FILE = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|toml|template|md))`")
# named because it must not exist
OFFENCES = {"core/helpers.py"}

TARGET = re.compile(r"\bmake ([a-z]+)\b(?=[`\n ]*(?:`|#|\n))")


def headings(path: Path) -> set[str]:
    """Return the anchors of a document."""
    found = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in found}


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(document: Path) -> None:
    for name, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        target = document.parent / name if name else document
        assert target.exists(), name
        assert not anchor or anchor in headings(target), f"{name}#{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_files_that_are_named_exist(document: Path) -> None:
    names = [f"/{shown(path)}" for path in text_files()]
    for name in FILE.findall(document.read_text(encoding="utf-8")):
        assert name in OFFENCES or any(known.endswith(f"/{name}") for known in names), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_make_targets_that_are_named_exist(document: Path) -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in TARGET.findall(document.read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
