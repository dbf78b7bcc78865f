"""Files that are chosen in a form: taken as text, and kept as that when the form has to be sent once more."""

from flask import request

from core.errors import Invalid

# behind the name of the field of a file: the text of one that was chosen before
KEPT = "_text"


def uploaded_text(field: str) -> str:
    """Return the text of the file that was chosen in a field, or kept from the form before; empty for none.

    Raises:
        Invalid: the file is no text; to guess its encoding would change what is in it.
    """
    file = request.files.get(field)
    if file is None or not file.filename:
        return request.form.get(field + KEPT, "")
    try:
        return file.stream.read().decode()
    except UnicodeDecodeError as error:
        raise Invalid(f"{file.filename} is no text in UTF-8, so it is no zone file.") from error


def kept_texts() -> list[tuple[str, str]]:
    """Return the fields that keep the chosen files; one that is no text has to be chosen again."""
    kept = []
    for field, file in request.files.items(multi=True):
        file.stream.seek(0)
        try:
            kept.append((field + KEPT, file.stream.read().decode()))
        except UnicodeDecodeError:
            continue
    return kept
