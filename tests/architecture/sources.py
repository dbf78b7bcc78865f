"""The source files of the repository, as the tests of its architecture look at them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

SERVICES = ("api", "web", "worker", "cron", "bind", "publicdns", "orchestration")
PACKAGES = ("core", *SERVICES, "client")

# what is not the repository's own: made by tools, or the state of a running stack
FOREIGN = frozenset({".git", ".venv", "var", "__pycache__", "node_modules"})


@cache
def text_files() -> tuple[Path, ...]:
    """Return every text file of the repository, but for what tools keep beside it."""
    found = []
    for path in sorted(REPOSITORY.rglob("*")):
        parts = path.relative_to(REPOSITORY).parts
        if not path.is_file() or FOREIGN.intersection(parts) or any(part.endswith("_cache") for part in parts):
            continue
        if parts[0] in {".hypothesis", ".env"} or b"\0" in path.read_bytes():
            continue
        found.append(path)
    return tuple(found)


def modules(*folders: str) -> Iterator[Path]:
    """Yield the Python files below some folders, all of the repository's for none."""
    for path in text_files():
        if path.suffix == ".py" and (not folders or path.relative_to(REPOSITORY).parts[0] in folders):
            yield path


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def shown(path: Path) -> str:
    """Return a path as people write it."""
    return str(path.relative_to(REPOSITORY))
