using Collab.Formats.Export;

namespace Collab.Formats.Archive;

/// <summary>What an archive says in plain words, to whoever has nothing but the file.</summary>
internal static class ArchiveReadme
{
    /// <summary>A program in Python that checks an unpacked archive, by nobody's code but its own.</summary>
    public static byte[] Program { get; } = Read("archive-check.py");

    public static string Of(ExportDocument document) => $"""
        {document.Title}

        The archive of a document of Collab, as of state {document.Seq}, reached {ExportTime.Exact(document.At)}.
        The hash of its record at that state, in which everything before it has a part:

        {document.Hash}

        exports/       the text and its discussion in each format: begin with html.html or text.txt
        texts/         every text that the document has or had, by the SHA-256 of its content
        log.jsonl      the record: what happened, an event a line, in order
        manifest.json  the document, its state and hash, and the size and SHA-256 of each file
        check.py       a program that checks all of this: unpack the archive, then python3 check.py


        How it is checked without Collab

        1. The SHA-256 of each file is the one in manifest.json (sha256sum), and a file in texts is named by its own.

        2. The record is a chain. The hash of an event is the SHA-256 of these bytes, one behind the other:

           the hash of the event before (32 bytes); before the first one the SHA-256 of "collab event chain 1", a line feed and the document's id
           the document's id, as a text
           seq, 8 bytes
           clause and actor, as texts
           command, 16 bytes in the order in which it is written
           ordinal, 4 bytes
           kind, as a text
           at, 8 bytes: tenths of a microsecond since the beginning of the year 1
           data, as a text
           digest, its length (4 bytes) and its 32 bytes

           Numbers have their lowest byte first. A text is its length in bytes (4 bytes) and its UTF-8; one that is not there is the length -1
           alone. data and payload are the strings as a reader of JSON gives them, not what is in them.

        3. payload is what a person wrote, an empty object where that is nothing. digest is the SHA-256 of salt and payload. An event with a
           digest and no payload has lost its words: they were erased or removed, or they may not be read by whoever took this archive. Its
           hash can be computed all the same.

        4. Of an event with "shown" something that its hash covers may not be told, such as whose account a member is. It is here as the room
           shows it, with its hash, which nobody who has this file alone can compute. So the record's hash binds what stands behind the last
           such event (manifest.json: boundFrom). For what stands before it compare log.jsonl and texts with another archive, or with the
           server. What is shown of such an event itself, and the files in exports, are bound by manifest.json alone, and so by a time stamp.

        5. The hash of the last event is the one above. Whoever knows it from elsewhere, from an export, a citation or a time stamp, knows that
           this is the record. A time stamp of the whole file (RFC 3161) says besides that the file was there by then:

           openssl ts -query -data THE-FILE.zip -sha256 -cert -out THE-FILE.tsq

           Send that to a time stamping authority, and keep its answer beside the file.


        It holds no private note, no note of a blind round before it was revealed, nothing that waits for approval, and no words that were
        hidden from whoever took it, removed or erased by then. It holds the words of people: keep it as close as they would, and where
        somebody has theirs erased from the document later, erase them here, too.

        """.ReplaceLineEndings("\n");

    private static byte[] Read(string name)
    {
        using var resource = typeof(ArchiveReadme).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
