"""What requests about articles carry."""

from typing import Annotated

from pydantic import Field

from api.body import Body

# seconds; beyond it, milliseconds would not fit into their column
LATEST = 2**40

Title = Annotated[str, Field(max_length=250)]
# octets of the column, at up to four a character
Text = Annotated[str, Field(max_length=16_000)]
Seconds = Annotated[int, Field(ge=-1, le=LATEST)]


class ChangeArticle(Body):
    """An article, or the members to change; a new one needs all but `contentfull`.

    Times are Unix seconds; -1 is never.
    """

    title: Title | None = None
    content: Text | None = None
    contentfull: Text | None = None
    visiblefrom: Seconds | None = None
    visibleuntil: Seconds | None = None
