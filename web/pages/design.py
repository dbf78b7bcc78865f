"""The design system shown: its colours, type and parts, for who makes pages."""

from flask import Blueprint, render_template

from web.visit import public

COLOURS = (
    ("Grounds", ("ground", "surface", "sunken", "line", "line-strong")),
    ("Text", ("text", "text-soft", "text-on-accent")),
    ("Accent", ("accent", "accent-strong", "accent-faint")),
    ("States", ("good", "good-faint", "busy", "busy-faint", "bad", "bad-faint")),
    ("Lines of graphs", tuple(f"line-{number}" for number in range(1, 11))),
)
SIZES = ("text-title", "text-large", "text-size", "text-small")
GAPS = ("gap-1", "gap-2", "gap-3", "gap-4", "gap-5", "gap-6")


def pages() -> Blueprint:
    """Return the pages."""
    blueprint = Blueprint("design", __name__)

    @blueprint.get("/design")
    @public
    def show() -> str:
        return render_template("design/show.html", colours=COLOURS, sizes=SIZES, gaps=GAPS)

    return blueprint
