"""Contents of records, good and bad, with what must become of them; used against the rules and through the API."""

from dataclasses import dataclass

Form = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One content as it may be sent.

    Attributes:
        type: record type as sent.
        content: content as sent.
        priority: priority as sent.
        accepted: whether it can be stored.
        canonical_content: what is stored then.
        reason_contains: a part of the sentence of the refusal otherwise.
    """

    type: str
    content: str
    priority: int | None
    accepted: bool
    canonical_content: str | None
    reason_contains: str | None


def good(record_type: str, *forms: Form, priority: int | None = None) -> list[Case]:
    """Contents that are stored: as sent, or in the second form of a pair."""
    pairs = [(form, form) if isinstance(form, str) else form for form in forms]
    return [Case(record_type, sent, priority, True, stored, None) for sent, stored in pairs]


def bad(record_type: str, reason: str, *contents: str, priority: int | None = None) -> list[Case]:
    """Contents that are refused with `reason` in the sentence."""
    return [Case(record_type, content, priority, False, None, reason) for content in contents]


SHA1 = "0123456789abcdef0123456789abcdef01234567"
SHA256 = "89abcdef01234567" * 4
SHA384 = "fedcba9876543210" * 6
SHA512 = "0011223344556677" * 8
KEY = "AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ=="
P256 = "mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
LONG_LABEL = "l" * 63
LONGEST = ".".join(["l" * 61] * 4) + ".longs"
TOO_LONG = ".".join(["l" * 61] * 4) + ".longer"
FQDN = "valid FQDN"
NO_IP = "name not an IP"
BREAKS = "control characters"
EMPTY = "must not be empty"

ADDRESSES = [
    *good("A", "192.0.2.1", "0.0.0.0", "255.255.255.255", "127.0.0.1", (" 192.0.2.7 ", "192.0.2.7")),  # noqa: S104
    *good("a", ("192.0.2.1\n", "192.0.2.1")),
    *bad("A", "IPv4", "192.0.2", "192.0.2.256", "192.0.2.1.1", "192.0.02.1", "0x7f.0.0.1", "3221225985"),
    *bad("A", "IPv4", "::1", "example.org", "192.0.2.1 192.0.2.2", "192.0.2.1; x", "192.0.2.1.", "\uff11.2.3.4"),
    *bad("A", "IPv4", "192.0.2.1/24", "192.0.2.1:80", "-1.0.0.0", '"192.0.2.1"', "$INCLUDE /etc/passwd", "@"),
    *bad("A", BREAKS, "192.0.2.1\n@ IN NS evil.example.", "192.0.2.1\r\nx", "192.0.2.1\x00", "192.0.2\x0b.1"),
    *bad("A", EMPTY, "", "0", "   ", "\n"),
    *good("A", (r"\# 4 c0000201", "192.0.2.1"), (r"\# 4 c000 0201", "192.0.2.1")),
    *bad("A", r"\#", r"\# 3 c00002", r"\# 4 c00002", r"\# 5 c000020101", r"\# x", r"\#"),
    *good("AAAA", "::", "::1", "2001:db8::1", "fe80::1", "2001:db8:1:2:3:4:5:6", "ff02::1"),
    *good("AAAA", ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1")),
    *good("AAAA", ("2001:db8::0001", "2001:db8::1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1")),
    *good("AAAA", ("::FFFF:C000:0201", "::ffff:192.0.2.1"), ("2001:db8::192.0.2.1", "2001:db8::c000:201")),
    *good("AAAA", ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("0:0:0:0:0:0:0:0", "::"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")),
    *bad("AAAA", "IPv6", "192.0.2.1", "2001:db8", "2001:db8::1::2", "2001:db8::12345", "2001:db8::g", ":::"),
    *bad("AAAA", "IPv6", "fe80::1%eth0", "2001:db8::1/64", "[2001:db8::1]", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9"),
    *bad("AAAA", "IPv6", "::1 ; comment", '"::1"', "$GENERATE 1-9 a$ AAAA ::$", "::1 ::2", "example.org"),
    *bad("AAAA", BREAKS, "::1\n::2", "::1\x00", "::1\u2028::2"),
]

HOSTS = ("mail.example.org", "a.b", "1.example.org", "x--y.example.org", "xn--bcher-kva.example", f"{LONG_LABEL}.org")
NOT_HOSTS = ("a..b", ".a.b", "-a.example.org", "a-.example.org", "a b.org", f"l{LONG_LABEL}.org", TOO_LONG, "a.b..")
INJECTED = ("a.b\n@ NS evil.", "a\r.b", "a.b\x00", "a.b\u2029c", "a.b\x85")
SMUGGLED = ("a.b ; NS evil", 'a.b"', "a.b\\", "$INCLUDE", "$GENERATE 1-3 $", "a.b (", "a.b. IN NS c.d.", "a.b$", "@")
NAMES = [
    *[case for kind in ("CNAME", "NS", "DNAME", "PTR") for case in good(kind, *HOSTS, LONGEST)],
    *[case for kind in ("CNAME", "NS", "DNAME", "PTR") for case in good(kind, ("A.Example.ORG.", "a.example.org"))],
    *[case for kind in ("CNAME", "NS", "DNAME", "PTR") for case in good(kind, ("Bücher.example", HOSTS[4]))],
    *[case for kind in ("CNAME", "NS", "DNAME", "PTR") for case in bad(kind, FQDN, *NOT_HOSTS)],
    *[case for kind in ("CNAME", "NS", "DNAME", "PTR") for case in bad(kind, BREAKS, *INJECTED)],
    *[case for kind in ("CNAME", "NS", "DNAME") for case in bad(kind, FQDN, *SMUGGLED, ".", "localhost")],
    *[case for kind in ("CNAME", "NS", "PTR", "DNAME") for case in bad(kind, NO_IP, "192.0.2.1", "2001:db8::1")],
    *[
        case
        for kind in ("CNAME", "PTR", "DNAME")
        for case in good(kind, "_dmarc.example.org", "1.0/25.2.0.192.in-addr.arpa")
    ],
    *good("CNAME", "_acme-challenge.a.b", "a_b.example.org", ("Faß.example", "xn--fa-hia.example")),
    *bad("NS", "underscores", "ns_1.example.org", "_ns.example.org"),
    *bad("NS", FQDN, "*.example.org", "ns/1.example.org", "a.b\udc80"[:3] + "!", "ns1.example.org ns2.example.org"),
    *good("PTR", "localhost", ("Host.", "host"), "4.3.2.1.e164.arpa", ("a\\098c.example.org", "abc.example.org")),
    *good("PTR", (r"My\032Printer._ipp._tcp.Example.org.", r"My\032Printer._ipp._tcp.Example.org")),
    *good("PTR", (r"My\ Printer._ipp._tcp.a.b", r"My\032Printer._ipp._tcp.a.b"), r"a\.b.example.org", r"x\$y.a.b"),
    *bad("PTR", FQDN, ".", "a b", r"a\300.b", "a.b\\", "☃.a b"),
    *bad("PTR", r"\# <length> <hex>", r"\# 1 00 x", r"\# 3 0161"),
    *bad("CNAME", "Unicode", "a\ud800.example"),
    *bad("CNAME", FQDN, "\u200d.example", "ü" * 70 + ".example", "a。.。b"),
]

MAIL = [
    *good("MX", *HOSTS, LONGEST, ("MAIL.example.org.", "mail.example.org"), priority=10),
    *good("MX", "mail.example.org", ".", priority=0),
    *good("MX", "mail.example.org", ("Bücher.example.", HOSTS[4]), priority=65535),
    *bad("MX", FQDN, *NOT_HOSTS, *SMUGGLED, "localhost", "10 mail.example.org", priority=10),
    *bad("MX", "underscores", "_mail.example.org", "mail_1.example.org", priority=10),
    *bad("MX", NO_IP, "192.0.2.1", "2001:db8::25", "192.0.2.1.", priority=10),
    *bad("MX", BREAKS, *INJECTED, priority=10),
    *bad("MX", "null MX", ".", priority=10),
    *bad("MX", "require a priority", "mail.example.org"),
    *bad("MX", "0 to 65535", "mail.example.org", priority=-1),
    *bad("MX", "0 to 65535", "mail.example.org", priority=65536),
    *bad("A", "should not be set", "192.0.2.1", priority=10),
    *bad("TXT", "should not be set", "text", priority=0),
    *bad("URI", "should not be set", '10 1 "https://a.b/"', priority=10),
]

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

SRV_FORM = "<weight> <port> <target>"
HTTPS_FORM = "<target> [params]"
SERVICES = [
    *good("SRV", "5 443 web.example.org", "0 0 .", "65535 65535 a.b", "0 5060 x--y.example.org", priority=10),
    *good("SRV", ("5  443   Web.Example.ORG.", "5 443 web.example.org"), ("05 0443 a.b", "5 443 a.b"), priority=0),
    *good("SRV", ("5\t443\ta.b", "5 443 a.b"), ("1 1 bücher.example", f"1 1 {HOSTS[4]}"), priority=0),
    *bad(
        "SRV",
        SRV_FORM,
        "443 a.b",
        "5 443",
        "a b c.d",
        "65536 1 a.b",
        "1 65536 a.b",
        "-1 1 a.b",
        "1 1 a.b c",
        priority=1,
    ),
    *bad("SRV", SRV_FORM, "1 1 a.b ; x", '"1" 1 a.b', "1 1 ( a.b )", "1.5 1 a.b", priority=1),
    *bad("SRV", "Target must be a valid FQDN", "1 1 a..b", "1 1 _a.b", "1 1 $a.b", "1 1 a.b;", "1 1 host", priority=1),
    *bad("SRV", "Target must be a name", "1 1 192.0.2.1", "1 1 2001:db8::1", priority=1),
    *bad("SRV", BREAKS, "1 1 a.b\nx", "1 1 a.b\x00", priority=1),
    *bad("SRV", "require a priority", "1 1 a.b"),
    *bad("SRV", "0 to 65535", "1 1 a.b", priority=65536),
]
for kind in ("SVCB", "HTTPS"):
    SERVICES += [
        *good(kind, ".", "a.example.org", ("A.Example.org.", "a.example.org"), "_svc.example.org", priority=0),
        *good(
            kind,
            ".",
            '. alpn="h2"',
            (". alpn=h2,h3", '. alpn="h2,h3"'),
            ("a.b port=8443", 'a.b port="8443"'),
            priority=1,
        ),
        *good(kind, (". ipv4hint=192.0.2.1,192.0.2.2", '. ipv4hint="192.0.2.1,192.0.2.2"'), priority=1),
        *good(kind, (". ipv6hint=2001:DB8::1", '. ipv6hint="2001:db8::1"'), priority=16),
        *good(kind, (". alpn=h2 no-default-alpn", '. alpn="h2" no-default-alpn'), priority=1),
        *good(kind, (". mandatory=alpn alpn=h2", '. mandatory="alpn" alpn="h2"'), priority=1),
        *good(
            kind, (". port=1 alpn=h2", '. alpn="h2" port="1"'), (". key65333=hello", '. key65333="hello"'), priority=1
        ),
        *good(kind, (". ech=AAT+DQAA", '. ech="AAT+DQAA"'), (r'. key667="a\"b"', r'. key667="a\"b"'), priority=1),
        *bad(kind, "alias mode", ". alpn=h2", "a.b port=1", priority=0),
        *bad(
            kind,
            HTTPS_FORM,
            ". alpn=",
            ". port=70000",
            ". port=x",
            ". ipv4hint=1.2.3",
            ". ipv6hint=1.2.3.4",
            priority=1,
        ),
        *bad(
            kind,
            HTTPS_FORM,
            ". mandatory=alpn",
            ". no-default-alpn",
            ". alpn=h2 alpn=h3",
            ". =x",
            ". nosuch=1",
            priority=1,
        ),
        *bad(
            kind,
            HTTPS_FORM,
            ". key0x=1",
            ". alpn=h2 ; x",
            ". alpn=h2 (",
            '. alpn="h2',
            ". mandatory=mandatory",
            priority=1,
        ),
        *bad(
            kind, "Target must be", "a..b", "192.0.2.1", "$a.b alpn=h2", "localhost", "2001:db8::1 alpn=h2", priority=1
        ),
        *bad(kind, "require a priority", "."),
        *bad(kind, BREAKS, ". alpn=h2\nx", priority=1),
    ]

CAA_FORM = "<flag> <tag>"
AUTHORITIES = [
    *good("CAA", '0 issue "letsencrypt.org"', '128 issuewild ";"', '0 iodef "mailto:a@example.org"', '0 issue ""'),
    *good("CAA", ("0 issue letsencrypt.org", '0 issue "letsencrypt.org"'), ("0 issue ;", '0 issue ";"')),
    *good("CAA", ('0 ISSUE "ca.org"', '0 issue "ca.org"'), ('0   issue   "ca.org"', '0 issue "ca.org"')),
    *good("CAA", '0 issue "ca.org; validationmethods=dns-01; accounturi=https://ca.org/1"', '255 tbs "x"'),
    *good("CAA", r'0 issue "a\"b"', r'0 issue "a\\b"', r'0 iodef "\195\188"', f'0 contactemail "{"x" * 300}"'),
    *good("CAA", ("0 issue ca.org; a=b", '0 issue "ca.org; a=b"'), ('000 issue "x"', '0 issue "x"')),
    *good("CAA", (r"\# 22 000569737375656c657473656e63727970742e6f7267", '0 issue "letsencrypt.org"')),
    *bad("CAA", CAA_FORM, '256 issue "a"', "issue", '0 "a"', "0 issue", '-1 issue "a"', "1", '0 issue "a', "x issue a"),
    *bad("CAA", CAA_FORM, '0 issue a"b', "0 issue a\\b", '0 issue "a" b', "1000 issue a"),
    *bad("CAA", "tag of a CAA", '0 is-sue "a"', '0 issue_x "a"', '0 "issue" "a"', '0 ; "a"', f'0 {"t" * 256} "a"'),
    *bad("CAA", BREAKS, '0 issue "a\nb"', '0 issue "a"\n@ NS b.'),
    *bad("CAA", r"\#", r"\# 3 000569", r"\# 1 00"),
]

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

OTHERS = [
    *good("OPENPGPKEY", KEY, ("AQNR U3mG", "AQNRU3mG"), "AAAA"),
    *bad("OPENPGPKEY", "base64", "!!!!", "AAA", "AQNR;", "(AAAA)"),
    *good(
        "CERT",
        f"PKIX 12345 RSASHA256 {KEY}",
        (f"1 0 8 {KEY}", f"PKIX 0 RSASHA256 {KEY}"),
        (f"PGP 0 0 {KEY}", f"PGP 0 0 {KEY}"),
    ),
    *good("CERT", f"65280 1 200 {KEY}", (f"URI 1 13 {KEY}", f"URI 1 ECDSAP256SHA256 {KEY}")),
    *bad(
        "CERT",
        "CERT Record",
        "PKIX 1 8 !",
        f"65536 1 8 {KEY}",
        f"PKIX 65536 8 {KEY}",
        f"PKIX 1 256 {KEY}",
        "PKIX 1",
        f"NO 1 8 {KEY}",
    ),
    *bad("CERT", "CERT", "PKIX 1 8"),
    *good("DHCID", "AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA="),
    *bad("DHCID", "DHCID", "AA==", "!!", "AAA"),
    *good(
        "IPSECKEY",
        f"10 0 2 . {KEY}",
        f"10 1 2 192.0.2.38 {KEY}",
        f"10 2 2 2001:db8::1 {KEY}",
        (f"10 3 2 GW.a.b. {KEY}", f"10 3 2 gw.a.b {KEY}"),
    ),
    *bad(
        "IPSECKEY",
        "IPSECKEY",
        f"10 4 2 . {KEY}",
        f"10 1 2 a.b {KEY}",
        f"10 2 2 192.0.2.1 {KEY}",
        f"256 0 2 . {KEY}",
        "10 0 2 . !",
    ),
    *bad("IPSECKEY", NO_IP, f"10 3 2 192.0.2.1 {KEY}"),
    *good("HIP", f"2 {SHA1} {KEY}", (f"2 {SHA1.upper()} {KEY} RVS.Example.org.", f"2 {SHA1} {KEY} rvs.example.org")),
    *bad("HIP", "HIP", "2", f"2 xyz {KEY}", f"256 {SHA1} {KEY}", f"2 {SHA1} !"),
    *good(
        "NAPTR", '10 100 "u" "E2U+sip" "!^.*$!sip:info@example.com!" .', '10 100 "s" "SIP+D2U" "" _sip._udp.example.org'
    ),
    *good("NAPTR", ('10 100 S SIP+D2U "" A.B.', '10 100 "S" "SIP+D2U" "" a.b'), '0 65535 "" "" "" .'),
    *good("NAPTR", r'100 10 "u" "E2U+email" "!^(.*)$!mailto:\\1@example.com!i" .'),
    *bad("NAPTR", "not both", '10 100 "u" "E2U+sip" "!^.*$!sip:a@b!" a.b'),
    *bad(
        "NAPTR",
        "substitution",
        '10 100 "u" "x" "no" .',
        '10 100 "u" "x" "!a!b" .',
        '10 100 "u" "x" "!a!b!x" .',
        '10 100 "u" "x" "!(!b!" .',
    ),
    *bad("NAPTR", "group", r'10 100 "u" "x" "!a!\\1!" .'),
    *bad("NAPTR", "letters and digits", '10 100 "-" "x" "" a.b'),
    *bad(
        "NAPTR",
        "NAPTR Record",
        '65536 1 "u" "x" "" a.b',
        '1 1 "u" "x" ""',
        '1 1 "u',
        '1 1 "u" "x" "" a.b ; c',
        '1 1 "u" "x" "" @',
    ),
    *good(
        "URI",
        '10 1 "https://example.org/path"',
        r'10 1 "a\"b"',
        ("10 1 ftp://a.b/", '10 1 "ftp://a.b/"'),
        '0 65535 "x"',
    ),
    *bad("URI", "URI", '65536 1 "x"', "10 1", '10 1 ""', '10 1 "x', '10 1 "x" y', '10 1 "x" ; y', "x 1 y"),
    *good("LOC", "52 22 23.000 N 4 53 32.000 E -2.00m", ("0 N 0 E 0m", "0 0 0.000 N 0 0 0.000 E 0.00m")),
    *good("LOC", ("42 21 54 N 71 6 18 W -24m 30m", "42 21 54.000 N 71 6 18.000 W -24.00m 30.00m 10000.00m 10.00m")),
    *bad("LOC", "LOC Record", "91 N 0 E 0m", "0 X 0 E 0m", "0 N 181 E 0m", "0 N 0 E", "0 60 N 0 E 0m", "0 N 0 E 0m xm"),
    *bad("LOC", "LOC", "0 N 0 E nanm", "0 N 0 E infm", "0 N 0 E 99999999999m", "0 N 0 E -200000m", "0 N 0 E 0m ; x"),
    *good(
        "APL",
        "1:192.168.32.0/21",
        "1:192.168.32.0/21 !1:192.168.38.0/28",
        "2:2001:db8::/32",
        ("1:0.0.0.0/0", "1:0.0.0.0/0"),
    ),
    *bad("APL", "APL", "192.168.0.0/16", "1:192.168.0.0/33", "2:192.168.0.0/16", "x:1/1", "1:a/1", "!"),
    *good("CSYNC", "66 3 A NS AAAA", ("1 1 a ns", "1 1 A NS"), "4294967295 65535 A"),
    *bad("CSYNC", "CSYNC", "4294967296 1 A", "1 65536 A", "x 1 A", "1 1 NOSUCH", "1"),
    *good("RP", "admin.example.org txt.example.org", (r"john\.doe.Example.org. .", r"john\.doe.example.org ."), ". ."),
    *bad("RP", "RP Record", "a.b", "a.b c.d e.f", "a..b c.d", "@ c.d", "a.b ; c.d"),
    *good("AFSDB", "1 afs.example.org", ("2  DCE.example.org.", "2 dce.example.org")),
    *bad("AFSDB", "AFSDB", "afs.example.org", "65536 a.b", "1 a..b", "1"),
    *bad("AFSDB", FQDN, "1 _a.b", "1 .", "1 localhost"),
    *bad("AFSDB", "name not an IP", "1 192.0.2.1"),
    *good(
        "HINFO",
        '"PC" "Linux"',
        ("PC Linux", '"PC" "Linux"'),
        '"RFC8482" ""',
        r'"a\"b" "c\\d"',
        ('"ü" x', r'"\195\188" "x"'),
    ),
    *bad("HINFO", "HINFO Record", "PC", '"PC"', '"a" "b" "c"', f'"{"x" * 256}" "y"', '"a" "b', "a b ; c"),
    *good("EUI48", "00-11-22-33-44-55", ("AA-BB-CC-DD-EE-FF", "aa-bb-cc-dd-ee-ff")),
    *bad(
        "EUI48",
        "EUI48",
        "00:11:22:33:44:55",
        "00-11-22-33-44",
        "00-11-22-33-44-5g",
        "001122334455",
        "00-11-22-33-44-55-66",
    ),
    *good("EUI64", "00-11-22-33-44-55-66-77", ("AA-BB-CC-DD-EE-FF-00-11", "aa-bb-cc-dd-ee-ff-00-11")),
    *bad("EUI64", "EUI64", "00-11-22-33-44-55", "00:11:22:33:44:55:66:77", "x"),
    *good("KX", "10 kx.example.org", ("0 KX.Example.org.", "0 kx.example.org")),
    *bad("KX", "KX", "kx.example.org", "65536 a.b", "10 a.b c", "10"),
    *bad("KX", FQDN, "10 _kx.b", "10 .", "10 host"),
    *good("L32", "10 10.1.2.0"),
    *bad("L32", "L32", "10", "65536 10.1.2.0", "10 10.1.2", "10 ::1"),
    *good("L64", "10 2001:0db8:1140:1000", ("10 2001:db8:1140:1000", "10 2001:0db8:1140:1000")),
    *bad("L64", "L64", "10 2001:db8::", "10 2001:0db8:1140", "x 2001:0db8:1140:1000", "10 2001:0db8:1140:g000"),
    *good("LP", "10 l64.example.org", ("10 L64.example.org.", "10 l64.example.org")),
    *bad("LP", "LP", "10", "65536 a.b", "10 a..b", "10 a b"),
    *good("NID", "10 0014:4fff:ff20:ee64", ("1 14:4FFF:0:0", "1 0014:4fff:0000:0000")),
    *bad("NID", "NID", "10 0014:4fff:ff20", "10 x", "65536 0014:4fff:ff20:ee64"),
    *good("RT", "10 relay.example.org"),
    *bad("RT", "", "relay.example.org", "65536 a.b", "10 _a.b"),
    *good("X25", ("311061700956", '"311061700956"'), '"3110"'),
    *bad("X25", "X25", "311", "31106170095x", "3110 3110"),
    *good("PX", "10 a.b c.d", ("65535 A.B. C.D.", "65535 a.b c.d")),
    *bad("PX", "PX", "10 a.b", "a.b c.d", "65536 a.b c.d"),
]

UNKNOWN = [
    *good("TYPE65280", r"\# 4 0a000001", (r"\# 4 0A00 0001", r"\# 4 0a000001"), r"\# 0", (r"\#  1  FF", r"\# 1 ff")),
    *good("type65534", r"\# 1 00"),
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
    *[case for n in (0, 34, 41, 128, 250, 251, 255, 65535, 65536, 99999) for case in bad(f"TYPE{n}", "", r"\# 1 00")],
    *bad("SOA", "SOA is invalid", "a.b c.d 1 1 1 1 1"),
    *bad("SPF", "use a TXT record", "v=spf1 -all"),
    *bad("RRSIG", "made by the signer", "x"),
    *bad("NSEC", "made by the signer", "a.b A"),
    *bad("NSEC3", "made by the signer", "x"),
    *bad("NSEC3PARAM", "made by the signer", "1 0 0 -"),
    *bad("DNSKEY", "made by the signer", f"257 3 13 {P256}"),
    *[
        case
        for name in ("RRCLONE", "ANY", "AXFR", "FOO", "", "A A", "TYPE", "TYPE01", "OPT", "A;")
        for case in bad(name, "type", "x")
    ],
]

CASES: tuple[Case, ...] = (
    *ADDRESSES, *NAMES, *MAIL, *TEXTS, *SERVICES, *AUTHORITIES, *KEYS, *FINGERPRINTS, *OTHERS, *UNKNOWN,
)  # fmt: skip
