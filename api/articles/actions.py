"""What is decided about articles."""

from sqlalchemy import or_, select

from api.articles.answers import ArticleObject
from api.articles.schemas import ChangeArticle
from api.transaction import Transaction
from core.errors import Invalid, NotFound
from core.models import Article

SHOWN = 3
REQUIRED = ("title", "content", "visiblefrom", "visibleuntil")
WITHOUT_END = -1


def list_visible(transaction: Transaction) -> dict[str, ArticleObject]:
    """Return the newest articles that are to be seen now, by their ids, newest first."""
    now = transaction.now
    articles = transaction.session.scalars(
        select(Article)
        .where(
            Article.visible_from_at < now,
            or_(Article.visible_until_at.is_(None), Article.visible_until_at > now),
        )
        .order_by(Article.visible_from_at.desc(), Article.id.desc())
        .limit(SHOWN)
    )
    return {str(article.id): _object(article) for article in articles}


def list_all(transaction: Transaction) -> dict[str, ArticleObject]:
    """Return all articles by their ids, newest first."""
    articles = transaction.session.scalars(select(Article).order_by(Article.visible_from_at.desc(), Article.id.desc()))
    return {str(article.id): _object(article) for article in articles}


def get_article(transaction: Transaction, article_id: int) -> ArticleObject:
    """Return an article."""
    return _object(_find(transaction, article_id))


def create_article(transaction: Transaction, wanted: ChangeArticle) -> ArticleObject:
    """Write an article.

    Raises:
        Invalid: a member is missing.
    """
    missing = [name for name in REQUIRED if getattr(wanted, name) is None]
    if missing:
        raise Invalid("Error creating article.", [f"Missing required field: {name}" for name in missing])
    article = Article(created_at=transaction.now)
    _apply(article, wanted)
    transaction.session.add(article)
    transaction.session.flush()
    transaction.note("article.created", article.id, article.title)
    return _object(article) | {"updated": True}


def change_article(transaction: Transaction, article_id: int, wanted: ChangeArticle) -> ArticleObject:
    """Change an article."""
    article = _find(transaction, article_id)
    _apply(article, wanted)
    transaction.note("article.updated", article.id, article.title)
    return _object(article) | {"updated": True}


def delete_article(transaction: Transaction, article_id: int) -> None:
    """Delete an article."""
    article = _find(transaction, article_id)
    transaction.note("article.deleted", article.id, article.title)
    transaction.session.delete(article)


def _apply(article: Article, wanted: ChangeArticle) -> None:
    if wanted.title is not None:
        article.title = wanted.title
    if wanted.content is not None:
        article.content = wanted.content
    if "contentfull" in wanted.model_fields_set:
        article.content_full = wanted.contentfull
    if wanted.visiblefrom is not None:
        article.visible_from_at = wanted.visiblefrom * 1000
    if wanted.visibleuntil is not None:
        article.visible_until_at = None if wanted.visibleuntil < 0 else wanted.visibleuntil * 1000


def _find(transaction: Transaction, article_id: int) -> Article:
    article = transaction.session.get(Article, article_id)
    if article is None:
        raise NotFound(f"Unknown articleid: {article_id}")
    return article


def _object(article: Article) -> ArticleObject:
    until = article.visible_until_at
    return {
        "id": article.id,
        "title": article.title,
        "content": article.content,
        "contentfull": article.content_full,
        "created": article.created_at // 1000,
        "visiblefrom": article.visible_from_at // 1000,
        "visibleuntil": WITHOUT_END if until is None else until // 1000,
    }
