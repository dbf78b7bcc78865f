"""Articles as they are answered."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class ArticleObject(TypedDict):
    """An article; `visibleuntil` is -1 when it is shown without end."""

    id: int
    title: str
    content: str
    contentfull: str | None
    created: int
    visiblefrom: int
    visibleuntil: int
    updated: NotRequired[Literal[True]]


class ArticleDeleted(TypedDict):
    """That an article was deleted."""

    deleted: Literal[True]
