"""What one request costs the API, part by part: the same application, called in this process without a network."""

import json
import time
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from api.app import create_app
from core.settings import ApiSettings, Reader
from orchestration.local import environments
from tests.bench.platform import Platform
from tests.bench.sampling import Row, figure_row, in_figures, percentile

# verb, path, and what makes the body of the nth request
Request = tuple[str, str, Callable[[int], object] | None]

# the first ones fill caches of statements and connections
WARM_UP = 30


class _Sql:
    """Adds up what the database is asked for, and how long that takes."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.statements = 0
        event.listen(Engine, "before_cursor_execute", self._begin)
        event.listen(Engine, "after_cursor_execute", self._end)

    def _begin(self, *_of_the_statement: object) -> None:
        self._started = time.perf_counter()

    def _end(self, *_of_the_statement: object) -> None:
        self.seconds += time.perf_counter() - self._started
        self.statements += 1

    def close(self) -> None:
        """Stop listening."""
        event.remove(Engine, "before_cursor_execute", self._begin)
        event.remove(Engine, "after_cursor_execute", self._end)


def measure_costs(platform: Platform) -> list[Row]:
    """Take four requests that each do one thing more: answer, sign in, read 25 records, change one of them."""
    zone = platform.client.new_zone_of_records()
    reader = Reader(environments.of_api(platform.stack.layout))
    client = create_app(ApiSettings.read(reader)).test_client()
    reader.finish()
    record_id = zone.record_ids["probe"]

    def change(number: int) -> object:
        return {"data": {"records": [{"id": record_id, "content": f"value {number}"}]}}

    requests: dict[str, Request] = {
        "answer": ("GET", "ping", None),
        "sign_in": ("GET", "userdata", None),
        "read": ("GET", f"domains/{zone.name}/records", None),
        "write": ("POST", f"domains/{zone.name}/records", change),
    }
    sql = _Sql()
    try:
        rows = [_measure(platform, client, sql, name, request) for name, request in requests.items()]
    finally:
        sql.close()
    return rows


def _measure(platform: Platform, client: FlaskClient, sql: _Sql, name: str, request: Request) -> Row:
    verb, path, body = request
    count = platform.samples(500, 100)
    totals, statements, in_sql, in_json = [], [], [], []
    for number in range(WARM_UP + count):
        sent = None if body is None else body(number)
        sql.seconds, sql.statements = 0.0, 0
        started = time.perf_counter()
        answer = client.open(f"/1.0/{path}", method=verb, json=sent, headers=platform.sign_in)
        totals.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{verb} {path}: {answer.status_code} {answer.text}")
        in_sql.append(sql.seconds * 1000)
        statements.append(float(sql.statements))
        in_json.append(_seconds_of_json(answer.get_json(), sent) * 1000)
    totals, in_sql, in_json = totals[WARM_UP:], in_sql[WARM_UP:], in_json[WARM_UP:]
    more: dict[str, Any] = {**in_figures(totals), **in_figures(in_sql, "sql_"), **in_figures(in_json, "json_")}
    return figure_row(
        f"cost_{name}",
        f"{verb} /1.0/{path.partition('/')[0]}, all in this process: of it SQL, and JSON both ways",
        "ms",
        value=percentile(totals, 0.5),
        target="none: it tells where the time goes",
        **more,
        sql_statements=percentile(statements, 0.5),
    )


def _seconds_of_json(answer: Any, sent: object) -> float:
    """Return how long it takes to write an answer, and to read what was sent for it."""
    text = json.dumps(sent)
    started = time.perf_counter()
    json.dumps(answer, separators=(",", ":"))
    json.loads(text)
    return time.perf_counter() - started
