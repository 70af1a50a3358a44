"""Has other people's programs read what was exported. HERE FOLDER; exits with 1 where one of them finds something, or counts other notes than there are."""
import csv
import json
import pathlib
import re
import subprocess
import sys
import zipfile

from pyld import jsonld

here, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
failed = False


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=out, **more)


def says(what, right, found):
    global failed
    failed = failed or not right
    print(f"{'right' if right else 'WRONG'}  {what}: {found}")


record = json.loads((out / "json").read_text(encoding="utf-8"))
notes = record["annotations"]
words = [note["body"]["text"] for note in notes if note.get("body")]
print(f"{len(notes)} notes and replies, {len(words)} of them with words")


def word():
    """LibreOffice: an annotation for each comment, and the text in it. It gives up replies, so those are looked up in the file."""
    (out / "record.docx").write_bytes((out / "docx").read_bytes())
    converted = run("soffice", "--headless", "--norestore", "--convert-to", "odt", "record.docx")
    content = zipfile.ZipFile(out / "record.odt").read("content.xml").decode("utf-8")
    comments = re.findall(r"<office:annotation .*?</office:annotation>", content, re.S)
    spoken = re.sub(r"<[^>]*>", "", " ".join(comments))
    missing = [note["number"] for note in notes if f"Note {note['number']}" not in spoken and f"note {note['number']}" not in spoken]
    said = [comment for comment in comments if "<dc:creator>The record</dc:creator>" not in comment]
    says("docx, LibreOffice, comments", len(said) == len(notes) and not missing, f"{len(said)} of {len(notes)}, {len(comments) - len(said)} of the record; missing {missing} {converted.stderr.strip()[:200]}")
    says("docx, LibreOffice, the text", all(clause["text"].split()[0] in content for clause in record["clauses"]), f"{len(record['clauses'])} clauses")
    pdf = run("soffice", "--headless", "--norestore", "--convert-to", "pdf", "record.docx")
    says("docx, LibreOffice, as PDF", (out / "record.pdf").exists(), pdf.stdout.strip()[-80:])
    tree = json.dumps(json.loads(run("pandoc", "-f", "docx", "--track-changes=all", "-t", "json", "record.docx").stdout))
    starts, ends = tree.count('"comment-start"'), tree.count('"comment-end"')
    says("docx, pandoc, comments and the ends of their ranges", starts == len(comments) == ends, f"{starts}, {ends}")
    parents = zipfile.ZipFile(out / "record.docx").read("word/commentsExtended.xml").decode("utf-8").count("paraIdParent=")
    replies = sum(1 for note in notes if note.get("replyTo") or note.get("mergedInto"))
    says("docx, replies in the file", parents == replies, f"{parents} of {replies}")


def xml():
    for schema, tool in ((["jing", here / "../Collab.Formats.Tests/Export/Schemas/tei_all.rng", "tei"], "tei, jing with tei_all"),
                         (["xmllint", "--noout", "--nonet", "--relaxng", here / "../Collab.Formats.Tests/Export/Schemas/tei_all.rng", "tei"], "tei, xmllint with tei_all"),
                         (["xmllint", "--noout", "--nonet", "--schema", here / "../Collab.Formats.Tests/Export/Schemas/akomantoso30.xsd", "akn"], "akn, xmllint with the schema of OASIS")):
        checked = run(*schema)
        found = "\n".join(line for line in (checked.stdout + checked.stderr).splitlines() if "Unable to locate" not in line and not line.endswith(" validates"))
        says(tool, checked.returncode == 0, found.strip()[:2000] or "valid")
    plain = run("pandoc", "-f", "html", "-t", "plain", "html").stdout
    says("html, pandoc, every note", all(f"{note['number']}" in plain for note in notes), f"{len(plain)} characters")


def html():
    (out / "record.html").write_bytes((out / "html").read_bytes())
    checked = run("java", "-jar", out / "node_modules/vnu-jar/build/dist/vnu.jar", "--format", "json", "record.html")
    found = json.loads(checked.stderr)["messages"]
    # A note needs no heading of its own among hundreds, and what people wrote is left in the form in which they wrote it.
    meant = ("Article lacks heading.", "Text run is not in Unicode Normalization Form C.")
    messages = [each for each in found if not (each["type"] == "info" and each["message"].startswith(meant))]
    print(f"       html, the Nu checker: {len(found) - len(messages)} remarks that notes have no heading and that words are not in normal form")
    says("html, the Nu checker", not messages, "\n".join(f"{each['type']} {each.get('lastLine')}: {each['message']} {each.get('extract', '')!r}" for each in messages)[:3000] or "no error and no warning")


def markdown():
    """pandoc: nothing that was typed in a note has become an element that reaches out of it."""
    for dialect in ("commonmark_x", "gfm"):
        tree = json.loads(run("pandoc", "-f", dialect, "-t", "json", "markdown").stdout)
        kinds = []
        walk(tree["blocks"], kinds)
        links = [value[2][0] for kind, value in kinds if kind == "Link"]
        bad = [value for kind, value in kinds if kind in ("RawInline", "RawBlock", "Image")] + [link for link in links if not re.match("https?:|mailto:|#", link)]
        headings = [value[0] for kind, value in kinds if kind == "Header"]
        says(f"markdown, pandoc ({dialect})", not bad, f"{len(links)} links, headings of the levels {sorted(set(headings))}, raw or images: {bad}")
        plain = run("pandoc", "-f", dialect, "-t", "plain", "--wrap=none", "markdown").stdout
        missing = [text[:30] for text in words if not all(part in plain for part in re.findall(r"\w{4,}", re.sub(r"\(https?:[^)]*\)", "", text.split("\n")[0])))]
        says(f"markdown, pandoc ({dialect}), every word", not missing, f"{len(words) - len(missing)} of {len(words)} {missing}")


