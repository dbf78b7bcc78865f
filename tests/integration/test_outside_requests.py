"""Requests to URLs somebody else chose, against real receivers: bounded in time, and only where they may lead."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from ipaddress import ip_network

import pytest

from tests.hook_receiver import hook_receiver
from worker.outside_request import OutsideRequests, RequestFailed

LOOPBACK = [ip_network("127.0.0.0/8")]


@contextmanager
def receiver(answer: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[bytes]]]:
    """Give the port of a server that hands each connection to `answer`, and the first octets of each request."""
    received: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            with closing(connection), suppress(OSError):
                received.append(connection.recv(65536))
                answer(connection)

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield listener.getsockname()[1], received
        listener.shutdown(socket.SHUT_RDWR)


def drip(connection: socket.socket) -> None:
    """Send an octet now and then, each in time and all of them never."""
    for octet in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: y\r\n" * 1000:
        connection.sendall(bytes([octet]))
        time.sleep(0.05)


def test_the_name_stands_where_it_belongs_and_the_body_is_sent_whole() -> None:
    with hook_receiver() as running:
        url = running.url.replace("127.0.0.1", "localhost")
        body = b'{"domain":"x.org"}'
        assert OutsideRequests(5, LOOPBACK).post(f"{url}/a%20b?c=d", body, {"X-Test": "1"}) == 204
        [call] = running.received
        assert (call.path, call.body) == ("/a%20b?c=d", body)
        assert (call.headers["Host"], call.headers["X-Test"]) == (url.removeprefix("http://"), "1")


def test_a_receiver_that_never_ends_is_left_after_the_time_for_the_whole() -> None:
    with receiver(drip) as (port, _received):
        started = time.monotonic()
        with pytest.raises(RequestFailed, match="no answer within 1 seconds"):
            OutsideRequests(1, LOOPBACK).post(f"http://127.0.0.1:{port}/", b"{}", {})
        # the machine may be slow; the receiver would have taken minutes
        assert time.monotonic() - started < 20


def test_a_handshake_that_never_ends_is_left_as_well() -> None:
    with (
        receiver(lambda _connection: time.sleep(30)) as (port, _received),
        pytest.raises(RequestFailed, match="no answer within 1 seconds"),
    ):
        OutsideRequests(1, LOOPBACK).post(f"https://127.0.0.1:{port}/", b"{}", {})


def test_the_body_of_an_answer_is_not_waited_for() -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nx")
        time.sleep(30)

    with receiver(endless) as (port, _received):
        assert OutsideRequests(10, LOOPBACK).post(f"http://127.0.0.1:{port}/", b"{}", {}) == 200


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000])
def test_what_is_no_answer_is_a_failure_with_a_reason(answer: bytes) -> None:
    with (
        receiver(lambda connection: connection.sendall(answer)) as (port, _received),
        pytest.raises(RequestFailed, match=r"\w+: \w+"),
    ):
        OutsideRequests(5, LOOPBACK).post(f"http://127.0.0.1:{port}/", b"{}", {})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_reached_by_any_of_its_names(host: str) -> None:
    with receiver(lambda connection: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")) as (port, received):
        with pytest.raises(RequestFailed, match="no public address"):
            OutsideRequests(5, []).post(f"http://{host}:{port}/", b"{}", {})
        assert received == []


def test_a_name_that_does_not_exist_is_said_to() -> None:
    with pytest.raises(RequestFailed, match="cannot be resolved"):
        OutsideRequests(5, LOOPBACK).post("http://nothing.invalid/", b"{}", {})


def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    # no TLS at all is the plainest of them
    with (
        receiver(lambda connection: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")) as (port, _received),
        pytest.raises(RequestFailed, match="SSL"),
    ):
        OutsideRequests(5, LOOPBACK).post(f"https://127.0.0.1:{port}/", b"{}", {})
