"""BIND's control channel over one connection that stays open: what `rndc` says, without its process start."""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

from core.errors import Invalid

Table = dict[str, Any]

_VERSION = 1
_BINARY, _TABLE = 1, 2
_HMAC_SHA256 = 163
_SIGNATURE_SIZE = 88
"""Characters of the base64 field that carries the HMAC; a SHA-256 one fills 44, the rest is zero octets."""
_LARGEST_ANSWER = 64 * 1024 * 1024
_COMMAND_LIFETIME = 60
"""Seconds after which named refuses a command it has not yet seen."""

_ZONE_NAME = re.compile(r"[A-Za-z0-9_*][A-Za-z0-9_./*-]{0,253}")


class RndcError(Exception):
    """The wire broke, stayed silent, or what came over it was not signed by our key."""


class _ConnectionLostError(RndcError):
    """named closed the connection: it was restarted, or refused our key or our clock."""


@dataclass(frozen=True)
class RndcAnswer:
    """What named said to one command.

    Attributes:
        result: 0 when the command succeeded, otherwise named's own result code.
        text: what the command prints; for a refusal often the reason, and empty for many that succeed.
        error: the name of the refusal ("already exists", "not found"), empty on success.
    """

    result: int
    text: str
    error: str


def quoted_zone_name(zone: str) -> str:
    """Give a zone name in quotes, fit to stand in the configuration of an `addzone` command.

    Nothing is escaped: a name with any other character than letters, digits and `- _ . / *` is refused,
    and so is one that could be read as an option or a comment.

    Args:
        zone: the name without quotes; a trailing dot is allowed.

    Raises:
        Invalid: the name holds something that has a meaning to named's parsers.
    """
    return f'"{checked_zone_name(zone)}"'


def checked_zone_name(zone: str) -> str:
    """Give back a zone name that may stand as a word in a command; see `quoted_zone_name`.

    Raises:
        Invalid: the name holds something that has a meaning to named's parsers.
    """
    if not _ZONE_NAME.fullmatch(zone) or "//" in zone or "/*" in zone or ".." in zone:
        raise Invalid(f"{zone!r} cannot be named to the name server; allowed are letters, digits and - _ . / *")
    return zone


