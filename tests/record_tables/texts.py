"""Text, and types known by number only."""

from tests.record_tables.case import BREAKS, EMPTY, P256, bad, good

TEXTS = [
    *good("TXT", "v=spf1 -all", "a", "0", 'hello "w"', "semi;colon", "a; b; c", "$INCLUDE /etc/passwd", "@", "( )"),
    *good("TXT", "$GENERATE 1-9 a$ A 1.2.3.$", "back\\slash", "ends with \\", "\\", '"', 'a "b" c', '"open'),
    *good("TXT", "ünïcödé ☃", "tab\tinside", "line\nbreak", "cr\rlf\nx", "nul\x00nul", "\x7f", "a  b", "\\# 1 00"),
    *good("TXT", "x" * 255, "x" * 256, "x" * 510, "x" * 5000, "ü" * 200, "☃" * 1000, "\\" * 300, '"' + "x" * 300),
    *good("TXT", "y" * 59000, "line\n@ IN NS evil.example.", '" IN NS evil.', "\u2028", "\x85", "%s %d {0}"),
    *good(
        "TXT", ('"quoted"', "quoted"), ('"a" "b"', "ab"), ('"a""b"', "ab"), ('"a"\n"b"', "ab"), (" padded ", "padded")
    ),
    *good("TXT", (r'"a\"b"', 'a"b'), (r'"a\\b"', r"a\b"), (r'"\065\066"', "AB"), (r'"\195\188"', "ü"), ('"ü"', "ü")),
    *good("TXT", r'"\255"', r'"a\000\255"', '" leading"', '"trailing "', '"  "', r'"\"a\" \"b\""', ('"\t"', r'"\009"')),
    *good("TXT", ('"v=DKIM1; k=rsa; " "p=MIIB"', "v=DKIM1; k=rsa; p=MIIB"), ('"' + "z" * 300 + '"', "z" * 300)),
    *bad("TXT", EMPTY, "", "   ", "\n"),
    *bad("TXT", "escapes go up to", r'"\256"', r'"a\999"'),
    *bad("TXT", "Unicode", "\ud800", "a\udfffb"),
    *bad("TXT", "longer than", "x" * 65536, "x" * 60000, "ü" * 31000),
]
TEXTS += good("TXT", '""')

UNKNOWN = [
    *good("TYPE65280", r"\# 4 0a000001", (r"\# 4 0A00 0001", r"\# 4 0a000001"), r"\# 0", (r"\#  1  FF", r"\# 1 ff")),
    *good("type65533", r"\# 1 00"),
    *bad("type65534", "made by the signer", r"\# 1 00"),
    *good("TYPE263", r"\# 2 abcd"),
    *good("TYPE1234", rf"\# 2000 {'ab' * 2000}"),
    *bad(
        "TYPE65280", r"\# <length> <hex>", "0a000001", r"\# 3 0a000001", r"\# 4 0a00000g", r"\# 4", r"\# -1 00", r"\#"
    ),
    *bad("TYPE65280", r"\# <length> <hex>", r"\# 1 00 ; x", r"\# 1 (00)", r'\# 1 "00"', r"\# 1 0", "x"),
    *bad("TYPE65280", BREAKS, "\\# 1\n00", "\\# 1 00\x00"),
    *bad("TYPE1", "TYPE1 is A", r"\# 4 0a000001"),
    *bad("TYPE257", "TYPE257 is CAA", r"\# 1 00"),
    *bad("TYPE48", "made by the signer", r"\# 1 00"),
    *[
        case
        for n in (0, 3, 34, 41, 67, 128, 250, 251, 255, 65535, 65536, 99999)
        for case in bad(f"TYPE{n}", "Unknown record type", r"\# 1 00")
    ],
    *bad("SOA", "SOA is invalid", "a.b c.d 1 1 1 1 1"),
    *bad("SPF", "use a TXT record", "v=spf1 -all"),
    *bad("RRSIG", "made by the signer", "x"),
    *bad("NSEC", "made by the signer", "a.b A"),
    *bad("NSEC3", "made by the signer", "x"),
    *bad("NSEC3PARAM", "made by the signer", "1 0 0 -"),
    *bad("DNSKEY", "made by the signer", f"257 3 13 {P256}"),
    *[
        case
        for name in ("ANY", "AXFR", "FOO", "", "A A", "TYPE", "TYPE01", "OPT", "A;")
        for case in bad(name, "type", "x")
    ],
]
