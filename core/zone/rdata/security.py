"""Keys, digests and certificates: DS, CDS, CDNSKEY, SSHFP, TLSA, SMIMEA, OPENPGPKEY, CERT, DHCID, IPSECKEY, HIP."""

from typing import Any

from core.errors import Invalid
from core.zone.rdata.generic import family

# Octets of a digest by its type: RFC 3658, RFC 4509, RFC 5933, RFC 6605, RFC 9558, RFC 9563.
_DS_DIGESTS = {1: 20, 2: 32, 3: 32, 4: 48, 5: 32, 6: 32}
# RFC 4255 §3.1.2, RFC 6594 §3.
_SSHFP_DIGESTS = {1: 20, 2: 32}
# RFC 6698 §2.1.3; 0 is the whole certificate or key.
_TLSA_DIGESTS = {1: 32, 2: 64}
# RFC 6698 §7.2 to §7.4: what is registered, and 255 for private use.
_TLSA_USAGES = (0, 1, 2, 3, 255)
_TLSA_SELECTORS = (0, 1, 255)
_TLSA_MATCHINGS = (0, 1, 2, 255)
_ZONE_KEY_FLAG = 0x100


def _check_length(octets: bytes, expected: int | None, noun: str) -> None:
    if not octets:
        raise Invalid(f"The {noun} must not be empty.")
    if expected is not None and len(octets) != expected:
        raise Invalid(f"The {noun} must have {2 * expected} hex digits, not {2 * len(octets)}.")


def _check_ds(rdata: Any) -> None:
    if rdata.algorithm == 0 or rdata.digest_type == 0:
        raise Invalid("The algorithm and digest type of a DS record must not be 0.")
    _check_length(rdata.digest, _DS_DIGESTS.get(rdata.digest_type), "digest")


def _check_cds(rdata: Any) -> None:
    """Check as DS, apart from the one value that asks for deletion (RFC 8078 §4)."""
    if rdata.algorithm == 0 or rdata.digest_type == 0:
        if (rdata.key_tag, rdata.algorithm, rdata.digest_type, rdata.digest) != (0, 0, 0, b"\0"):
            raise Invalid("A CDS record with algorithm 0 must be 0 0 0 00 (RFC 8078 §4).")
        return
    _check_ds(rdata)


def _check_cdnskey(rdata: Any) -> None:
    if rdata.protocol != 3:
        raise Invalid("The protocol of a CDNSKEY record must be 3.")
    if rdata.algorithm == 0:
        if (int(rdata.flags), rdata.key) != (0, b"\0"):
            raise Invalid("A CDNSKEY record with algorithm 0 must be 0 3 0 AA== (RFC 8078 §4).")
        return
    if not rdata.flags & _ZONE_KEY_FLAG:
        raise Invalid("The flags of a CDNSKEY record must be 256 or 257.")
    _check_length(rdata.key, None, "key")


def _check_sshfp(rdata: Any) -> None:
    if rdata.algorithm == 0 or rdata.fp_type == 0:
        raise Invalid("The algorithm and fingerprint type of an SSHFP record must not be 0.")
    _check_length(rdata.fingerprint, _SSHFP_DIGESTS.get(rdata.fp_type), "fingerprint")


def _check_tlsa(rdata: Any) -> None:
    for noun, value, known in (
        ("usage", rdata.usage, _TLSA_USAGES),
        ("selector", rdata.selector, _TLSA_SELECTORS),
        ("matching type", rdata.mtype, _TLSA_MATCHINGS),
    ):
        if value not in known:
            raise Invalid(f"The {noun} must be one of {', '.join(map(str, known))}, not {value}.")
    _check_length(rdata.cert, _TLSA_DIGESTS.get(rdata.mtype), "fingerprint")


def _check_openpgpkey(rdata: Any) -> None:
    _check_length(rdata.key, None, "key")


def _check_cert(rdata: Any) -> None:
    _check_length(rdata.certificate, None, "certificate")


def _check_dhcid(rdata: Any) -> None:
    if len(rdata.data) < 3:
        raise Invalid("A DHCID record has at least three octets (RFC 4701 §3.1).")


_TLSA_FORM = "<usage> <selector> <matching type> <fingerprint>"
_DS_FORM = "<keytag> <algorithm> <digesttype> <digest>"

FAMILIES = {
    each.type: each
    for each in (
        family("DS", _DS_FORM, _check_ds),
        family("SSHFP", "<algorithm> <fingerprint type> <fingerprint>", _check_sshfp),
        family("TLSA", _TLSA_FORM, _check_tlsa),
        family("SMIMEA", _TLSA_FORM, _check_tlsa),
        family("OPENPGPKEY", "<key in base64>", _check_openpgpkey),
        family("CERT", "<type> <key tag> <algorithm> <certificate in base64>", _check_cert),
        family("CDS", _DS_FORM, _check_cds),
        family("CDNSKEY", "<flags> <protocol> <algorithm> <key in base64>", _check_cdnskey),
        family("DHCID", "<base64>", _check_dhcid),
        family("IPSECKEY", "<precedence> <gateway type> <algorithm> <gateway> <key in base64>"),
        family("HIP", "<algorithm> <host identity tag> <key in base64> [<server> …]"),
    )
}
