"""Checks this archive without Collab: python3 check.py, in the folder into which it was unpacked. It needs nothing but Python 3.8."""
import hashlib
import json
import os
import struct
import sys
import uuid
from datetime import datetime


def text(value):
    return struct.pack("<i", -1) if value is None else sized(value.encode("utf-8"))


def sized(value):
    return struct.pack("<i", -1) if value is None else struct.pack("<i", len(value)) + value


def ticks(at):
    """Tenths of a microsecond since the year 1."""
    seconds, fraction = at.rstrip("Z").split(".")
    since = datetime.strptime(seconds, "%Y-%m-%dT%H:%M:%S") - datetime(1, 1, 1)
    return (since.days * 86400 + since.seconds) * 10_000_000 + int(fraction)


def hash_of(document, before, event):
    digest = event.get("digest")
    return hashlib.sha256(
        before + text(document) + struct.pack("<q", event["seq"]) + text(event.get("clause")) + text(event["actor"])
        + uuid.UUID(event["command"]).bytes + struct.pack("<i", event["ordinal"]) + text(event["kind"])
        + struct.pack("<q", ticks(event["at"])) + text(event["data"])
        + sized(None if digest is None else bytes.fromhex(digest))).digest()


def files():
    """Each file in the archive's folders, by the name that the manifest gives it. What else lies beside them is none of its."""
    for top in ("texts", "exports"):
        for folder, _, names in os.walk(top):
            for name in names:
                yield os.path.join(folder, name).replace(os.sep, "/")


def damage(said):
    """What is not as it was written; notes in said from which event on the hash binds what is shown."""
    with open("manifest.json", encoding="utf-8") as file:
        manifest = json.load(file)
    document, known = manifest["document"], {entry["name"]: entry["sha256"] for entry in manifest["entries"]}
    for entry in manifest["entries"]:
        name, digest = entry["name"], entry["sha256"]
        with open(name, "rb") as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != digest or len(content) != entry["bytes"]:
            yield f"{name} is not what the manifest says"
        if name.startswith("texts/") and name != f"texts/{digest}.json":
            yield f"{name} is not the text that it is named by"
    for name in sorted(set(files()) - set(known)):
        yield f"{name} is not in the manifest"
    before, seq = hashlib.sha256(b"collab event chain 1\n" + document.encode("utf-8")).digest(), 0
    said["from"], alone, without = 1, 0, 0
    with open("log.jsonl", encoding="utf-8", newline="\n") as log:
        for line in log:
            event, seq = json.loads(line), seq + 1
            if event["seq"] != seq:
                yield f"event {seq} is missing"
                return
            if "payload" in event and hashlib.sha256(bytes.fromhex(event["salt"]) + event["payload"].encode("utf-8")).hexdigest() != event["digest"]:
                yield f"the words of event {seq} are not those that the chain covers"
            if "shown" in event:
                said["from"], alone = seq + 1, alone + 1
            else:
                without += "digest" in event and "payload" not in event
                if hash_of(document, before, event).hex() != event["hash"]:
                    yield f"event {seq} is not what the chain covers, or the one before it"
                brought = json.loads(event["data"]).get("text") if event["kind"] in ("DocumentImported", "TextRevised", "EditionAdded") else None
                if brought is not None and f"texts/{brought}.json" not in known:
                    yield f"the text {brought} of event {seq} is missing"
            before = bytes.fromhex(event["hash"])
    if (seq, before.hex()) != (manifest["seq"], manifest["hash"]):
        yield "the log does not end where the manifest says"
    if said["from"] != manifest["boundFrom"]:
        yield f"the manifest says that the hash binds from event {manifest['boundFrom']}, it does from event {said['from']}"
    if (alone, without) != (manifest["hashAlone"], manifest["withoutWords"]):
        yield f"the manifest says {manifest['hashAlone']} events with their hash alone and {manifest['withoutWords']} without words, there are {alone} and {without}"
    said["hash"] = before.hex()


found, said = [], {}
try:
    found.extend(damage(said))
except Exception as error:  # Whatever it is: a record that breaks the program is none.
    found.append(f"it cannot be read: {error!r}")
for each in found:
    print("damaged:", each)
print("damaged" if found else f"all as written: the hash {said['hash']} binds what is shown from event {said['from']} on")
sys.exit(1 if found else 0)
