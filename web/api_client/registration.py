"""How people get an account, and a new password for one (API 1.0 §10.2)."""

from web.api_client.wire import Wire, path_of


class Registration:
    """What nobody has to sign in for."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def register(self, email: str, name: str, *, accepts_terms: bool) -> None:
        """Ask for an account; the answer is the same whether or not there is one with this address.

        Raises:
            Invalid: registration is closed, or something is wrong or missing.
        """
        self._wire.post("register", {"email": email, "realname": name, "acceptterms": accepts_terms})

    def confirm(self, number: str, code: str, password: str) -> bool:
        """Confirm a mail address and choose a password; return whether an administrator has to let the account in yet.

        Raises:
            Invalid: the code is not right, or the password not good enough.
        """
        answer = self._wire.post(path_of("register", "confirm", number), {"code": code, "password": password})
        return "pending" in answer.response

    def forget(self, email: str) -> None:
        """Ask for a code to replace a password; the answer is the same whether or not there is an account."""
        self._wire.post("forgotpassword", {"email": email})

    def replace_password(self, number: str, code: str, password: str) -> None:
        """Replace a forgotten password.

        Raises:
            Invalid: the code is not right or too old, or the password not good enough.
        """
        self._wire.post(path_of("forgotpassword", "confirm", number), {"code": code, "password": password})
