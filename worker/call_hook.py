"""The job that makes a call of a webhook (API 1.0 §13), and tries again later when it fails."""

import hashlib
import hmac
import json
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Engine, Row, func, insert, select, true, update
from sqlalchemy.exc import SQLAlchemyError

from core import logs
from core.jobs import CallHook
from core.models import AuditEntry, Domain, DomainHook, HookCall, hook_purpose
from core.sealing import Sealer, Unreadable, open_text
from worker.job_record import JobRecord, now_milliseconds
from worker.outside_request import OutsideRequests, RequestFailed

# pauses after each failed attempt; after one more the call is given up, an hour after the change
PAUSES_SECONDS = (5, 60, 300, 900, 2400)
# no other call of a hook that failed is tried sooner than this
HOLD_SECONDS = 60
# a hook that lost this many calls in a row is disabled: nobody listens any more
MOST_FAILED_CALLS = 20
# how much longer than a request may take nobody else tries the same call
LEASE_MARGIN_MILLISECONDS = 10_000
# calls made at the same time, each to another hook
AT_ONCE = 16

READ_CALL = (
    select(
        HookCall.id,
        HookCall.hook_id,
        HookCall.payload,
        HookCall.attempts,
        HookCall.request_id,
        HookCall.created_at,
        DomainHook.url,
        DomainHook.secret,
        DomainHook.disabled,
        DomainHook.failed_calls,
        DomainHook.domain_id,
        Domain.name,
    )
    .join(DomainHook, DomainHook.id == HookCall.hook_id)
    .join(Domain, Domain.id == DomainHook.domain_id)
)

log = logs.get()

CallRow = Row[*tuple[Any, ...]]


