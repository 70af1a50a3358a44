"""Checks this archive without Collab: python3 check.py, in the folder into which it was unpacked. It needs nothing but Python 3.8."""
import hashlib
import json
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


def damage():
    manifest = json.load(open("manifest.json", encoding="utf-8"))
    document = manifest["document"]
    for entry in manifest["entries"]:
        if hashlib.sha256(open(entry["name"], "rb").read()).hexdigest() != entry["sha256"]:
            yield f"{entry['name']} is not what the manifest says"
    before, seq = hashlib.sha256(b"collab event chain 1\n" + document.encode("utf-8")).digest(), 0
    for line in open("log.jsonl", encoding="utf-8", newline="\n"):
        event, seq = json.loads(line), seq + 1
        if event["seq"] != seq:
            yield f"event {seq} is missing"
            return
        if "payload" in event and hashlib.sha256(bytes.fromhex(event["salt"]) + event["payload"].encode("utf-8")).hexdigest() != event["digest"]:
            yield f"the words of event {seq} are not those that the chain covers"
        if "shown" not in event and hash_of(document, before, event).hex() != event["hash"]:
            yield f"event {seq} is not what the chain covers, or the one before it"
        before = bytes.fromhex(event["hash"])
    if (seq, before.hex()) != (manifest["seq"], manifest["hash"]):
        yield "the log does not end where the manifest says"


found = list(damage())
for each in found:
    print("damaged:", each)
print("damaged" if found else "all as written")
sys.exit(1 if found else 0)
