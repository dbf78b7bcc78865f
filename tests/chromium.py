"""A real browser for tests: Chromium without a window, driven over the WebDriver protocol (W3C)."""

import base64
import contextlib
import subprocess
import time
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


# the name of the member an element is told by (W3C WebDriver §12)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

# keys as the protocol writes them (W3C WebDriver §17.4.2)
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Backspace": "\ue003", "Delete": "\ue017", "Space": " "}
KEYS |= {"Shift": "\ue008", "Control": "\ue009", "Alt": "\ue00a"}
KEYS |= {"Down": "\ue015", "Up": "\ue013", "Home": "\ue011", "End": "\ue010"}


class Browser:
    """One window.

    Args:
        url: of its WebDriver session.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._authenticator = ""

    def open(self, address: str) -> None:
        """Go to a page."""
        self._ask("POST", "url", {"url": address})

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self._ask("GET", "url"))

    def run(self, script: str, *arguments: object) -> Any:
        """Run JavaScript in the page and return what it returns."""
        return self._ask("POST", "execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script: str, *arguments: object) -> Any:
        """Run JavaScript that calls its last argument with what is to be returned."""
        return self._ask("POST", "execute/async", {"script": script, "args": list(arguments)})

    def count(self, selector: str) -> int:
        """Return how many elements a CSS selector finds."""
        return len(self._ask("POST", "elements", {"using": "css selector", "value": selector}))

    def text(self, selector: str = "body") -> str:
        """Return what people read in the first element, all of its lines."""
        return str(self._ask("GET", f"element/{self._find(selector)}/text"))

    def value(self, selector: str) -> str:
        """Return what stands in a field."""
        return str(self._ask("GET", f"element/{self._find(selector)}/property/value"))

    def click(self, selector: str) -> None:
        """Click on the first element, as soon as it is there and can be clicked."""
        self._act(selector, "click", {})

    def click_text(self, text: str, within: str = "body") -> None:
        """Click on the link, button or menu of this very text, as people find it."""
        script = """
            const [within, text] = arguments;
            for (const found of document.querySelectorAll(`${within} :is(a, button, summary, label)`))
              if (found.innerText.trim() === text && found.checkVisibility()) return found;
            return null;"""
        found = until(lambda: self.run(script, within, text), f"{text!r} in {within} of {self.address}", 20)
        self._ask("POST", f"element/{found[ELEMENT]}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Type into a field in place of what stands there."""
        self._act(selector, "clear", {})
        self._act(selector, "value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys one after the other where the focus is: names of `KEYS`, or text to type; `Control+s` at once."""
        actions = []
        for key in keys:
            parts = key.split("+") if "+" in key and len(key) > 1 else [key]
            held = [KEYS.get(part, part) for part in parts] if len(parts) > 1 or key in KEYS else list(key)
            if len(parts) > 1:
                actions += [{"type": "keyDown", "value": part} for part in held]
                actions += [{"type": "keyUp", "value": part} for part in reversed(held)]
            else:
                actions += [{"type": kind, "value": part} for part in held for kind in ("keyDown", "keyUp")]
        self._ask("POST", "actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def wait_for(self, selector: str, seconds: float = 20) -> None:
        """Wait until an element is there."""
        until(lambda: self.count(selector), f"{selector} on {self.address}", seconds)

    def wait_for_text(self, text: str, selector: str = "body", seconds: float = 20) -> None:
        """Wait until people read something."""

        def is_there() -> bool:
            # the page may just be replaced by another
            with contextlib.suppress(AssertionError):
                return text in self.text(selector)
            return False

        try:
            until(is_there, f"{text!r} in {selector}", seconds)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.address}\n{self.text('body')}") from error

    def resize(self, width: int, height: int) -> None:
        """Give the page this size, in CSS pixels."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", **metrics)

    def prefer(self, scheme: str) -> None:
        """Have the system prefer `light` or `dark`."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.devtools("Emulation.setEmulatedMedia", features=features)

    def add_authenticator(self) -> str:
        """Give the browser a security key in software that always agrees (WebAuthn Level 2 §11), and return its id.

        It takes the place of one that was given before, with whatever that holds.
        """
        if self._authenticator:
            self._ask("DELETE", f"webauthn/authenticator/{self._authenticator}")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
        options |= {"hasUserVerification": True, "isUserVerified": True, "isUserConsenting": True}
        self._authenticator = str(self._ask("POST", "webauthn/authenticator", options))
        return self._authenticator

    def forget(self) -> None:
        """Delete all cookies of the page's site."""
        self._ask("DELETE", "cookie")

    def cookies(self) -> list[dict[str, Any]]:
        """Return the cookies of the page's site."""
        found: list[dict[str, Any]] = self._ask("GET", "cookie")
        return found

    def complaints(self) -> list[str]:
        """Return what the console shows since it was last asked: errors, warnings, violations of a policy."""
        return [entry["message"] for entry in self._ask("POST", "se/log", {"type": "browser"})]

    def screenshot(self, path: Path) -> None:
        """Write a picture of the window."""
        path.write_bytes(base64.b64decode(self._ask("GET", "screenshot")))

    def devtools(self, command: str, **parameters: object) -> Any:
        """Give a command of the browser's own protocol."""
        return self._ask("POST", "goog/cdp/execute", {"cmd": command, "params": parameters})

    def close(self) -> None:
        """End the session."""
        requests.delete(self._url, timeout=30)

    def _find(self, selector: str) -> str:
        found = self._ask("POST", "element", {"using": "css selector", "value": selector})
        return str(found[ELEMENT])

    def _act(self, selector: str, action: str, body: object) -> None:
        """Do something with an element, again while it is not there, covered, or just replaced."""
        deadline = time.monotonic() + 20
        while True:
            try:
                self._ask("POST", f"element/{self._find(selector)}/{action}", body)
            except AssertionError as error:
                if time.monotonic() > deadline:
                    raise AssertionError(f"{action} on {selector} of {self.address}: {error}") from error
                time.sleep(0.05)
            else:
                return

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
