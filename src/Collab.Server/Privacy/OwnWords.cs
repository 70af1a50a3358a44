using System.Text.Json;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Sealed;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Events;
using Collab.Domain.Seminars;
using Collab.Domain.Views;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Storage;

namespace Collab.Server.Privacy;

/// <summary>
/// Everything that a person has written, in all seminars that they are or were in, those too that were deleted. It is read where it is
/// shown from, and names and times of now are not in it: the same words give the same bytes.
/// </summary>
internal sealed class OwnWords(DocumentFeeds feeds, IGrainFactory grains, IStorage storage)
{
    /// <summary>The name and the version of what is written; the version is raised when a reader of the old one would go wrong.</summary>
    public const string Format = "collab-words";
    public const int Version = 1;

    private const int PieceBytes = 64 * 1024, PageEvents = 1_000, PageBytes = 1024 * 1024;

    private static readonly JsonWriterOptions Readable = new() { Encoder = WireJson.Options.Encoder, Indented = true, NewLine = "\n" };

    /// <summary>Writes piece by piece, with no synchronous write to the stream.</summary>
    /// <param name="seats">Every seat that the person has or had.</param>
    /// <exception cref="RefusalException"><c>unavailable</c>, <c>damaged</c>.</exception>
    public async Task WriteAsync(string person, IReadOnlyList<(SeminarState Seminar, Member Member)> seats, Stream stream, CancellationToken cancellation)
    {
        var account = await storage.Accounts.FindPersonAsync(person) ?? throw Security.SignIns.Missing;
        var (tokens, passkeys, waiting) = (await storage.Accounts.ListTokensAsync(person), await storage.Accounts.ListPasskeysAsync(person), await storage.Log.ListAsync(StreamKind.Sealed));
        await using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("name", account.DisplayName);
        WriteAll(json, "tokens", tokens.OrderBy(token => token.Created).Select(token => token.Name));
        WriteAll(json, "passkeys", passkeys.OrderBy(passkey => passkey.Created).Select(passkey => passkey.Name));
        json.WriteStartArray("seminars");
        foreach (var (seminar, member) in seats)
        {
            json.WriteStartObject();
            json.WriteString("id", seminar.Id);
            json.WriteString("title", seminar.Title);
            json.WriteString("state", seminar.Deleted ? "deleted" : member.Removed ? "left" : "member");
            json.WriteString("member", member.Id);
            json.WriteString("role", RoleNames.Of(member.Role));
            if (member.Mute is { } mute)
                OwnWordsWriter.WriteMute(json, mute);
            await WriteEventsAsync(json, "names", seminar.Id, seminar.Seq, e => OwnWordsWriter.IsName(e, member.Id), OwnWordsWriter.WriteName, cancellation);
            await WriteEventsAsync(json, "reasons", seminar.Id, seminar.Seq, e => OwnWordsWriter.IsReason(e, member.Id), OwnWordsWriter.WriteReason, cancellation);
            json.WriteStartArray("documents");
            foreach (var document in seminar.Documents)
                await WriteDocumentAsync(json, document, member.Id, [.. waiting.Select(log => log.Stream).Where(log => log.StartsWith($"{document}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)], cancellation);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    private async Task WriteDocumentAsync(Utf8JsonWriter json, string document, string member, IReadOnlyList<string> aside, CancellationToken cancellation)
    {
        if (await feeds.OpenAsync(document, cancellation) is not { } feed)
            return;
        await feed.CatchUpAsync().WaitAsync(cancellation);
        var state = feed.State;
        var notes = state.Annotations.OrderBy(note => note.Seq).ToList();
        json.WriteStartObject();
        json.WriteString("id", document);
        json.WriteString("title", state.Header.Title);
        await WriteNotesAsync(json, "notes", notes.Where(note => note.Creator == member), member, cancellation);
        var notebook = await grains.GetGrain<INotebookGrain>($"{document}/{member}").OpenAsync();
        await WriteNotesAsync(json, "private", InOrder(notebook.Notes), member, cancellation);
        List<Annotation> sealedNotes = [];
        foreach (var log in aside)
            sealedNotes.AddRange(InOrder((await grains.GetGrain<ISealedGrain>(log).OpenAsync()).Notes).Where(note => note.Creator == member));
        await WriteNotesAsync(json, "waiting", sealedNotes, member, cancellation);
        OwnWordsWriter.WriteReactions(json, notes, member);
        await WriteEventsAsync(json, "reasons", document, state.Header.Seq, e => OwnWordsWriter.IsReason(e, member), OwnWordsWriter.WriteReason, cancellation);
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
    }

    private static IEnumerable<Annotation> InOrder(ClauseState notes) => notes.Annotations.Values.OrderBy(note => note.Seq);

    private static async Task WriteNotesAsync(Utf8JsonWriter json, string name, IEnumerable<Annotation> notes, string member, CancellationToken cancellation)
    {
        json.WriteStartArray(name);
        foreach (var note in notes)
        {
            OwnWordsWriter.WriteNote(json, note, member);
            if (json.BytesPending > PieceBytes)
                await json.FlushAsync(cancellation);
        }

        json.WriteEndArray();
    }

    /// <summary>Of a log up to a seq those events that are wanted.</summary>
    private async Task WriteEventsAsync(Utf8JsonWriter json, string name, string stream, long head, Func<LogEvent, bool> wanted, Action<Utf8JsonWriter, LogEvent> write, CancellationToken cancellation)
    {
        json.WriteStartArray(name);
        for (var after = 0L; after < head;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await storage.Log.ReadAsync(stream, after, (int)Math.Min(PageEvents, head - after), PageBytes);
            foreach (var e in page.Where(stored => stored.Payload is not null).Select(EventCodec.Read).Where(wanted))
                write(json, e);
            after = page.Count > 0 ? page[^1].Seq : head;
        }

        json.WriteEndArray();
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
