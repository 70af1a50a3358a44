using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Views;
using Collab.Formats.Import;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Security;
using Microsoft.Extensions.Options;

namespace Collab.Server.Api;

/// <summary>Another edition of a text: shown as it aligns, corrected by a person, laid beside the first.</summary>
internal static class EditionsApi
{
    public sealed record Preview(string Text, string Format = "text");

    public sealed record Add(Guid CommandId, string Language, string Text, string? Title = null, string? Edition = null, string Format = "text", IReadOnlyList<ClauseParts>? Alignment = null, IReadOnlyList<int>? LeftOut = null);

    /// <param name="Clauses">The parts of the text, in order.</param>
    /// <param name="Alignment">Which of them say what each point of the document says; a proposal where it does not fit.</param>
    /// <param name="Fits">Whether it fits point by point, so that nothing has to be said.</param>
    public sealed record Aligned(string? Title, IReadOnlyList<ImportApi.CorrectedClause> Clauses, IReadOnlyList<string> Warnings, IReadOnlyList<ClauseParts> Alignment, bool Fits);

    public sealed record Row(string Id, string? Language, string Title, int Revision, int Clauses);

    public sealed record Added(string Id, long Seq);

    public static void Map(WebApplication app)
    {
        var editions = app.MapGroup("/api/documents/{document}/editions").WithTags("Documents");
        editions.Door(Right.ReadDocument).MapGet("", ListAsync).Produces<ListOf<Row>>();
        editions.Door(Right.ReadDocument).MapGet("/{edition}", TextAsync).Produces(200, contentType: "application/json");
        var upload = new UploadLimit(app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.UploadBytes + ImportApi.Envelope);
        var adding = editions.MapGroup("").WithMetadata(upload);
        adding.WithRequestTimeout(UploadLimit.Timeout);
        adding.Door(Right.AddEdition).MapPost("", AddAsync).Accepts<Add>("application/json", "multipart/form-data").Produces<Added>(201);
        adding.Door(Right.AddEdition).MapPost("/preview", PreviewAsync).Accepts<Preview>("application/json", "multipart/form-data").Produces<Aligned>();
    }

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var header = (await FeedAsync(context, document, feeds)).State.Header;
        return new([new Row(Edition.First, LanguageOf(header), header.Title, header.Revision, header.Clauses.Length),
            .. header.Editions.Select(edition => new Row(edition.Id, edition.Language, edition.Title, edition.Revision, edition.Clauses.Length))]);
    }

    /// <summary>The language of the first edition, where its metadata have a tag of one.</summary>
    public static string? LanguageOf(DocumentHeader header) => header.Metadata["language"] is { } tag && Edition.IsLanguage(tag) ? tag : null;

    private static async Task TextAsync(HttpContext context, string document, string edition, DocumentFeeds feeds)
    {
        var header = (await FeedAsync(context, document, feeds)).State.Header;
        var found = edition == Edition.First ? new Edition(Edition.First, LanguageOf(header) ?? "und", header.Title, header.Revision, header.Clauses)
            : header.Editions.FirstOrDefault(known => known.Id == edition) ?? throw new RefusalException("not-found", "There is no such edition of this document.");
        var tag = $"\"{header.Epoch}-{found.Id}-{found.Revision}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (Conditions.Matches(context.Request.Headers.IfNoneMatch, tag))
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await DocumentsApi.WriteAsync(context.Response, json => EditionWriter.WriteText(json, found));
    }

    private static async Task<Aligned> PreviewAsync(HttpContext context, string document, DocumentFeeds feeds, RateLimits limits)
    {
        using var place = limits.BeginImport(context.DemandCaller().Person);
        var draft = context.Request.HasFormContentType ? (await UploadedText.ReadAsync(context.Request)).Draft
            : await ApiJson.ReadAsync<Preview>(context.Request) is var preview ? TextImport.Split(preview.Text, TextImport.FormatNamed(preview.Format)) : null!;
        var clauses = (await FeedAsync(context, document, feeds)).State.Header.Clauses;
        return new Aligned(
            draft.Title,
            [.. draft.Clauses.Select(clause => new ImportApi.CorrectedClause(clause.Kind, clause.Text, clause.Level, clause.Label))],
            draft.Warnings,
            Alignment.Propose(clauses, draft.Clauses),
            Alignment.FirstMisfit(clauses, draft.Clauses) is null);
    }

    private static async Task<IResult> AddAsync(HttpContext context, string document, DocumentFeeds feeds, CommandDispatcher commands, RateLimits limits)
    {
        using var place = limits.BeginImport(context.DemandCaller().Person);
        var (add, draft) = context.Request.HasFormContentType ? await ReadFormAsync(context.Request)
            : await ApiJson.ReadAsync<Add>(context.Request) is var sent ? (sent, TextImport.Split(sent.Text, TextImport.FormatNamed(sent.Format))) : default;
        DraftValidation.Check(draft);
        var clauses = (await FeedAsync(context, document, feeds)).State.Header.Clauses;
        var (drafts, ids) = add.Alignment is { } given
            ? Alignment.Join(clauses, draft.Clauses, given, add.LeftOut ?? [])
            : Alignment.FirstMisfit(clauses, draft.Clauses) is { } misfit ? throw Misfit(clauses, draft, misfit)
            : (draft.Clauses.ToImmutableArray(), [.. clauses.Select(clause => clause.Id)]);
        var request = new AddEditionRequest
        {
            Document = document,
            CommandId = add.CommandId,
            Edition = add.Edition,
            Language = add.Language,
            Title = add.Title ?? draft.Title ?? "Untitled",
            Drafts = drafts,
            ClauseIds = ids,
        };
        var outcome = await commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted);
        var added = new Added(add.Edition ?? add.Language.ToLowerInvariant(), outcome.Seq);
        return Results.Created($"/api/documents/{document}/editions/{added.Id}", added);
    }

    private static async Task<(Add Add, TextDraft Draft)> ReadFormAsync(HttpRequest request)
    {
        var (draft, form) = await UploadedText.ReadAsync(request, "commandId", "language", "title", "edition", "alignment", "leftOut");
        var id = form.Text("commandId") is { } command ? CommandRequest.ParseCommandId(command) : Guid.NewGuid();
        var add = new Add(id, form.Text("language") ?? "", "", form.Text("title"), form.Text("edition"), Alignment: form.Json<ClauseParts[]>("alignment"), LeftOut: form.Json<int[]>("leftOut"));
        return (add, draft);
    }

    private static RefusalException Misfit(ImmutableArray<Clause> clauses, TextDraft draft, int at)
    {
        var here = at < clauses.Length ? clauses[at].Name : "nothing";
        var there = at < draft.Clauses.Count ? $"“{Clause.Shorten(draft.Clauses[at].Text, 40)}”" : "nothing";
        return new RefusalException("not-aligned", $"The text has {draft.Clauses.Count} parts, the document {clauses.Length}, and they do not fit one by one: beside {here} stands {there}. Say with alignment which parts belong to which point.");
    }

    private static async Task<DocumentFeed> FeedAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        return feed;
    }
}
