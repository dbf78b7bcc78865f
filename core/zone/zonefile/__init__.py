"""Master files (RFC 1035 §5): rendered for the primary, exported for people, and read back from anywhere."""

from core.zone.zonefile.export import export_zone
from core.zone.zonefile.parse import parse_zone_file
from core.zone.zonefile.render import render_zone
from core.zone.zonefile.tinydns import parse_tinydns
from core.zone.zonefile.values import ImportLimits, ParsedRecord, ParsedZone

__all__ = [
    "ImportLimits",
    "ParsedRecord",
    "ParsedZone",
    "export_zone",
    "parse_tinydns",
    "parse_zone_file",
    "render_zone",
]
