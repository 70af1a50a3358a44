using System.Security.Cryptography;
using System.Text;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Import.Notes;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Security;
using Microsoft.Extensions.Options;

namespace Collab.Server.Api;

/// <summary>Notes of a file come into a document: shown first where they would go, then brought in.</summary>
internal static class NotesImportApi
{
    private const int LongestWords = 240;

    public sealed record Preview(string Text, IReadOnlyList<Choice>? Choices = null);

    public sealed record Import(Guid CommandId, string Text, IReadOnlyList<Choice>? Choices = null, bool Override = false);

    /// <summary>That a person says to which clause a note belongs.</summary>
    /// <param name="Note">Its place in the file, as the preview numbers them.</param>
    public sealed record Choice(int Note, string Clause);

    /// <param name="Answers">The note of the document that it answers, where the file does not have that.</param>
    public sealed record Placed(int Note, string Author, DateTimeOffset? Created, int? ReplyTo, string? Answers, string? Text, string? Quote, IReadOnlyList<string> Clauses, bool? Here);

    public sealed record Unplaced(int Note, string Author, DateTimeOffset? Created, int? ReplyTo, string? Text, string? Quote, string Code, string Reason, IReadOnlyList<Candidate> Candidates);

    public sealed record Candidate(string Clause, string Name);

    /// <param name="Seq">Of the last event of the import; null in a preview.</param>
    public sealed record Notes(string Format, long? Seq, IReadOnlyList<string> Authors, IReadOnlyList<Placed> Placed, IReadOnlyList<Unplaced> Unplaced, IReadOnlyList<LeftOut> LeftOut);

    private sealed record Sent(Guid CommandId, ReadOnlyMemory<byte> File, IReadOnlyDictionary<int, string> Choices, bool Override);

    public static void Map(WebApplication app)
    {
        var upload = new UploadLimit(app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.UploadBytes + ImportApi.Envelope);
        var imports = app.MapGroup("/api/documents/{document}/imports").WithTags("Documents").WithMetadata(upload);
        imports.WithRequestTimeout(UploadLimit.Timeout);
        imports.Door(Right.ImportDocument).MapPost("", ImportAsync).Accepts<Import>("application/json", "multipart/form-data").Produces<Notes>(201);
        imports.Door(Right.ImportDocument).MapPost("/preview", PreviewAsync).Accepts<Preview>("application/json", "multipart/form-data").Produces<Notes>();
    }

    private static async Task<Notes> PreviewAsync(HttpContext context, string document, DocumentFeeds feeds, TrialRendering rendering, RateLimits limits)
    {
        using var room = limits.BeginImport(context.DemandCaller().Person);
        var sent = await ReadPreviewAsync(context.Request);
        var (placing, file) = await PlaceAsync(context, document, feeds, rendering, sent.File, sent.Choices);
        return Told(placing, file, null);
    }

    private static async Task<IResult> ImportAsync(HttpContext context, string document, DocumentFeeds feeds, CommandDispatcher commands, TrialRendering rendering, RateLimits limits)
    {
        using var room = limits.BeginImport(context.DemandCaller().Person);
        var sent = await ReadImportAsync(context.Request);
        var (placing, file) = await PlaceAsync(context, document, feeds, rendering, sent.File, sent.Choices);
        var outcome = await commands.DispatchAsync(context.DemandCaller(), Request(document, sent.CommandId, sent.File, sent.Choices, sent.Override, placing), context.RequestAborted);
        return Results.Created($"/api/documents/{document}", Told(placing, file, outcome.Seq));
    }

    /// <summary>The command that brings them in.</summary>
    internal static ImportNotesRequest Request(string document, Guid command, ReadOnlyMemory<byte> file, IReadOnlyDictionary<int, string> choices, bool intended, Placing placing) => new()
    {
        Document = document,
        CommandId = command,
        File = Convert.ToHexStringLower(SHA256.HashData(file.Span)),
        Choices = choices,
        Override = intended,
        Placing = placing,
    };

