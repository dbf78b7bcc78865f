"""Logs read from their end: whatever the sizes of lines, blocks and files, each line comes once and in order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.services.log_files import BLOCK_OCTETS, LogFiles, backwards
from core.errors import NotFound, TryLater

LINES = st.lists(st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=30), max_size=20)


def written(directory: Path, service: str, lines: list[str], ending: str = "\n") -> LogFiles:
    (directory / f"{service}.log").write_text("\n".join(lines) + ending if lines else "", encoding="utf-8")
    return LogFiles(directory)


@given(st.lists(LINES, min_size=1, max_size=3), st.booleans())
def test_lines_come_once_and_newest_first(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[str]], end: bool
) -> None:
    directory = tmp_path_factory.mktemp("logs")
    files = []
    for number, lines in enumerate(parts):
        path = directory / str(number)
        path.write_text("".join(f"{line}\n" for line in lines).removesuffix("" if end else "\n"), encoding="utf-8")
        files.append(path.open("rb"))
    found = [line.decode() for line in backwards(files)]
    for file in files:
        file.close()
    assert found == [line for lines in parts for line in reversed(lines)]


def test_a_file_of_many_blocks_is_read_in_the_same_way(tmp_path: Path) -> None:
    lines = [f"{number} {'x' * (number % 3000)}" for number in range(500)]
    files = written(tmp_path, "api", lines)
    assert files.window("api", 0, 500).lines == lines
    window = files.window("api", 490, 100)
    assert (window.lines, window.total) == (lines[:10], 500)


def test_an_endless_line_is_cut_and_harms_no_other(tmp_path: Path) -> None:
    lines = ["first", "x" * (5 * BLOCK_OCTETS), "last"]
    found = written(tmp_path, "api", lines).window("api", 0, 10)
    assert found.total == 3
    assert (found.lines[0], found.lines[2]) == ("first", "last")
    assert found.lines[1].strip("x") == ""


def test_rotated_files_follow_the_present_one(tmp_path: Path) -> None:
    files = written(tmp_path, "api", ["5", "6"])
    (tmp_path / "api.log.1").write_text("3\n4\n")
    (tmp_path / "api.log.2").write_text("1\n2\n")
    assert files.window("api", 0, 10).lines == ["1", "2", "3", "4", "5", "6"]
    assert files.window("api", 1, 3).lines == ["3", "4", "5"]
    assert files.window("api", 0, 1).total == 6


def test_a_search_goes_by_any_case_and_counts_what_it_finds(tmp_path: Path) -> None:
    files = written(tmp_path, "api", ["Ärger here", "nothing", "more HERE"])
    window = files.window("api", 0, 1, "here")
    assert (window.lines, window.total) == (["more HERE"], 2)
    assert list(files.newest("api", b"here", 5)) == ["more HERE", "Ärger here"]


@pytest.mark.parametrize("name", ["../secret", "secret", "api/../api", "", ".", "api.log", "api\0", "link"])
def test_only_what_is_listed_can_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.log").write_text("secret")
    logs = tmp_path / "logs"
    logs.mkdir()
    files = written(logs, "api", ["line"])
    (logs / "link.log").symlink_to(tmp_path / "secret.log")
    (logs / "secret").write_text("secret")
    assert files.services() == ["api"]
    with pytest.raises(NotFound):
        files.window(name, 0, 10)


def test_without_a_directory_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(TryLater, match="SERVICE_LOGS"):
        LogFiles(None).services()
    with pytest.raises(TryLater, match="No such file"):
        LogFiles(tmp_path / "none").services()
