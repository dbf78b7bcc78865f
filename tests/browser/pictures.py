"""Takes pictures of pages at several widths, light and dark: `python -m tests.browser.pictures var/kept /zones …`."""

import argparse
import itertools
import re
import tempfile
from pathlib import Path

from tests.browser.dashboard import Dashboard
from tests.chromium import browser
from tests.stack import Stack

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")


def main() -> None:
    """Take the pictures and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=Path, help="the directory of a stack, which is started if it does not run")
    parser.add_argument("paths", nargs="+", help="of pages")
    parser.add_argument("--as", dest="who", choices=("nobody", "demo", "admin"), default="demo")
    parser.add_argument("--to", type=Path, default=Path("var/pictures"))
    parser.add_argument("--widths", type=int, nargs="+", default=WIDTHS)
    parser.add_argument("--schemes", nargs="+", default=SCHEMES)
    wanted = parser.parse_args()
    stack = Stack(wanted.state)
    stack.up()
    wanted.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile, browser(Path(profile)) as window:
        dashboard = Dashboard(stack, window)
        sign_in = {"demo": dashboard.sign_in_as_demo_user, "admin": dashboard.sign_in_as_administrator}
        if wanted.who in sign_in:
            sign_in[wanted.who]()
        for path, width, scheme in itertools.product(wanted.paths, wanted.widths, wanted.schemes):
            window.prefer(scheme)
            window.resize(width, 900)
            dashboard.open(path)
            height = min(int(window.run("return document.documentElement.scrollHeight")), 4000)
            window.resize(width, max(height, 600))
            name = re.sub(r"[^a-z0-9.]+", "-", path.lower()).strip("-") or "front"
            file = wanted.to / f"{name}-{width}-{scheme}.png"
            window.screenshot(file)
            print(file)


if __name__ == "__main__":
    main()
