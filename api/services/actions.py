"""What is decided about logs."""

from itertools import islice

from api.domains.finding import find_domain
from api.numbered_pages import page_of
from api.services.answers import LogPage, ZoneLogLine
from api.services.lines import message_of_named, naming, with_times
from api.services.log_files import LogFiles
from api.transaction import Transaction
from core.errors import Invalid

PAGE_SIZE = 100
ZONE_LINES = 100
# lines that hold the name of a zone as part of another name are looked at and left out
MOST_LOOKED_AT = 20_000
STREAMS = ("stdout", "stderr")


def read_log(files: LogFiles, service: str, page: int, stream: str, search: str) -> LogPage:
    """Return a page of the log of a service.

    Args:
        files: the logs.
        service: its name.
        page: its number; the first holds the newest lines.
        stream: empty for all; services write everything to one, so that there are no lines of stderr apart.
        search: only lines that hold this, in any case; empty for all.

    Raises:
        NotFound: there is no such service.
        Invalid: there is no such stream.
        TryLater: the log cannot be read.
    """
    if stream and stream not in STREAMS:
        raise Invalid(f"There is no stream {stream}; there are stdout and stderr.")
    found = files.window(service, (page - 1) * PAGE_SIZE, PAGE_SIZE, search)
    if stream == "stderr":
        return {"logs": [], "pagination": page_of(1, PAGE_SIZE, 0).numbers}
    shown = page_of(page, PAGE_SIZE, found.total)
    if shown.number != page:
        found = files.window(service, shown.offset, PAGE_SIZE, search)
    return {
        "logs": [
            {"timestamp": timestamp, "message": line, "stream": "stdout", "docker": {"hostname": service}}
            for timestamp, line in with_times(found.lines, found.modified_at)
        ],
        "pagination": shown.numbers,
    }


def read_zone_log(transaction: Transaction, text: str, files: LogFiles, primary: str) -> list[ZoneLogLine]:
    """Return the last lines of the primary name server's log that name a zone, oldest first.

    Args:
        transaction: the unit of work.
        text: the name of the domain as it was sent.
        files: the logs.
        primary: the name of its service.

    Raises:
        TryLater: the log cannot be read.
    """
    domain, _level = find_domain(transaction.session, transaction.actor, text, "read")
    names = naming(domain.name)
    candidates = files.newest(primary, domain.name.encode("ascii"), MOST_LOOKED_AT)
    lines = list(islice((line for line in candidates if names.search(line)), ZONE_LINES))
    return [
        {"timestamp": timestamp, "message": message_of_named(line)}
        for timestamp, line in with_times(reversed(lines), transaction.now / 1000)
    ]
