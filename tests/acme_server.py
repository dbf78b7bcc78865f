"""A certificate authority for tests: pebble on loopback, looking challenges up at a public server of the platform."""

import datetime
import ipaddress
import json
from pathlib import Path

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.daemons import Daemon
from tests.named_server import free_port

# it neither sleeps before it looks nor refuses good nonces at random
ENVIRONMENT = {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"}


class AcmeServer(Daemon):
    """The authority.

    Args:
        directory: its state; `certificate` in it is what clients have to trust.
        dns_port: the name server it asks, on loopback.
    """

    def __init__(self, directory: Path, dns_port: int) -> None:
        port = free_port()
        self.certificate = directory / "certificate.pem"
        self.url = f"https://127.0.0.1:{port}/dir"
        key_file, config = directory / "key.pem", directory / "config.json"
        _write_certificate(self.certificate, key_file)
        settings = {
            "listenAddress": f"127.0.0.1:{port}",
            "managementListenAddress": f"127.0.0.1:{free_port()}",
            "certificate": str(self.certificate),
            "privateKey": str(key_file),
            "httpPort": free_port(),
            "tlsPort": free_port(),
            "ocspResponderURL": "",
        }
        config.write_text(json.dumps({"pebble": settings}))
        command = ["/usr/bin/pebble", "-config", str(config), "-dnsserver", f"127.0.0.1:{dns_port}"]
        super().__init__(command, directory, port, ENVIRONMENT)

    def is_well(self) -> bool:
        """Tell whether it answers."""
        try:
            return requests.get(self.url, verify=str(self.certificate), timeout=2).status_code == 200
        except requests.RequestException:
            return False


def _write_certificate(certificate_file: Path, key_file: Path) -> None:
    """Make the certificate the authority itself is reached under."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority of a test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def names_in(file: Path) -> set[str]:
    """Return the names a certificate is for."""
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(names.get_values_for_type(x509.DNSName))
