"""The helper for ACME's DNS-01 challenge (API 1.0 §10.12), as lego's httpreq and acme.sh's acmeproxy call it."""