    private static async Task<Sent> ReadPreviewAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
            return await ReadFormAsync(request, "choices");
        var preview = await ApiJson.ReadAsync<Preview>(request);
        return new Sent(default, Encoding.UTF8.GetBytes(preview.Text), Chosen(preview.Choices), false);
    }

    private static async Task<Sent> ReadImportAsync(HttpRequest request)
    {
        if (request.HasFormContentType)
            return await ReadFormAsync(request, "commandId", "choices", "override");
        var import = await ApiJson.ReadAsync<Import>(request);
        return new Sent(import.CommandId, Encoding.UTF8.GetBytes(import.Text), Chosen(import.Choices), import.Override);
    }

    private static async Task<Sent> ReadFormAsync(HttpRequest request, params string[] fields)
    {
        var (bytes, _, form) = await UploadedText.ReadFileAsync(request, fields);
        var command = form.Text("commandId") is { } id ? CommandRequest.ParseCommandId(id) : Guid.NewGuid();
        return new Sent(command, bytes, Chosen(form.Json<Choice[]>("choices")), form.Text("override") is "true");
    }

    /// <exception cref="RefusalException"><c>bad-request</c>: two clauses for one note.</exception>
    internal static Dictionary<int, string> Chosen(IReadOnlyList<Choice>? choices)
    {
        var chosen = new Dictionary<int, string>();
        foreach (var (note, clause) in choices ?? [])
        {
            if (!chosen.TryAdd(note, clause))
                throw new RefusalException("bad-request", "A note is chosen twice. Choose one point for it.");
        }

        return chosen;
    }

    /// <summary>Where the notes of a file would go.</summary>
    internal static async Task<(Placing Placing, NotesFile File)> PlaceAsync(HttpContext context, string document, DocumentFeeds feeds, TrialRendering rendering, ReadOnlyMemory<byte> sent, IReadOnlyDictionary<int, string> choices)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        var file = NotesReader.Read(sent.Span);
        var notes = file.Notes.ToBuilder();
        for (var i = 0; i < notes.Count; i++)
            notes[i] = await ShownAsync(notes[i], rendering);
        return (new Placing(file with { Notes = notes.ToImmutable() }, feed.State, choices), file);
    }

    /// <summary>What could not be shown does not come in.</summary>
    private static async Task<FileNote> ShownAsync(FileNote note, TrialRendering rendering)
    {
        try
        {
            foreach (var text in note.Note.History.Select(wording => wording.Text).Append(note.Note.Text).OfType<string>())
                await rendering.DemandAsync(text);
            return note;
        }
        catch (RefusalException refusal)
        {
            return note with { Kept = note.Kept ?? refusal.Code, Because = note.Kept is null ? refusal.Detail : null };
        }
    }

    internal static Notes Told(Placing placing, NotesFile file, long? seq) => new(
        file.Format,
        seq,
        file.Authors,
        [.. placing.Notes.Where(note => note.Code is null).Select(note => new Placed(note.Index, AuthorOf(note, file), note.From.Note.Created, note.AnswersHere is null ? note.From.Note.ReplyTo : null, note.AnswersHere, WordsOf(note), QuoteOf(note),
            [.. note.Targets.Select(target => target.Clause).Distinct()], note.IsHere ? true : null))],
        [.. placing.Notes.Where(note => note.Code is not (null or Placing.Later)).Select(note => new Unplaced(note.Index, AuthorOf(note, file), note.From.Note.Created, note.From.Note.ReplyTo, WordsOf(note), QuoteOf(note),
            note.Code!, note.Reason!, [.. note.Candidates.Select(clause => new Candidate(clause.Id, clause.Name))]))],
        placing.LeftOut);

    private static string AuthorOf(PlacedNote note, NotesFile file) => file.Authors[note.From.Note.Author];

    private static string? WordsOf(PlacedNote note) => note.From.Note.Text is { } text ? Clause.Shorten(text, LongestWords) : null;

    private static string? QuoteOf(PlacedNote note) => note.From.Passages.Select(passage => passage.Quote?.Exact).FirstOrDefault(quote => quote is not null) is { } exact ? Clause.Shorten(exact, LongestWords) : null;
}
