"""What a public server should serve of a zone, made from the records as the API gives them back."""

import subprocess
from pathlib import Path

import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.zone

from core.zone.rdata import canonical
from tests.stack import Stack

# what the signer adds, and the state of its signing
ADDED = {"RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "CDS", "CDNSKEY", "TYPE65534", "SOA"}

Served = set[tuple[dns.name.Name, int, dns.rdata.Rdata]]


def saved_records(stack: Stack, zone: str, ascii_zone: str | None = None) -> Served:
    """Return owner, TTL and rdata of every record saved, without those of types the signer adds too."""
    origin = dns.name.from_text(ascii_zone or zone)
    records = stack.api("GET", f"domains/{zone}/records").response["records"]
    found: Served = set()
    for record in records:
        if record["type"] in ADDED:
            continue
        text = canonical(record["type"], record["content"], record["priority"]).rdata
        rdtype = dns.rdatatype.from_text(record["type"])
        rdata = dns.rdata.from_text(dns.rdataclass.IN, rdtype, text, origin, relativize=False)
        owner = dns.name.from_unicode(record["name"], origin) if record["name"] else origin
        found.add((owner, record["ttl"], rdata))
    return found


def served_records(transferred: dns.zone.Zone) -> Served:
    """Return the same of a zone that was transferred."""
    return {
        (owner, ttl, rdata)
        for owner, ttl, rdata in transferred.iterate_rdatas()
        if dns.rdatatype.to_text(rdata.rdtype) not in ADDED
    }


def assert_served_as_saved(stack: Stack, zone: str, ascii_zone: str | None = None) -> None:
    """Compare a zone as every public server transfers it with the records that are saved."""
    saved = saved_records(stack, zone, ascii_zone)
    for name, port in stack.public_ports.items():
        served = served_records(stack.transfer(port, ascii_zone or zone))
        assert served == saved, f"{zone} on {name}: more {served - saved}, less {saved - served}"


def verify_signatures(transferred: dns.zone.Zone, directory: Path) -> None:
    """Have dnssec-verify check every signature and every proof of absence of a zone."""
    file = directory / "zone"
    transferred.to_file(str(file), relativize=False)
    origin = str(transferred.origin)
    # -z: one key may be both, the one the parent knows and the one that signs
    done = subprocess.run(["dnssec-verify", "-z", "-o", origin, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def delv(transferred: dns.zone.Zone, port: int, directory: Path, name: str, rdtype: str) -> str:
    """Return what delv says of an answer when it trusts the key of the zone itself."""
    origin = str(transferred.origin)
    keys = transferred.find_rdataset(origin, "DNSKEY")
    anchors = "".join(
        f'{origin} static-key {key.flags} {key.protocol} {key.algorithm} "{key.to_text().split(" ", 3)[3]}";'
        for key in keys
    )
    file = directory / "anchors"
    file.write_text(f"trust-anchors {{ {anchors} }};\n")
    command = ["delv", "@127.0.0.1", "-p", str(port), "-a", str(file), f"+root={origin}", name, rdtype]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr
