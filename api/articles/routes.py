"""The paths of articles (API 1.0 §10.10)."""

from flask import Blueprint, Response, request

from api.articles import actions
from api.articles.answers import ArticleDeleted, ArticleObject
from api.articles.schemas import ChangeArticle
from api.body import read_data
from api.endpoint import Endpoint
from api.envelope import answer
from api.transaction import Transactions

NEEDS = ("manage_articles",)


def routes(transactions: Transactions) -> Blueprint:
    """Return the paths of this feature."""
    blueprint = Blueprint("articles", __name__)

    @blueprint.get("/articles")
    @Endpoint("List the articles to be seen now", is_public=True, answer=dict[str, ArticleObject])
    def list_visible() -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_visible(transaction))

    @blueprint.get("/admin/articles")
    @Endpoint("List all articles", NEEDS, is_administrative=True, answer=dict[str, ArticleObject])
    def list_all() -> Response:
        with transactions.read() as transaction:
            return answer(actions.list_all(transaction))

    @blueprint.post("/admin/articles")
    @Endpoint("Write an article", NEEDS, is_administrative=True, body=ChangeArticle, answer=ArticleObject)
    def create() -> Response:
        with transactions.begin() as transaction:
            created = actions.create_article(transaction, read_data(request, ChangeArticle))
        return answer(created)

    @blueprint.get("/admin/articles/<int:article_id>")
    @Endpoint("Look at an article", NEEDS, is_administrative=True, answer=ArticleObject)
    def get(article_id: int) -> Response:
        with transactions.read() as transaction:
            return answer(actions.get_article(transaction, article_id))

    @blueprint.post("/admin/articles/<int:article_id>")
    @Endpoint("Change an article", NEEDS, is_administrative=True, body=ChangeArticle, answer=ArticleObject)
    def change(article_id: int) -> Response:
        with transactions.begin() as transaction:
            changed = actions.change_article(transaction, article_id, read_data(request, ChangeArticle))
        return answer(changed)

    @blueprint.delete("/admin/articles/<int:article_id>")
    @Endpoint("Delete an article", NEEDS, is_administrative=True, answer=ArticleDeleted)
    def delete(article_id: int) -> Response:
        with transactions.begin() as transaction:
            actions.delete_article(transaction, article_id)
        return answer({"deleted": True})

    return blueprint
