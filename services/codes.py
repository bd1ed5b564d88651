"""Secrets that stand for an account: made, shown once, kept as a slow hash (method 9, 12)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 letters: nothing that reads like something else."""
LOCATOR_LENGTH, SECRET_LENGTH, GROUP = 5, 20, 5
"""The first 5 letters find the entry; the other 20 are the secret: 20 × 5 = 100 bits."""
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**14, 8, 1
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Code:
    """A code as a person holds it."""

    locator: str
    secret: str

    @property
    def shown(self) -> str:
        """The code in groups of five letters."""
        letters = self.locator + self.secret
        return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))

    @property
    def token(self) -> str:
        """The code as a part of an address."""
        return (self.locator + self.secret).lower()


def new_code() -> Code:
    """A fresh code with a secret of 100 bits."""
    letters = [secrets.choice(ALPHABET) for _ in range(LOCATOR_LENGTH + SECRET_LENGTH)]
    return Code("".join(letters[:LOCATOR_LENGTH]), "".join(letters[LOCATOR_LENGTH:]))


def parse_code(text: str) -> Code | None:
    """A code as typed: small letters, spaces, dashes and look-alike letters are forgiven; None if it cannot be one."""
    letters = "".join(c for c in text.upper() if c.isalnum()).translate(LOOKALIKES)
    if len(letters) != LOCATOR_LENGTH + SECRET_LENGTH or not set(letters) <= set(ALPHABET):
        return None
    return Code(letters[:LOCATOR_LENGTH], letters[LOCATOR_LENGTH:])


def hash_code(code: Code) -> str:
    """Salted scrypt hash of the secret part, as ``salt$hash`` in hexadecimal."""
    salt = secrets.token_bytes(SALT_BYTES)
    return f"{salt.hex()}${_scrypt(code.secret, salt).hex()}"


def fits(code: Code, stored: str) -> bool:
    """Whether a code belongs to a stored hash, in constant time."""
    salt, hashed = stored.split("$")
    return hmac.compare_digest(_scrypt(code.secret, bytes.fromhex(salt)).hex(), hashed)


def _scrypt(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P)
