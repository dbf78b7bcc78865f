"""The tables; the only place a column is named."""

from core.models.accounts import ApiKey, DomainKey, User, UserPermission
from core.models.base import Base
from core.models.domains import Domain, DomainAccess, DomainHook, Record, SerialFloor
from core.models.history import ZoneChange
from core.models.platform import Job, PublicNameServer, ScheduledTask, Sighting

__all__ = [
    "ApiKey",
    "Base",
    "Domain",
    "DomainAccess",
    "DomainHook",
    "DomainKey",
    "Job",
    "PublicNameServer",
    "Record",
    "ScheduledTask",
    "SerialFloor",
    "Sighting",
    "User",
    "UserPermission",
    "ZoneChange",
]
