"""The page of the design system shows what there is."""

import re
from pathlib import Path

from web.pages.design import COLOURS, GAPS, SIZES

CSS = Path("web/static/css")
# what is seen in every part
ELSEWHERE = {"sans", "mono", "round", "shadow", "shadow-high", "reading", "widest"}


def test_every_value_of_the_design_system_is_shown() -> None:
    values = set(re.findall(r"^  --([a-z0-9-]+):", (CSS / "tokens.css").read_text(), re.MULTILINE))
    shown = {name for _title, names in COLOURS for name in names} | set(SIZES) | set(GAPS)
    assert shown == values - ELSEWHERE


def test_every_value_that_is_shown_has_a_look() -> None:
    sheet = (CSS / "design.css").read_text()
    for name in [name for _title, names in COLOURS for name in names] + list(GAPS):
        assert f".of-{name} {{" in sheet, name
