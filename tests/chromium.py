"""A real browser for tests: Chromium without a window, driven over the WebDriver protocol (W3C)."""

import base64
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.named_server import free_port
from tests.waiting import until

# nothing that asks the world outside, and no sandbox, which root cannot have
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
)


class Browser:
    """One window.

    Args:
        url: of its WebDriver session.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    def open(self, address: str) -> None:
        """Go to a page."""
        self._ask("POST", "url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """Run JavaScript in the page and return what it returns."""
        return self._ask("POST", "execute/sync", {"script": script, "args": list(arguments)})

    def complaints(self) -> list[str]:
        """Return what the console shows since it was last asked: errors, warnings, violations of a policy."""
        return [entry["message"] for entry in self._ask("POST", "se/log", {"type": "browser"})]

    def screenshot(self, path: Path) -> None:
        """Write a picture of the window."""
        path.write_bytes(base64.b64decode(self._ask("GET", "screenshot")))

    def close(self) -> None:
        """End the session."""
        requests.delete(self._url, timeout=30)

    def _ask(self, verb: str, path: str, body: object = None) -> Any:
        answer = requests.request(verb, f"{self._url}/{path}", json=body, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start Chromium and its driver, and end both.

    Args:
        profile: an empty directory for what the browser keeps.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: _is_ready(url), "the driver of the browser answers", 30)
        options = {"args": [*ARGUMENTS, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        started = requests.post(f"{url}/session", json={"capabilities": {"alwaysMatch": wanted}}, timeout=60)
        assert started.status_code == 200, started.text
        opened = Browser(f"{url}/session/{started.json()['value']['sessionId']}")
        try:
            yield opened
        finally:
            opened.close()
    finally:
        driver.terminate()
        driver.wait(timeout=30)


def _is_ready(url: str) -> bool:
    try:
        return bool(requests.get(f"{url}/status", timeout=5).json()["value"]["ready"])
    except requests.ConnectionError:
        return False
