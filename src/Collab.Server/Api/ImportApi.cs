using System.Security.Cryptography;
using System.Text;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Formats.Import;
using Collab.Grains.Seminars;
using Collab.Server.Commands;
using Collab.Server.Limits;
using Collab.Server.Security;
using Microsoft.Extensions.Options;

namespace Collab.Server.Api;

/// <summary>A text becomes a document: shown as it splits, corrected by a person, saved.</summary>
internal static class ImportApi
{
    /// <summary>What a multipart request weighs beside its file.</summary>
    public const long Envelope = 64 * 1024;

    public sealed record Preview(string Text, string Format = "text");

    public sealed record Import(Guid CommandId, string Text, string? Title = null, string Format = "text", IReadOnlyList<CorrectedClause>? Clauses = null);

    public sealed record CorrectedClause(ClauseKind Kind, string Text, int Level = 0, string? Label = null);

    public sealed record Draft(string? Title, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<CorrectedClause> Clauses, IReadOnlyList<string> Warnings);

    public sealed record Imported(string Id, long Seq);

    public static void Map(WebApplication app)
    {
        var upload = new UploadLimit(app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.UploadBytes + Envelope);
        var documents = app.MapGroup("/api/seminars/{seminar}/documents").WithTags("Documents").WithMetadata(upload);
        documents.WithRequestTimeout(UploadLimit.Timeout);
        documents.Door(Right.ImportDocument).MapPost("", ImportAsync).Accepts<Import>("application/json", "multipart/form-data").Produces<Imported>(201);
        app.Door(Right.CreateSeminar).MapPost("/api/preview", PreviewAnywhereAsync).WithTags("Documents").WithMetadata(upload).Accepts<Preview>("application/json", "multipart/form-data").Produces<Draft>().WithRequestTimeout(UploadLimit.Timeout);
        documents.Door(Right.ImportDocument).MapPost("/preview", PreviewAsync).Accepts<Preview>("application/json", "multipart/form-data").Produces<Draft>();
    }

    /// <summary>Saves a draft as a document of the seminar. Again with the same command: the same document.</summary>
    /// <param name="member">Who imports it; null for the operator.</param>
    public static async Task<Imported> SaveAsync(IGrainFactory grains, string seminar, string? member, Guid command, string? title, TextDraft draft)
    {
        DraftValidation.Check(draft);
        var checkedTitle = SeminarDecider.CheckTitle(title ?? draft.Title ?? "Untitled");
        var author = member ?? SeminarGrain.ServerActor;
        var document = Identifier.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{seminar} {author} {command}")).AsSpan(0, 16));
        var grain = grains.GetGrain<ISeminarGrain>(seminar);
        // The grain decides when the text is stored, and a text that nobody reads is not to be left behind.
        SeminarDecider.AddDocument(await grain.OpenAsync() ?? throw new RefusalException("not-found", "There is no such seminar."), member, document);
        var outcome = (await grains.GetGrain<IDocumentGrain>(document).ImportAsync(new ImportDocument(command, author, seminar, checkedTitle, draft.Metadata, draft.Clauses))).Demand();
        (await grain.AddDocumentAsync(member, document)).Demand();
        return new Imported(document, outcome.Seq);
    }

    // Whoever may found a seminar for a text sees first how it splits: nothing is founded by looking.
    private static async Task<Draft> PreviewAnywhereAsync(HttpContext context, Founding founding, RateLimits limits)
    {
        await founding.DemandAsync(context.DemandCaller());
        return await PreviewAsync(context, limits);
    }

    private static async Task<Draft> PreviewAsync(HttpContext context, RateLimits limits)
    {
        using var place = limits.BeginImport(context.DemandCaller().Person);
        var draft = context.Request.HasFormContentType
            ? (await ReadFileAsync(context.Request)).Draft
            : await ApiJson.ReadAsync<Preview>(context.Request) is var preview ? TextImport.Split(preview.Text, TextImport.FormatNamed(preview.Format)) : null!;
        return new Draft(
            draft.Title,
            draft.Metadata.Entries.ToDictionary(entry => entry.Key, entry => entry.Value),
            [.. draft.Clauses.Select(clause => new CorrectedClause(clause.Kind, clause.Text, clause.Level, clause.Label))],
            draft.Warnings);
    }

    private static async Task<IResult> ImportAsync(HttpContext context, string seminar, IGrainFactory grains, RateLimits limits)
    {
        using var place = limits.BeginImport(context.DemandCaller().Person);
        var (command, title, draft) = context.Request.HasFormContentType ? await ReadFileAsync(context.Request) : Read(await ApiJson.ReadAsync<Import>(context.Request));
        var imported = await SaveAsync(grains, seminar, context.Seat().Member, command, title, draft);
        return Results.Created($"/api/documents/{imported.Id}", imported);
    }

    private static (Guid Command, string? Title, TextDraft Draft) Read(Import import)
    {
        var draft = TextImport.Split(import.Text, TextImport.FormatNamed(import.Format));
        return (import.CommandId, import.Title, Correct(draft, import.Clauses));
    }

    private static TextDraft Correct(TextDraft draft, IReadOnlyList<CorrectedClause>? clauses) => clauses is null ? draft
        : draft with { Clauses = [.. clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, clause.Text))] };

    private static async Task<(Guid Command, string? Title, TextDraft Draft)> ReadFileAsync(HttpRequest request)
    {
        var (draft, form) = await UploadedText.ReadAsync(request, "title", "commandId", "clauses");
        var command = form.Text("commandId") is { } id ? CommandRequest.ParseCommandId(id) : Guid.NewGuid();
        return (command, form.Text("title"), Correct(draft, form.Json<CorrectedClause[]>("clauses")));
    }
}
