"""Zone files: one is taken in after a look at what it would change, and a zone is given as one."""

import re
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from core.errors import Conflict, Invalid, Refusal
from core.zone.names import to_ascii
from web.difference import shown
from web.pages.records.listing import may_write
from web.uploads import uploaded_text
from web.visit import api

FORMS = {"bind": "Zone file (BIND, RFC 1035)", "tinydns": "tinydns data"}
MODES = {"replace": "Replace", "merge": "Merge"}
# characters of a file a page shows whole; a larger one is downloaded
MOST_SHOWN = 256 * 1024
LINE = re.compile(r"\bline (\d+)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A file as it was given, and what is to become of it."""

    text: str
    form: str
    mode: str

    @classmethod
    def read(cls) -> "Typed":
        """Read the form.

        Raises:
            Invalid: the file is no text.
        """
        form, mode = request.form.get("form", "bind"), request.form.get("mode", "replace")
        return cls(
            uploaded_text("file") or request.form.get("text", ""),
            form if form in FORMS else "bind",
            mode if mode in MODES else "replace",
        )

    def line_of(self, refusal: Refusal) -> str:
        """Return the line a refusal speaks of, empty if it speaks of none."""
        found = LINE.search(refusal.message)
        lines = self.text.splitlines()
        number = int(found[1]) if found else 0
        return lines[number - 1][:500] if 0 < number <= len(lines) else ""


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("zone_files", __name__)
    _add_import(blueprint)
    _add_export(blueprint)
    return blueprint


def _add_import(blueprint: Blueprint) -> None:
    @blueprint.get("/zones/<zone>/import")
    def show(zone: str) -> str:
        return _form(zone, Typed("", "bind", "replace"), None)

    @blueprint.post("/zones/<zone>/import/plan")
    def plan(zone: str) -> str | tuple[str, int]:
        typed = Typed("", "bind", "replace")
        asked = api()
        try:
            typed = Typed.read()
            newest, answer = asked.together(
                lambda: asked.history.page(zone, 1, 1),
                lambda: asked.zone_files.take(zone, typed.text, form=typed.form, mode=typed.mode, dry_run=True),
            )
        except Invalid as refusal:
            return _form(zone, typed, refusal), 422
        return _plan(zone, typed, newest.tag, answer.response)

    @blueprint.post("/zones/<zone>/import")
    def take(zone: str) -> AnyResponse | tuple[str, int]:
        typed = Typed.read()
        asked = api()
        try:
            tag = request.form.get("tag", "")
            asked.zone_files.take(zone, typed.text, form=typed.form, mode=typed.mode, tag=tag)
        except Invalid as refusal:
            return _form(zone, typed, refusal), 422
        except Conflict as conflict:
            detail = conflict.detail if isinstance(conflict.detail, dict) else {}
            again = asked.zone_files.take(zone, typed.text, form=typed.form, mode=typed.mode, dry_run=True)
            return _plan(zone, typed, str(detail.get("etag", "")), again.response, is_overtaken=True), 409
        return redirect(url_for("records.show", zone=zone, saved=g.request_id))


def _add_export(blueprint: Blueprint) -> None:
    @blueprint.get("/zones/<zone>/export")
    def show_export(zone: str) -> str:
        text = api().zone_files.export(zone, _form_of_export())
        is_small = len(text) <= MOST_SHOWN
        return render_template(
            "zone_files/export.html",
            zone={"domain": zone},
            text=text if is_small else "",
            octets=len(text.encode()),
            form=_form_of_export(),
        )

    @blueprint.get("/zones/<zone>/export/download")
    def download(zone: str) -> Response:
        text = api().zone_files.export(zone, _form_of_export())
        # in ASCII, so that the header needs no encoding; a classless reverse zone has a slash (RFC 2317)
        name = to_ascii(zone).replace("/", "-").replace('"', "")
        headers = {"Content-Disposition": f'attachment; filename="{name}.zone"'}
        return Response(text, content_type="text/dns; charset=utf-8", headers=headers)


def _form_of_export() -> str:
    return "raw" if request.args.get("form") == "raw" else "bind"


def _form(zone: str, typed: Typed, refusal: Refusal | None) -> str:
    known = api().zones.get(zone).response
    return render_template(
        "zone_files/import.html",
        zone=known,
        typed=typed,
        refusal=refusal,
        line=typed.line_of(refusal) if refusal else "",
        forms_of_files=FORMS,
        may_write=may_write(known) and not known["aliasof"],
    )


def _plan(zone: str, typed: Typed, tag: str, plan: dict[str, Any], *, is_overtaken: bool = False) -> str:
    difference = shown(plan["difference"])
    return render_template(
        "zone_files/plan.html",
        zone={"domain": zone},
        typed=typed,
        tag=tag,
        plan=plan,
        difference=difference,
        is_overtaken=is_overtaken,
    )