class HookCaller:
    """Makes calls side by side, those of one hook one after the other: a slow receiver holds up its own calls alone.

    What waits here is lost with the process, and asked for again by the sweep.

    Args:
        engine: the database.
        requests: how receivers are reached.
        sealer: opens the secrets calls are signed with.
    """

    def __init__(self, engine: Engine, requests: OutsideRequests, sealer: Sealer) -> None:
        self._engine = engine
        self._requests = requests
        self._sealer = sealer
        self._pool = ThreadPoolExecutor(AT_ONCE, "hook")
        self._lock = threading.Lock()
        # calls that wait for another one of their hook; a hook is in here while calls of it are made
        self._waiting: dict[int, deque[int]] = {}

    def call_hook(self, job: CallHook) -> None:
        """Have a call made by a thread of its own."""
        self._pool.submit(self._work_on, job.call_id)

    def finish(self) -> None:
        """Wait for the calls being made and drop the others."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def call_now(self, job: CallHook) -> None:
        """Make a call, unless it is done or being done; a failure is noted, and tried again later."""
        call = self._take(job.call_id)
        if call is None:
            return
        record = JobRecord(
            CallHook.NAME, call.domain_id, call.name, None, call.request_id, call.created_at, call.attempts
        )
        try:
            failure = "the hook is disabled" if call.disabled else self._post(call)
        except Unreadable:
            failure = "the password of the hook cannot be read; please set it again"
        result = failure or "delivered"
        record.say(f"hook {call.hook_id}, call {call.id}: {result}")
        with self._engine.begin() as connection:
            if failure is None:
                self._note(connection, call, result, was_delivered=True)
            elif call.disabled or call.attempts > len(PAUSES_SECONDS):
                self._note(connection, call, f"given up: {result}", was_delivered=False)
            else:
                self._put_off(connection, call, result)
            record.finish(connection, "error" if failure else "finished", result)

    def _work_on(self, call_id: int) -> None:
        try:
            with self._engine.connect() as connection:
                hook_id = connection.scalar(select(HookCall.hook_id).where(HookCall.id == call_id))
        except SQLAlchemyError as error:
            log.warning("call_hook", call=call_id, error=str(error))
            return
        if hook_id is None:
            return
        with self._lock:
            if hook_id in self._waiting:
                self._waiting[hook_id].append(call_id)
                return
            self._waiting[hook_id] = deque([call_id])
        while (following := self._next_of(hook_id)) is not None:
            try:
                self.call_now(CallHook(following))
            except Exception:  # the calls behind it must be made all the same
                log.exception("call_hook", call=following)

    def _next_of(self, hook_id: int) -> int | None:
        with self._lock:
            if self._waiting[hook_id]:
                return self._waiting[hook_id].popleft()
            del self._waiting[hook_id]
            return None

    def _take(self, call_id: int) -> CallRow | None:
        """Return a call nobody else will make for a while, None if it is not to be made now."""
        now = now_milliseconds()
        lease = round(self._requests.timeout_seconds * 1000) + LEASE_MARGIN_MILLISECONDS
        with self._engine.begin() as connection:
            taken = connection.execute(
                update(HookCall)
                .where(HookCall.id == call_id, HookCall.finished_at.is_(None), HookCall.next_attempt_at <= now)
                .values(attempts=HookCall.attempts + 1, next_attempt_at=now + lease)
            )
            return connection.execute(READ_CALL.where(HookCall.id == call_id)).one_or_none() if taken.rowcount else None

    def _post(self, call: CallRow) -> str | None:
        """Make a call; returns what went wrong, None for a success."""
        body = call.payload.encode()
        headers = {"Content-Type": "application/json", "User-Agent": "Zonehost", "X-Hook-Call": str(call.id)}
        if call.secret:
            secret = open_text(self._sealer, call.secret, hook_purpose(call.domain_id))
            headers |= signatures(secret, body)
        try:
            status = self._requests.post(call.url, body, headers)
        except RequestFailed as failed:
            return str(failed)
        if 200 <= status < 300:
            return None
        if 300 <= status < 400:
            return f"answered {status}, a redirect; these are not followed, please set the final URL"
        return f"answered {status}"

    def _put_off(self, connection: Any, call: CallRow, result: str) -> None:
        now = now_milliseconds()
        pause = PAUSES_SECONDS[call.attempts - 1]
        connection.execute(
            update(HookCall)
            .where(HookCall.id == call.id)
            .values(next_attempt_at=now + pause * 1000, result=result[:1024])
        )
        # the others of this hook would fail, too
        held_until = now + min(pause, HOLD_SECONDS) * 1000
        connection.execute(
            update(HookCall)
            .where(HookCall.hook_id == call.hook_id, HookCall.is_owed == true(), HookCall.id != call.id)
            .values(next_attempt_at=func.greatest(HookCall.next_attempt_at, held_until))
        )
        connection.execute(update(DomainHook).where(DomainHook.id == call.hook_id).values(last_used_at=now))

    def _note(self, connection: Any, call: CallRow, result: str, was_delivered: bool) -> None:
        now = now_milliseconds()
        connection.execute(
            update(HookCall)
            .where(HookCall.id == call.id)
            .values(finished_at=now, was_delivered=was_delivered, result=result[:1024])
        )
        hook = update(DomainHook).where(DomainHook.id == call.hook_id)
        if was_delivered:
            connection.execute(hook.values(last_used_at=now, failed_calls=0))
        elif not call.disabled:
            connection.execute(hook.values(last_used_at=now, failed_calls=DomainHook.failed_calls + 1))
            if call.failed_calls + 1 >= MOST_FAILED_CALLS:
                self._disable(connection, call, now)

    def _disable(self, connection: Any, call: CallRow, now: int) -> None:
        connection.execute(update(DomainHook).where(DomainHook.id == call.hook_id).values(disabled=True))
        reason = f"{MOST_FAILED_CALLS} calls in a row could not be delivered"
        connection.execute(
            insert(AuditEntry).values(
                happened_at=now,
                type="domain.hook.disabled",
                actor="zonehost",
                through="worker",
                request_id=call.request_id or "",
                domain_id=call.domain_id,
                args=json.dumps([call.domain_id, call.hook_id, reason]),
            )
        )


def signatures(secret: str, body: bytes) -> dict[str, str]:
    """Return the headers that prove who sent a body: that of API 1.0 (SHA-1), and one by SHA-256."""
    key = secret.encode()
    return {
        "X-HMAC-SIGNATURE": f"sha1={hmac.new(key, body, hashlib.sha1).hexdigest()}",
        "X-HMAC-SIGNATURE-256": f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}",
    }