def walk(node, found):
    if isinstance(node, dict):
        if "t" in node:
            found.append((node["t"], node.get("c")))
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            walk(each, found)


def linked():
    """pyld: to RDF and back, with the context of the W3C as it stands here. Nothing may fall out because no term means it."""
    context = json.loads((here / "anno.jsonld").read_text(encoding="utf-8"))

    def load(url, options):
        if url != "http://www.w3.org/ns/anno.jsonld":
            raise ValueError(f"{url} is fetched")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    jsonld.set_document_loader(load)
    document = json.loads((out / "jsonld").read_text(encoding="utf-8"))
    quads = jsonld.normalize(document, {"algorithm": "URDNA2015", "format": "application/n-quads"})
    triples = quads.splitlines()
    of = lambda kind: {line.split(" ")[0] for line in triples if f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/oa#{kind}>" in line}
    linking = {line.split(" ")[0] for line in triples if "<http://www.w3.org/ns/oa#motivatedBy> <http://www.w3.org/ns/oa#linking>" in line}
    relations = len(record.get("relations", []))
    says("jsonld, pyld, annotations", len(of("Annotation")) == len(notes) + relations and len(linking) == relations, f"{len(of('Annotation'))} annotations, {len(linking)} of them relations, {len(triples)} triples")
    compact = jsonld.compact(document, document["@context"])
    again = jsonld.normalize(compact, {"algorithm": "URDNA2015", "format": "application/n-quads"})
    back = jsonld.from_rdf(quads, {"format": "application/n-quads"})
    says("jsonld, pyld, there and back", again == quads == jsonld.normalize(back, {"algorithm": "URDNA2015", "format": "application/n-quads"}), "the same triples, compacted and from RDF")
    lost = sorted(set(keys(document)) - {key for key in set(keys(jsonld.compact(jsonld.expand(document), document["@context"])))})
    says("jsonld, pyld, no field falls out", lost == [], f"lost: {lost}")


def keys(node):
    if isinstance(node, dict):
        for key, value in node.items():
            if not key.startswith("@"):
                yield key
            yield from keys(value if key != "@context" else None)
    if isinstance(node, list):
        for each in node:
            yield from keys(each)


def others():
    with open(out / "csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    kept = {row["number"]: row["body"].removeprefix("'") for row in rows if row["kind"] != "stance"}
    wrong = [note["number"] for note in notes if note.get("body") and kept.get(str(note["number"])) != note["body"]["text"]]
    says("csv, Python's csv", len(kept) == len(notes) and not wrong, f"{len(rows)} rows; other words: {wrong}")
    hypothesis = json.loads((out / "hypothesis").read_text(encoding="utf-8"))
    says("hypothesis, Python's json", len(hypothesis["annotations"]) == len(notes), f"{len(hypothesis['annotations'])} annotations")
    text = (out / "text").read_text(encoding="utf-8")
    says("text, longest line", max(map(len, text.splitlines())) <= 200, f"{max(map(len, text.splitlines()))} characters")


def archive():
    """Its own check, of which not a line is ours at run time but Python's; unzip; and a time stamp of an authority made for the occasion."""
    folder = out / "unpacked"
    with zipfile.ZipFile(out / "archive.zip") as packed:
        says("archive, Python's zipfile", packed.testzip() is None, f"{len(packed.namelist())} entries")
        packed.extractall(folder)
    checked = subprocess.run([sys.executable, "check.py"], cwd=folder, capture_output=True, text=True)
    head = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["hash"]
    says("archive, check.py", checked.returncode == 0 and checked.stdout.startswith(f"all as written: the hash {head} binds "), checked.stdout.strip() + checked.stderr.strip()[-300:])
    lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "Read it for its nouns" in line)
    changed = lines[:at] + [lines[at].replace("nouns", "verbs")] + lines[at + 1:]
    (folder / "log.jsonl").write_text("".join(changed), encoding="utf-8")
    damaged = subprocess.run([sys.executable, "check.py"], cwd=folder, capture_output=True, text=True)
    says("archive, check.py on one that was changed", damaged.returncode == 1 and f"the words of event {at + 1}" in damaged.stdout, damaged.stdout.strip())
    (folder / "log.jsonl").write_text("".join(lines), encoding="utf-8")

    (out / "tsa.cnf").write_text("[tsa]\ndefault_tsa=it\n[it]\nserial=$ENV::PWD/tsa.serial\ncrypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\n"
                                 "digests=sha256\naccuracy=secs:1\nordering=yes\ntsa_name=yes\ness_cert_id_chain=no\n"
                                 "[req]\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\n[ext]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n")
    (out / "tsa.serial").write_text("01\n")
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem", "-days", "2", "-subj", "/CN=An authority", "-config", "tsa.cnf")
    for name, query in (("archive", ("-data", "archive.zip")), ("head", ("-digest", head))):
        run("openssl", "ts", "-query", *query, "-sha256", "-cert", "-out", f"{name}.tsq")
        run("openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", f"{name}.tsq", "-inkey", "tsa.key", "-signer", "tsa.pem", "-out", f"{name}.tsr", env={"PWD": str(out), "PATH": "/usr/bin:/bin"})
        verified = run("openssl", "ts", "-verify", *query, "-in", f"{name}.tsr", "-CAfile", "tsa.pem")
        says(f"archive, a time stamp of the {name}, openssl", verified.returncode == 0, (verified.stdout + verified.stderr).strip()[-200:])


for each in (word, xml, html, markdown, linked, others, archive):
    try:
        each()
    except Exception as error:
        says(each.__name__, False, repr(error))
print("WRONG" if failed else "All read it as it was written.")
sys.exit(1 if failed else 0)
