"""Pages for those who look after the platform and its users; each is shown to who has the permission it needs."""

from collections.abc import Sequence

from flask import Blueprint

from web.pages.administration import acting, all_zones, articles, blocks, events, jobs, services, statistics, users


def pages() -> Sequence[Blueprint]:
    """Return the pages, one blueprint for each kind of thing."""
    return [
        acting.pages(),
        all_zones.pages(),
        articles.pages(),
        blocks.pages(),
        events.pages(),
        jobs.pages(),
        services.pages(),
        statistics.pages(),
        users.pages(),
    ]
