"""Style sheets, scripts and pictures: our own, and those the set-up installed; kept by browsers until they change."""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

HERE = Path(__file__).parent
OWN = HERE / "static"
INSTALLED = HERE / "node_modules"

VENDORED: Mapping[str, Path] = {
    "vendored/htmx.js": INSTALLED / "htmx.org/dist/htmx.min.js",
    "vendored/uplot.js": INSTALLED / "uplot/dist/uPlot.esm.js",
    "vendored/uplot.css": INSTALLED / "uplot/dist/uPlot.min.css",
}
LONGEST_SECONDS = 365 * 86400


@dataclass(frozen=True, slots=True)
class Assets:
    """All files, by name, and a version made of what is in them: another content has another address."""

    files: Mapping[str, bytes]
    version: str

    @classmethod
    def read(cls) -> "Assets":
        """Read them.

        Raises:
            SystemExit: some are not installed.
        """
        own = {path.relative_to(OWN).as_posix(): path for path in sorted(OWN.rglob("*")) if path.is_file()}
        missing = [str(path) for path in VENDORED.values() if not path.exists()]
        if missing:
            raise SystemExit(f"Not installed: {', '.join(missing)}; orchestration/local/setup does that.")
        files = {name: path.read_bytes() for name, path in (own | dict(VENDORED)).items()}
        digests = [f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in files.items()]
        return cls(files, hashlib.sha256("\n".join(digests).encode()).hexdigest()[:12])


def install_assets(app: Flask, assets: Assets) -> None:
    """Serve the files, and have templates name them by `asset("css/base.css")`.

    Args:
        app: the application, which must have no static folder of Flask's own.
        assets: the files.
    """

    def address(name: str) -> str:
        if name not in assets.files:
            raise KeyError(name)
        return f"/static/{assets.version}/{name}"

    @app.get("/static/<version>/<path:name>", endpoint="static")
    def serve(version: str, name: str) -> Response:
        if name not in assets.files:
            abort(404)
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response = current_app.response_class(assets.files[name], content_type=media_type)
        # while a new version takes over, a page of one of them may ask the other
        is_present = version == assets.version
        response.headers["Cache-Control"] = (
            f"public, max-age={LONGEST_SECONDS}, immutable" if is_present else "no-cache"
        )
        response.set_etag(assets.version)
        response.make_conditional(request)
        return response

    app.jinja_env.globals["asset"] = address
