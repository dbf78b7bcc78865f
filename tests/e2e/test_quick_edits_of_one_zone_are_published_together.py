"""Many quick edits of one zone make a few publications, and the last state is the one that is served."""

from tests.e2e.edits import Edits
from tests.e2e.saved_zone import assert_served_as_saved
from tests.stack import Stack

EDITS = 50
MOST_PUBLICATIONS = 10


def publications(stack: Stack, zone: str) -> int:
    rows = stack.sql(
        "SELECT COUNT(*) FROM jobs JOIN domains ON domains.id = jobs.domain_id"
        f" WHERE domains.name = '{zone}' AND jobs.name = 'publish_zone' AND jobs.state = 'finished'"
    )
    return int(rows[0][0])


def test_fifty_quick_edits_make_at_most_ten_publications(stack: Stack) -> None:
    zone = stack.new_zone()
    before = publications(stack, zone)
    edits = Edits(stack, [zone])
    edits.begin(EDITS, threads=4)
    edits.finish()
    edits.assert_none_is_lost()
    assert_served_as_saved(stack, zone)
    longest = max(edits.seconds)
    made = publications(stack, zone) - before
    assert 0 < made <= MOST_PUBLICATIONS, f"{made} publications; the slowest edit took {longest:.2f} s"
