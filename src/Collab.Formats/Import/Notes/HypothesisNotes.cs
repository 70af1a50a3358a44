using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Importing;
using Collab.Formats.Hypothesis;

namespace Collab.Formats.Import.Notes;

/// <summary>Reads the file that Hypothesis' client exports: with replies, authors and dates, which its own import drops.</summary>
internal static class HypothesisNotes
{
    public static NotesFile Read(JsonElement root)
    {
        var builder = new NotesBuilder(NotesFormat.Hypothesis);
        List<JsonElement> notes = [.. root.List("annotations").Where(note => note.ValueKind == JsonValueKind.Object)];
        // Whoever annotates several pages means another one with a note that quotes nothing.
        var onePage = notes.Select(note => Source(note)).OfType<string>().Distinct(StringComparer.Ordinal).Take(2).Count() < 2;
        var revision = root.Get("collab")?.Number("revision");
        foreach (var note in notes.OrderBy(note => note.Time("created") ?? DateTimeOffset.MaxValue))
        {
            // The root first: the client keeps the name of an answer that was removed.
            ImmutableArray<string> parents = [.. note.Texts("references").Reverse()];
            // One of Collab's is known by its id in every file that it gives out, and in the client's own.
            var isOurs = note.Get("collab")?.Number("number") is not null;
            builder.Add(note.Text("id"), parents, Read(builder, note, !parents.IsEmpty, onePage, revision), idsOf: isOurs ? NotesFormat.Collab : null);
        }

        return builder.Build();
    }

    private static FileNote Read(NotesBuilder builder, JsonElement note, bool isReply, bool onePage, int? revision)
    {
        var user = note.Text("user") ?? "";
        var (created, updated) = (note.Time("created"), note.Time("updated"));
        var text = note.Text("text") is { } words && !string.IsNullOrWhiteSpace(words) ? words : null;
        var edited = updated > created;
        var imported = new ImportedNote
        {
            Author = builder.Author(user, note.Get("user_info")?.Text("display_name") ?? Local(user)),
            Created = created,
            Modified = edited ? updated : null,
            Version = edited ? 2 : 1,
            Motivation = isReply ? Motivations.Replying : text is null ? "highlighting" : Motivations.Commenting,
            Text = text,
            Tags = note.Texts("tags"),
            Foreign = KeptParts.Of(note, placed: true),
            State = note.Flag("hidden") ? AnnotationState.Hidden : AnnotationState.Shown,
        };
        return new FileNote(imported, isReply ? [] : Passages(note, onePage, revision)) { Kept = IsPrivate(note) ? "private" : null };
    }

    private static ImmutableArray<Passage> Passages(JsonElement note, bool onePage, int? revision)
    {
        var passages = note.List("target").Select(target =>
        {
            var clause = Selectors.Find(target, "ClauseSelector");
            var quote = Selectors.Quote(Selectors.Find(target, "TextQuoteSelector"));
            return clause is null && quote is null ? null : new Passage(clause?.Text("clause"), null, null, quote, null, clause?.Text("edition")) { Earlier = clause is { } ours && IsEarlier(ours, quote, revision) };
        }).OfType<Passage>().ToList();
        return passages.Count > 0 ? [.. passages] : onePage ? [] : [new Passage(null, null, null, null)];
    }

    /// <summary>Whether it is on an earlier text. The newest is named by the file, or, where the client made that, by the passage itself; where neither does, what is on it is quoted and what is on another is not.</summary>
    private static bool IsEarlier(JsonElement clause, TextQuoteSelector? quote, int? revision) =>
        clause.Text("edition") is null && ((revision ?? clause.Number("current")) is { } newest ? clause.Number("revision") < newest : quote is null);

    /// <summary>Readable for nobody but its author.</summary>
    private static bool IsPrivate(JsonElement note) => note.Get("permissions") is { } rights && rights.Texts("read") is { Length: > 0 } readers && !readers.Any(reader => reader.StartsWith("group:", StringComparison.Ordinal));

    private static string? Source(JsonElement note) => note.Text("uri") ?? note.List("target").Select(target => target.Text("source")).FirstOrDefault();

    /// <summary>"ana" of "acct:ana@host".</summary>
    private static string Local(string user)
    {
        var name = user.StartsWith("acct:", StringComparison.Ordinal) ? user["acct:".Length..] : user;
        return name.IndexOf('@') is > 0 and var at ? name[..at] : name;
    }
}
