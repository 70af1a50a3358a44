"""Has a discussion in which everything happens that an export has to carry. ADDRESS DOCUMENT OWNER IDA ZOE (tokens)"""
import json
import sys
import urllib.request
import uuid

address, document, owner, ida, zoe = sys.argv[1:]


def ask(who, method, path, **body):
    if method == "POST" or method == "PUT" or method == "PATCH":
        body.setdefault("commandId", str(uuid.uuid4()))
    request = urllib.request.Request(
        f"{address}/api/documents/{document}{path}", method=method, data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"Bearer {who}", "Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as refused:
        sys.exit(f"{method} {path}: {refused.read().decode()}")


room = ask(owner, "GET", "")
points = [clause for clause in room["clauses"] if clause["kind"] == "point"]
first, second, third, fourth = (clause["id"] for clause in points[:4])


def words(point, start, count):
    """A passage by its position, as a quotation."""
    text = points[point]["text"]
    return {"clause": points[point]["id"], "quote": {"exact": text[start:start + count]}, "position": {"start": start, "end": start + count}}


def note(who, text, *targets, **more):
    return ask(who, "POST", "/annotations", targets=list(targets), body={"text": text}, **more)["id"]


def reply(who, to, text):
    return ask(who, "POST", f"/annotations/{to}/replies", body={"text": text})["id"]


ask(owner, "POST", "/session/open", title="The first hour & <its> end")
ask(owner, "POST", "/agenda", items=[{"clause": first, "seconds": 600}, {"clause": second}])
ask(owner, "POST", "/lead", clause=first)

pinned = note(owner, "Read this point for its *verbs*: it has **three**.", words(0, 0, 20), pin=True)
later = note(owner, "Read it for its nouns instead.", words(0, 0, 20))
ask(owner, "PUT", f"/annotations/{later}/pin", clause=first, order=0)
ask(owner, "PATCH", f"/annotations/{pinned}", version=1, body={"text": "Read this point for its *verbs*; there are four."})

question = note(ida, "Who is meant?\n\n- the [first](https://example.org/a?b=1&c=2)\n- the second\n\n> a quotation\n\n`code <b>`", words(0, 5, 30), motivation="questioning", tags=["question", "names, & more"])
answer = reply(zoe, question, "Both & neither; see <script>alert(1)</script> and ![x](https://example.org/x.png).")
deeper = reply(ida, answer, "Then why *count*?")
reply(owner, deeper, "Because of point 2.")
ask(owner, "POST", f"/annotations/{question}/resolve", reason="Settled in the hour.")

several = note(zoe, "These two answer each other.", words(1, 0, 15), {"clause": third})
scripts = note(ida, "עברית: שלום 😀 — العربية، 最後 e\u0301 & \u200bzero width", words(2, 3, 25), tags=["слово"])
hidden = note(zoe, "A rude note.", words(1, 4, 10))
ask(owner, "POST", f"/annotations/{hidden}/hide", reason="Rude.")
reply(ida, hidden, "An answer to what is hidden.")
removed = note(ida, "Words that were removed.", {"clause": fourth})
reply(zoe, removed, "An answer to what was removed.")
ask(ida, "DELETE", f"/annotations/{removed}")
ask(ida, "POST", "/annotations", targets=[words(0, 0, 10)], body={"text": "A private note."}, visibility="private")
whole = note(zoe, "On the whole it is short.")
note(ida, "=SUM(A1:A9) and a | table | of\n\n# A heading\n\n1. one\n2. two\n\n***", {"clause": second})
note(ida, "Marked.", words(3, 0, 12), motivation="highlighting")
for who in (owner, ida):
    ask(who, "POST", f"/annotations/{several}/react", emoji="👍", on=True)
ask(zoe, "POST", f"/annotations/{several}/relate", relation="contradicts", to=question)
ask(owner, "POST", f"/annotations/{whole}/merge", into=several)
ask(owner, "POST", "/annotations", targets=[{"clause": second}], body={"text": "She said that it is late."}, said={"speaker": "Kofi Mensah"})
ask(ida, "POST", f"/clauses/{second}/stance", stance="agree", reason="It is so & will be.")
ask(zoe, "POST", f"/clauses/{second}/stance", stance="disagree")
ask(owner, "POST", f"/clauses/{fourth}/lock", reason="Done with.")
ask(owner, "POST", "/session/close")
