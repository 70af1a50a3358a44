using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>
/// Everything that the audience may see, with ids, former wordings and times to the tick, so that it can be brought back. People
/// stand in it once, under members; everything else names them by id.
/// </summary>
public sealed class JsonExporter : IExporter
{
    /// <summary>The name and the version of what is written; the version is raised when a reader of the old one would go wrong.</summary>
    public const string Name = "collab";
    public const int Version = 1;

    /// <summary>Readable as a text file, with other scripts as they are and the same line ends everywhere.</summary>
    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    public string Format => "json";

    public string ContentType => "application/json";

    public string FileExtension => "json";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(stream, WriterOptions);
        json.WriteStartObject();
        WriteHead(json, document);
        await WriteClausesAsync(json, document, cancellationToken);
        WriteGone(json, document);
        await EditionJson.WriteAsync(json, document, cancellationToken);
        json.WriteStartArray("annotations");
        foreach (var note in document.Notes)
        {
            WriteNote(json, note);
            await json.FlushPieceAsync(cancellationToken);
        }

        json.WriteEndArray();
        await WritePinsAsync(json, document, cancellationToken);
        await RelationJson.WriteAsync(json, document, cancellationToken);
        WriteMembers(json, document);
        WriteAuthors(json, document);
        await StanceJson.WriteAsync(json, document, cancellationToken);
        SessionJson.Write(json, document);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    private static void WriteHead(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteString("format", Name);
        json.WriteNumber("version", Version);
        json.WriteStartObject("document");
        json.WriteString("id", document.Id);
        json.WriteString("seminar", document.Seminar);
        json.WriteString("address", document.Address.AbsoluteUri);
        json.WriteString("title", document.Title);
        json.WriteMetadata(document.Metadata);
        json.WriteNumber("revision", document.Revision);
        json.WriteString("state", document.Closed ? "closed" : "open");
        if (document.Led is { } led)
        {
            json.WriteStartObject("led");
            json.WriteString("clause", led.Clause);
            json.WriteString("by", led.By);
            json.WriteString("at", ExportTime.Exact(led.At));
            json.WriteNumber("seq", led.Seq);
            if (led.Passage is { } passage)
            {
                json.WritePropertyName("target");
                json.WriteTarget(passage);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("head");
        json.WriteString("epoch", document.Epoch);
        json.WriteNumber("seq", document.Seq);
        json.WriteString("at", ExportTime.Exact(document.At));
        json.WriteString("hash", document.Hash);
        json.WriteEndObject();
        json.WriteString("scope", document.Scope.Name);
    }

    private static async Task WriteClausesAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        json.WriteStartArray("clauses");
        foreach (var (clause, locked, _) in document.Clauses)
        {
            json.WriteStartObject();
            json.WriteString("id", clause.Id);
            json.WriteOptional("label", clause.Label);
            json.WriteString("kind", SnapshotWriter.Name(clause.Kind));
            json.WriteNumber("level", clause.Level);
            json.WriteOptional("parent", clause.Parent);
            json.WriteString("text", clause.Text);
            if (locked)
                json.WriteBoolean("locked", true);
            json.WriteEndObject();
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
    }

    /// <summary>What notes, pins and stances name that is in the text no more. Where nothing is gone, nothing is said.</summary>
    private static void WriteGone(Utf8JsonWriter json, ExportDocument document)
    {
        if (document.Gone.IsEmpty)
            return;
        json.WriteStartArray("gone");
        foreach (var (clause, _, _) in document.Gone)
        {
            json.WriteStartObject();
            json.WriteString("id", clause.Id);
            json.WriteOptional("label", clause.Label);
            json.WriteString("kind", SnapshotWriter.Name(clause.Kind));
            json.WriteString("text", clause.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNote(Utf8JsonWriter json, ExportNote note)
    {
        var annotation = note.AsWritten;
        json.WriteStartObject();
        json.WriteString("id", annotation.Id);
        json.WriteNumber("number", annotation.Number);
        json.WriteNumber("seq", annotation.Seq);
        json.WriteString("address", note.Address.AbsoluteUri);
        json.WriteOptional("clause", annotation.Home);
        json.WriteString("creator", annotation.Creator);
        json.WriteString("created", ExportTime.Exact(annotation.Created));
        if (annotation.Modified is { } modified)
            json.WriteString("modified", ExportTime.Exact(modified));
        if (annotation.Imported is { } imported)
        {
            json.WriteStartObject("imported");
            json.WriteString("by", imported.By);
            json.WriteString("at", ExportTime.Exact(imported.At));
            json.WriteEndObject();
        }

        json.WriteNumber("version", annotation.Version);
        json.WriteString("state", AnnotationWriter.Name(annotation.State));
        WriteReason(json, "reason", annotation.IsGone ? null : annotation.Reason, annotation.ReasonBy);
        if (note.Withheld)
            json.WriteBoolean("withheld", true);
        json.WriteTargets(annotation.Targets);
        json.WriteString("motivation", annotation.Motivation);
        json.WriteSaid(annotation.Said);
        json.WriteOptional("stance", annotation.Stance);
        json.WriteBody(annotation.Body);
        json.WriteTags(annotation.Tags);
        json.WriteForeign(annotation.Foreign);
        json.WriteOptional("replyTo", annotation.ReplyTo);
        json.WriteOptional("thread", annotation.Thread);
        json.WriteOptional("mergedInto", annotation.MergedInto);
        if (annotation.Resolved)
            json.WriteBoolean("resolved", true);
        WriteReason(json, "threadReason", annotation.ThreadReason, annotation.ThreadReasonBy);
        WriteReactions(json, annotation.Reactions);
        WriteHistory(json, annotation);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, string name, string? reason, string? by)
    {
        if (reason is null)
            return;
        json.WriteString(name, reason);
        json.WriteOptional(name + "By", by);
    }

    private static void WriteReactions(Utf8JsonWriter json, ImmutableArray<Reaction> reactions)
    {
        json.WriteStartArray("reactions");
        foreach (var reaction in reactions)
        {
            json.WriteStartObject();
            json.WriteString("emoji", reaction.Emoji);
            json.WriteStartArray("members");
            foreach (var member in reaction.Members)
                json.WriteStringValue(member);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The wordings before the present one, oldest first.</summary>
    private static void WriteHistory(Utf8JsonWriter json, Annotation annotation)
    {
        if (annotation.History.IsEmpty)
            return;
        json.WriteStartArray("history");
        foreach (var wording in annotation.History)
        {
            json.WriteStartObject();
            json.WriteNumber("version", wording.Version);
            json.WriteString("at", ExportTime.Exact(wording.At));
            json.WriteBody(wording.Body);
            json.WriteTags(wording.Tags);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static async Task WritePinsAsync(Utf8JsonWriter json, ExportDocument document, CancellationToken cancellation)
    {
        json.WriteStartArray("pins");
        // Those at points that are gone have no place among the clauses.
        var gone = document.Gone.Select(clause => clause.Clause.Id).ToHashSet();
        var left = gone.Count == 0 ? [] : document.Notes.SelectMany(note => note.Pins).Where(pin => gone.Contains(pin.Pin.Clause));
        foreach (var pin in document.Clauses.SelectMany(clause => clause.Threads).Select(thread => thread.Pin).OfType<ExportPin>().Concat(left))
        {
            json.WriteStartObject();
            json.WriteString("annotation", pin.Pin.Annotation);
            json.WriteString("clause", pin.Pin.Clause);
            json.WriteNumber("order", pin.Order);
            json.WriteString("by", pin.Pin.By);
            json.WriteString("at", ExportTime.Exact(pin.Pin.At));
            json.WriteNumber("seq", pin.Pin.Seq);
            json.WriteOptional("supersedes", pin.Pin.Supersedes);
            json.WriteEndObject();
            await json.FlushPieceAsync(cancellation);
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteStartArray("members");
        foreach (var member in document.Members)
        {
            json.WriteStartObject();
            json.WriteString("id", member.Id);
            json.WriteString("name", member.Name);
            json.WriteString("role", member.Role.ToString().ToLowerInvariant());
            json.WriteString("joined", ExportTime.Exact(member.Joined));
            if (member.Removed)
                json.WriteBoolean("removed", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Where nothing was imported, nothing is said.</summary>
    private static void WriteAuthors(Utf8JsonWriter json, ExportDocument document)
    {
        if (document.Authors.IsEmpty)
            return;
        json.WriteStartArray("authors");
        foreach (var author in document.Authors)
        {
            json.WriteStartObject();
            json.WriteString("id", author.Id);
            json.WriteString("name", author.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
