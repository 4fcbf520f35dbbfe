"""What tests of pages ask of an answer."""

from django.db import connection

from safety import page_cache


def words(response):
    return " ".join(response.content.decode().split())


def queries_of(client, url):
    """What a page costs a reader who comes after another: session and user included."""
    client.get(url)
    page_cache.generation()
    asked = []

    def note(execute, sql, *rest):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")):
            asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert client.get(url).status_code == 200
    return len(asked)
