"""Why a page cannot be shown, or a thing not be done."""


class Problem(Exception):
    """Answered as a page with this status, which says ``said`` or what fits the status."""

    def __init__(self, status: int, said: str = "") -> None:
        super().__init__(status)
        self.status = status
        self.said = said
