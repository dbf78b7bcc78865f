"""The tables; the only place a column is named."""

from core.models.accounts import ApiKey, DomainKey, User, UserPermission, UserValue
from core.models.administration import Article, AuditEntry, BlockPattern
from core.models.base import Base
from core.models.domains import Domain, DomainAccess, DomainValue, Record, SerialFloor, ZoneKeys
from core.models.history import ZoneChange
from core.models.outbox import DomainHook, HookCall, Mail, hook_purpose
from core.models.platform import Job, PublicNameServer, ScheduledTask, Sighting
from core.models.sign_in import Passkey, SecondFactor, TrustedDevice, UserCode

__all__ = [
    "ApiKey",
    "Article",
    "AuditEntry",
    "Base",
    "BlockPattern",
    "Domain",
    "DomainAccess",
    "DomainHook",
    "DomainKey",
    "DomainValue",
    "HookCall",
    "Job",
    "Mail",
    "Passkey",
    "PublicNameServer",
    "Record",
    "ScheduledTask",
    "SecondFactor",
    "SerialFloor",
    "Sighting",
    "TrustedDevice",
    "User",
    "UserCode",
    "UserPermission",
    "UserValue",
    "ZoneChange",
    "ZoneKeys",
    "hook_purpose",
]
