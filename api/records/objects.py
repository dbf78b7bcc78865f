"""Records as API 1.0 shows them (§8.4)."""

from typing import Literal

from api.records.answers import RecordObject
from core.models import Record
from core.zone.names import absolute, to_unicode
from core.zone.rdata import display


def record_object(
    record: Record, zone: str | None = None, *, marked: Literal["updated", "deleted"] | None = None
) -> RecordObject:
    """Return a record on the wire.

    Args:
        record: the record, or a row with its columns.
        zone: the stored name of the zone, if the full name is to be shown; otherwise it is relative.
        marked: what happened to it, after a change.
    """
    name = record.name if zone is None else absolute(record.name, zone)
    shown: RecordObject = {
        "id": record.id,
        # 0 is for us: a clone that finds nothing yet
        "remote_domain_id": record.remote_domain_id or None,
        "name": to_unicode(name),
        "type": record.type,
        "content": display(record.type, record.content),
        "ttl": record.ttl,
        "priority": record.priority,
        "changed_at": record.changed_at // 1000,
        "changed_by": record.changed_by,
        "comment": record.comment,
        "disabled": record.disabled,
    }
    if marked is not None:
        shown[marked] = True
    return shown
