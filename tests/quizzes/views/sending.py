"""What a browser sends to the addresses of an attempt."""

import json


def address(attempt, verb=""):
    return f"/toets/{attempt.public_id}/{verb}"


def autosave(browser, attempt, message):
    body = message if isinstance(message, (str, bytes)) else json.dumps(message)
    return browser.post(address(attempt, "antwoord/"), body, content_type="application/json")


def message(response, *, position=1, sequence=0):
    return {"position": position, "sequence": sequence, "response": response}


B = {"choice": "b"}


def posted(first="b", second="true", **more):
    return {
        "vraag-1-sequence": "0",
        "vraag-1": first,
        "vraag-2-sequence": "0",
        "vraag-2": second,
    } | more
