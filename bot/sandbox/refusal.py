"""What the server answers when it will not do something, in Telegram's own words."""

from bot.sandbox.model import Json


class Refusal(Exception):
    """An answer with ``ok: false``: an error code, a description, perhaps parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        """Take the description without its prefix, which goes with the code."""
        super().__init__(description)
        self.code = code
        self.description = f"{PREFIXES.get(code, '')}{description}"
        self.parameters = parameters

    def body(self) -> Json:
        """Return the answer's JSON."""
        shown: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            shown["parameters"] = self.parameters
        return shown


PREFIXES = {
    400: "Bad Request: ",
    403: "Forbidden: ",
    409: "Conflict: ",
    429: "Too Many Requests: ",
}


def bad(description: str) -> Refusal:
    """Return a 400."""
    return Refusal(400, description)


def forbidden(description: str) -> Refusal:
    """Return a 403."""
    return Refusal(403, description)


def flood(retry_after: int) -> Refusal:
    """Return a 429 that says when to come back, in seconds."""
    return Refusal(429, f"retry after {retry_after}", {"retry_after": retry_after})
