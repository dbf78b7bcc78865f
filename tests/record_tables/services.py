"""Services and certificate authorities."""

from tests.record_tables.case import BREAKS, HOSTS, bad, good

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
