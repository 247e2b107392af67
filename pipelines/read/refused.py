"""A reader's way to say that bytes give no reading."""


class Refused(Exception):  # noqa: N818  # an answer, not an error: it never leaves this package
    """The reason to give nothing: a code of rejections.toml and its details."""

    def __init__(self, code: str, **detail: str) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