class Rndc:
    """One signed connection to named's control channel (HMAC-SHA256), opened when first used.

    Not thread-safe; one for each process. When named has been restarted the command is sent once more,
    on a new connection, so commands must be safe to repeat.

    Args:
        address: where named listens for commands, as its `controls` statement says.
        port: the TCP port of it.
        secret: the key, in base64 as in named.conf.
        timeout: seconds to wait for the connection and for each answer.

    Raises:
        Invalid: the secret is not base64.
    """

    def __init__(self, address: str, port: int, secret: str, timeout: float = 10) -> None:
        try:
            self._key = base64.b64decode(secret, validate=True)
        except binascii.Error as error:
            raise Invalid("the rndc key is not base64") from error
        self._address = address
        self._port = port
        self._timeout = timeout
        self._connection: socket.socket | None = None
        self._nonce: bytes | None = None
        self._serial = secrets.randbits(31)

    def call(self, command: str) -> RndcAnswer:
        """Have named carry out one command, as `rndc <command>` would.

        Args:
            command: the words of the command on one line.

        Returns:
            named's answer; a refusal is an answer too, so look at its result.

        Raises:
            Invalid: the command holds a line break or a NUL.
            RndcError: named could not be reached, was silent, or its answer was not signed by our key.
        """
        if any(character in command for character in "\0\r\n"):
            raise Invalid("a command to the name server is one line")
        was_open = self._connection is not None
        try:
            return self._call_once(command)
        except _ConnectionLostError:
            if not was_open:
                raise
        return self._call_once(command)

    def close(self) -> None:
        """Close the connection; the next command opens another."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._nonce = None

    def _call_once(self, command: str) -> RndcAnswer:
        try:
            if self._connection is None:
                self._open()
            return _answer(self._exchange(command))
        except TimeoutError as error:
            self.close()
            raise RndcError(f"named did not answer within {self._timeout} s") from error
        except OSError as error:
            self.close()
            raise _ConnectionLostError(f"the connection to named at {self._where()} broke: {error}") from error
        except (RndcError, LookupError, ValueError, struct.error) as error:
            self.close()
            if isinstance(error, RndcError):
                raise
            raise RndcError(f"named at {self._where()} sent an answer that cannot be read") from error

    def _open(self) -> None:
        connection = socket.create_connection((self._address, self._port), timeout=self._timeout)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        # The first answer brings the nonce that every later command on this connection must carry.
        self._nonce = self._exchange("null")["_ctrl"]["_nonce"]

    def _exchange(self, command: str) -> Table:
        if self._connection is None:
            raise _ConnectionLostError("not connected")
        self._serial = (self._serial + 1) % 2**32
        self._connection.sendall(self._message(command))
        (size,) = struct.unpack("!I", self._read(4))
        if not 4 < size <= _LARGEST_ANSWER:
            raise RndcError(f"named at {self._where()} announced an answer of {size} octets")
        answer = self._verified(self._read(size))
        if answer["_ctrl"]["_ser"] != str(self._serial).encode():
            raise RndcError(f"named at {self._where()} answered another command than the one it was asked")
        return answer

    def _message(self, command: str) -> bytes:
        now = int(time.time())
        control: Table = {
            "_ser": str(self._serial).encode(),
            "_tim": str(now).encode(),
            "_exp": str(now + _COMMAND_LIFETIME).encode(),
        }
        if self._nonce is not None:
            control["_nonce"] = self._nonce
        signed = _table_octets({"_ctrl": control, "_data": {"type": command.encode()}})
        message = struct.pack("!I", _VERSION) + _table_octets({"_auth": {"hsha": self._signature(signed)}}) + signed
        return struct.pack("!I", len(message)) + message

    def _signature(self, signed: bytes) -> bytes:
        digest = base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256))
        return bytes([_HMAC_SHA256]) + digest.ljust(_SIGNATURE_SIZE, b"\0")

    def _read(self, size: int) -> bytes:
        if self._connection is None:
            raise _ConnectionLostError("not connected")
        received = bytearray()
        while len(received) < size:
            part = self._connection.recv(size - len(received))
            if not part:
                raise _ConnectionLostError(
                    f"named at {self._where()} closed the connection: restarted, or our key is wrong"
                )
            received += part
        return bytes(received)

    def _verified(self, message: bytes) -> Table:
        (version,) = struct.unpack("!I", message[:4])
        if version != _VERSION:
            raise RndcError(f"named at {self._where()} speaks version {version} of the control protocol")
        name, authentication, end = _entry(message, 4)
        if name != "_auth" or not hmac.compare_digest(authentication["hsha"], self._signature(message[end:])):
            raise RndcError(f"the answer of {self._where()} is not signed by our key")
        return _read_table(message[end:])

    def _where(self) -> str:
        return f"{self._address} port {self._port}"


def _answer(message: Table) -> RndcAnswer:
    fields = message["_data"]
    return RndcAnswer(
        result=int(fields.get("result", b"0")),
        text=fields.get("text", b"").decode(errors="replace"),
        error=fields.get("err", b"").decode(errors="replace"),
    )


def _table_octets(table: Table) -> bytes:
    parts = []
    for name, value in table.items():
        kind, octets = (_TABLE, _table_octets(value)) if isinstance(value, dict) else (_BINARY, value)
        parts.append(bytes([len(name)]) + name.encode() + struct.pack("!BI", kind, len(octets)) + octets)
    return b"".join(parts)


def _read_table(octets: bytes) -> Table:
    table: Table = {}
    position = 0
    while position < len(octets):
        name, value, position = _entry(octets, position)
        table[name] = value
    return table


def _entry(octets: bytes, position: int) -> tuple[str, Any, int]:
    """Read one entry: its name, its value (a table, or octets also for a list), the position after it."""
    name_end = position + 1 + octets[position]
    kind, size = struct.unpack_from("!BI", octets, name_end)
    end = name_end + 5 + size
    if end > len(octets):
        raise RndcError("an answer of named ended too early")
    value = octets[name_end + 5 : end]
    name = octets[position + 1 : name_end].decode()
    return name, _read_table(value) if kind == _TABLE else value, end
