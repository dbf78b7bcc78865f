"""An id of a session that somebody else may know is worth nothing once its visitor has signed in."""

import requests

from tests.crawler import Crawler
from tests.stack import Stack

COOKIE = "zonehost"


def test_the_id_of_before_the_sign_in_opens_nothing(stack: Stack) -> None:
    user = stack.info["user"]
    crawler = Crawler(stack)
    form = {"csrf_token": crawler.token("/sign-in"), "email": user["email"], "password": user["password"]}
    before = crawler.http.cookies[COOKIE]
    assert crawler.http.post(f"{crawler.url}/sign-in", data=form, timeout=30).url == f"{crawler.url}/zones"
    after = crawler.http.cookies[COOKIE]
    assert after != before
    opened = [
        requests.get(f"{crawler.url}/zones", cookies={COOKIE: value}, allow_redirects=False, timeout=30).status_code
        for value in (before, after)
    ]
    assert opened == [302, 200]
