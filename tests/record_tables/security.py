"""Keys, digests and fingerprints."""

from tests.record_tables.case import BREAKS, P256, SHA1, SHA256, SHA384, SHA512, bad, good

DS_FORM = "<keytag> <algorithm> <digesttype> <digest>"
KEYS = [
    *good("DS", f"12345 13 2 {SHA256}", f"0 8 1 {SHA1}", f"65535 14 4 {SHA384}", f"1 15 2 {SHA256}", "1 253 200 00ff"),
    *good(
        "DS",
        (f"1 13 2 {SHA256.upper()}", f"1 13 2 {SHA256}"),
        (f"1  13 2 {SHA256[:32]} {SHA256[32:]}", f"1 13 2 {SHA256}"),
    ),
    *good("DS", (f"1 ECDSAP256SHA256 2 {SHA256}", f"1 13 2 {SHA256}")),
    *bad(
        "DS", DS_FORM, f"65536 13 2 {SHA256}", f"1 256 2 {SHA256}", f"1 13 256 {SHA256}", "1 13 2", "1 13", "1 13 2 xyz"
    ),
    *bad(
        "DS",
        DS_FORM,
        f"1 13 2 {SHA256}0",
        f"-1 13 2 {SHA256}",
        f"1 13 2 {SHA256} ; c",
        f"1 13 2 ( {SHA256} )",
        "a b c d",
    ),
    *bad("DS", "Record content", f"1 13 2 {SHA1}", f"1 13 1 {SHA256}", f"1 13 4 {SHA256}", f"1 13 0 {SHA256}"),
    *bad("DS", "must not be 0", f"1 0 2 {SHA256}"),
    *bad("DS", BREAKS, f"1 13 2\n{SHA256}"),
    *good("CDS", f"12345 13 2 {SHA256}", "0 0 0 00", (f"1 8 1 {SHA1.upper()}", f"1 8 1 {SHA1}")),
    *bad("CDS", "0 0 0 00", "1 0 0 00", f"1 0 2 {SHA256}", "0 13 0 00", "0 0 0 01"),
    *bad("CDS", DS_FORM, "0 0 0", "0 0 0 0000", f"1 13 2 {SHA1}", "x"),
    *good(
        "CDNSKEY",
        f"257 3 13 {P256}",
        f"256 3 13 {P256}",
        "0 3 0 AA==",
        (f"257 3 13 {P256[:40]} {P256[40:]}", f"257 3 13 {P256}"),
    ),
    *bad("CDNSKEY", "protocol", f"257 2 13 {P256}", "0 0 0 AA=="),
    *bad("CDNSKEY", "0 3 0 AA==", "257 3 0 AA==", "0 3 0 AAAA", f"257 3 0 {P256}"),
    *bad("CDNSKEY", "256 or 257", f"0 3 13 {P256}", f"1 3 13 {P256}"),
    *bad(
        "CDNSKEY",
        "CDNSKEY",
        f"65536 3 13 {P256}",
        "257 3 13 !!!!",
        f"257 3 300 {P256}",
        "257 3 13 AAA",
        f"257 x 13 {P256}",
    ),
    *bad("CDNSKEY", "CDNSKEY", "257 3 13"),
]

SSHFP_FORM = "<algorithm> <fingerprint type> <fingerprint>"
TLSA_FORM = "<usage> <selector> <matching type> <fingerprint>"
FINGERPRINTS = [
    *good(
        "SSHFP",
        f"1 1 {SHA1}",
        f"4 2 {SHA256}",
        f"6 2 {SHA256}",
        f"3 1 {SHA1}",
        "4 99 00",
        (f"2 1 {SHA1.upper()}", f"2 1 {SHA1}"),
    ),
    *bad("SSHFP", SSHFP_FORM, "1 1", f"256 1 {SHA1}", f"1 256 {SHA1}", "1 1 xyz", f"x 1 {SHA1}", f"1 1 {SHA1}0", "1"),
    *bad("SSHFP", SSHFP_FORM, f"1 1 {SHA1} ;", f'1 1 "{SHA1}" (', f"1 1 {SHA1} $"),
    *bad("SSHFP", "must not be 0", f"0 1 {SHA1}", f"1 0 {SHA1}"),
    *bad("SSHFP", "fingerprint length", f"1 1 {SHA256}", f"1 2 {SHA1}"),
    *bad("SSHFP", BREAKS, f"1 1 {SHA1}\n"[:-2] + "\n0"),
]
for kind in ("TLSA", "SMIMEA"):
    FINGERPRINTS += [
        *good(kind, f"3 1 1 {SHA256}", f"0 0 2 {SHA512}", "2 0 0 3082", f"255 255 1 {SHA256}", "1 1 255 00"),
        *good(
            kind,
            (f"3 1 1 {SHA256.upper()}", f"3 1 1 {SHA256}"),
            (f"3 1 1 {SHA256[:10]} {SHA256[10:]}", f"3 1 1 {SHA256}"),
        ),
        *bad(kind, "usage must be", f"4 1 1 {SHA256}", f"254 1 1 {SHA256}"),
        *bad(kind, "selector must be", f"3 2 1 {SHA256}", f"3 100 1 {SHA256}"),
        *bad(kind, "matching type must be", f"3 1 3 {SHA256}", f"3 1 254 {SHA256}"),
        *bad(kind, "length inconsistent", f"3 1 1 {SHA512}", f"3 1 2 {SHA256}", f"3 1 1 {SHA1}"),
        *bad(kind, TLSA_FORM, f"256 1 1 {SHA256}", f"3 1 {SHA256}", "3 1 1 xy", f"a 1 1 {SHA256}", f"3 1 1 {SHA256}f"),
        *bad(kind, TLSA_FORM, f"3 1 1 {SHA256} ; x", f"3 1 1 ({SHA256})"),
        *bad(kind, TLSA_FORM, "3 1 0", "3 1 1"),
    ]
