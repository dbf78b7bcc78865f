"""The files of the page that shows the API: those of Swagger UI, as the set-up installed them, and our own."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import TryLater

HERE = Path(__file__).parent
INSTALLED = HERE / "node_modules" / "swagger-ui-dist"

FILES: Mapping[str, Path] = {
    "swagger-ui.css": INSTALLED / "swagger-ui.css",
    "swagger-ui-bundle.js": INSTALLED / "swagger-ui-bundle.js",
    "favicon-32x32.png": INSTALLED / "favicon-32x32.png",
    "page.css": HERE / "page.css",
    "page.js": HERE / "page.js",
}

MEDIA_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".png": "image/png"}

# nothing from anywhere else, nothing inline; the pictures in Swagger UI's style sheet are data URLs
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The page and its files.

    Attributes:
        version: stands in the addresses of the files, so that they may be kept for ever: it is made of their content.
        html: the page itself.
        files: content and media type by name.
    """

    version: str
    html: str
    files: Mapping[str, tuple[bytes, str]]


def read_page() -> Page:
    """Return the page.

    Raises:
        TryLater: its files are not installed.
    """
    try:
        contents = {name: path.read_bytes() for name, path in FILES.items()}
        template = (HERE / "page.html").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise TryLater("The files of this page are not installed; orchestration/local/setup does that.") from error
    version = hashlib.sha256(json.dumps([*map(_digest, contents.values())]).encode()).hexdigest()[:16]
    files = {name: (content, MEDIA_TYPES[Path(name).suffix]) for name, content in contents.items()}
    return Page(version, template.replace("{{version}}", version), files)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
