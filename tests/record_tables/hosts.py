"""Addresses, names and mail servers."""

from tests.record_tables.case import (
    BREAKS,
    EMPTY,
    FQDN,
    HOSTS,
    INJECTED,
    LONGEST,
    NO_IP,
    NOT_HOSTS,
    SMUGGLED,
    bad,
    good,
)

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
