"""Every page that can be reached: nothing serious for axe, no wider than a phone, readable in the dark, silent."""

import pytest

from tests.browser.dashboard import Dashboard
from tests.crawler import Crawler
from tests.stack import Stack


@pytest.mark.parametrize("who", ["nobody", "user", "admin"])
def test_everybody_can_use_every_page(dashboard: Dashboard, stack: Stack, who: str) -> None:
    known = stack.info.get(who, {})
    if known:
        dashboard.sign_in(known["email"], known["password"])
    crawler = Crawler(stack, known.get("email", ""), known.get("password", ""))
    read = [page for page in crawler.pages() if "text/html" in page.answer.headers["Content-Type"]]
    assert len(read) > 1
    wrong = {}
    for page in read:
        for width, scheme in ((360, "light"), (1440, "dark")):
            dashboard.window.prefer(scheme)
            dashboard.window.resize(width, 900)
            dashboard.open(page.path)
            try:
                dashboard.expect_accessible()
                dashboard.expect_no_sideways_scrolling()
                dashboard.expect_silence()
            except AssertionError as error:
                wrong[page.path, width, scheme] = str(error)
    assert wrong == {}
