"""The health file is enough to judge the service."""

import json
import logging
import os
import time
from pathlib import Path

from publicdns.health import HEALTH_FILE, Health, verdict
from publicdns.logs import JsonLines


def test_a_written_file_without_an_error_is_well(tmp_path: Path) -> None:
    Health("catalog.test", serial=4, zones=2).write(tmp_path)
    is_well, text = verdict(tmp_path, max_age_seconds=60)
    assert is_well
    shown = json.loads(text)
    assert (shown["catalog"], shown["serial"], shown["zones"], shown["last_error"]) == ("catalog.test", 4, 2, "")


def test_an_error_an_old_file_a_broken_file_and_no_file_are_not_well(tmp_path: Path) -> None:
    assert verdict(tmp_path, 60)[0] is False
    Health("catalog.test", last_error="broken catalog").write(tmp_path)
    assert verdict(tmp_path, 60)[0] is False
    Health("catalog.test").write(tmp_path)
    then = time.time() - 100
    os.utime(tmp_path / HEALTH_FILE, (then, then))
    assert verdict(tmp_path, 60)[0] is False
    assert verdict(tmp_path, 200)[0] is True
    (tmp_path / HEALTH_FILE).write_text("{")
    assert verdict(tmp_path, 60)[0] is False


def test_a_log_line_is_json_with_the_usual_fields() -> None:
    record = logging.makeLogRecord({"levelname": "INFO", "msg": "zone added", "zone": "a.example\n"})
    line = JsonLines().format(record)
    assert "\n" not in line
    shown = json.loads(line)
    assert shown["service"] == "publicdns"
    assert (shown["event"], shown["zone"], shown["level"]) == ("zone added", "a.example\n", "info")
    assert shown["time"].endswith("+00:00")
