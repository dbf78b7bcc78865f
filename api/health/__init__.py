"""How the API is: for supervisors, proxies and Prometheus."""
