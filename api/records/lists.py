"""The lists of records asked for lately, kept per version of a zone: every change makes another version."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from api.records.answers import RecordObject

RecordList = list[RecordObject]

MOST_LISTS = 500
LARGEST_LIST = 1000


class RecordLists:
    """Keeps small lists, the least lately asked for go first.

    A version is never changed once it is made, so what is kept never gets old; nobody may change a list either.
    """

    def __init__(self) -> None:
        self._lists: OrderedDict[tuple[int, int], RecordList] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, domain_id: int, serial: int, read: Callable[[], RecordList]) -> RecordList:
        """Return the records of a version, read if they are not kept."""
        version = (domain_id, serial)
        with self._lock:
            found = self._lists.get(version)
            if found is not None:
                self._lists.move_to_end(version)
                return found
        records = read()
        if len(records) <= LARGEST_LIST:
            with self._lock:
                self._lists[version] = records
                if len(self._lists) > MOST_LISTS:
                    self._lists.popitem(last=False)
        return records
