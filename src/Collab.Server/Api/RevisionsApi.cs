using System.Collections.Immutable;
using Collab.Contracts.Documents;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;
using Collab.Domain.Views;
using Collab.Formats.Import;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Security;
using Collab.Storage;
using Microsoft.Extensions.Options;

namespace Collab.Server.Api;

/// <summary>The next revision of a text: shown as it pairs, corrected by a person, applied; and the notes that it left on an earlier text.</summary>
internal static class RevisionsApi
{
    /// <param name="Confirmed">Whether the person looked at it. What a preview says beside the two lists may be sent back, and is not read.</param>
    public sealed record Pair(ImmutableArray<string> Clauses, ImmutableArray<int> Parts, bool Confirmed = false, string? Change = null, double? Likeness = null, bool? Sure = null);

    public sealed record Preview(string Text, string Format = "text", IReadOnlyList<Pair>? Pairs = null);

    public sealed record Revise(Guid CommandId, int Revision, string Text, string Format = "text", IReadOnlyList<Pair>? Pairs = null, string? Reason = null);

    public sealed record Touched(string Annotation, int Number, int Target, string Clause, string State, string Evidence);

    /// <param name="Revision">The revision that it is compared with: to be sent with what is applied.</param>
    /// <param name="Sure">Whether it can be applied as it is.</param>
    /// <param name="Notes">How many targets of notes stay, move, or wait for a person.</param>
    public sealed record Previewed(
        int Revision, IReadOnlyList<ImportApi.CorrectedClause> Parts, IReadOnlyList<string> Warnings, IReadOnlyList<Pair> Pairs, bool Sure, IReadOnlyDictionary<string, int> Notes, IReadOnlyList<Touched> Touched);

    public sealed record Revised(int Revision, long Seq);

    public sealed record Row(int Revision, int Clauses, long Seq, DateTimeOffset At, long? Until = null, string? By = null, string? Reason = null);

    public static void Map(WebApplication app)
    {
        var document = app.MapGroup("/api/documents/{document}").WithTags("Documents");
        document.Door(Right.ReadDocument).MapGet("/revisions", ListAsync).Produces<ListOf<Row>>();
        document.Door(Right.ReadDocument).MapGet("/revisions/queue", QueueAsync).Produces(200, contentType: "application/json");
        document.Door(Right.ReviseText).MapPost("/annotations/{annotation}/keep", KeepAsync).Accepts<KeepRequest>("application/json").Produces<CommandOutcome>();
        var upload = new UploadLimit(app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value.UploadBytes + ImportApi.Envelope);
        var revising = document.MapGroup("/revisions").WithMetadata(upload);
        revising.WithRequestTimeout(UploadLimit.Timeout);
        revising.Door(Right.ReviseText).MapPost("", ReviseAsync).Accepts<Revise>("application/json", "multipart/form-data").Produces<Revised>(201);
        revising.Door(Right.ReviseText).MapPost("/preview", PreviewAsync).Accepts<Preview>("application/json", "multipart/form-data").Produces<Previewed>();
    }

    /// <summary>The revisions of a text, oldest first: when each came, by whom, and why.</summary>
    /// <param name="log">Whence the events come without the texts that they brought.</param>
    public static async Task<IReadOnlyList<Row>> RowsAsync(DocumentFeed feed, IEventLog log, Audience audience)
    {
        var header = feed.State.Header;
        List<Row> rows = [];
        foreach (var text in header.Former.Append(new FormerText(header.Revision, 0, header.Clauses, [])))
        {
            var first = rows.Count == 0 ? 1 : header.Former[rows.Count - 1].Until + 1;
            var e = EventCodec.Read((await log.ReadAsync(feed.Document, first - 1, 1))[0]);
            rows.Add(new(text.Revision, text.Clauses.Length, first, e.At, text.Until == 0 ? null : text.Until, audience.NameOf(e.Actor, header), rows.Count == 0 ? null : e.Words?.Reason));
        }

        return rows;
    }

    public static async Task<Revised> ApplyAsync(HttpContext context, DocumentFeed feed, CommandDispatcher commands, Guid command, int revision, TextDraft draft, ImmutableArray<ClausePair> pairs, string? reason)
    {
        DraftValidation.Check(draft);
        var request = new ReviseRequest { Document = feed.Document, CommandId = command, Revision = revision, Drafts = [.. draft.Clauses], Pairs = pairs, Reason = reason };
        var outcome = await commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted);
        return new Revised(revision + 1, outcome.Seq);
    }

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, string document, DocumentFeeds feeds, IEventLog log)
    {
        var feed = await FeedAsync(context, document, feeds);
        return new(await RowsAsync(feed, log, feed.View.AudienceOf(context.DemandCaller().Person)));
    }

    private static async Task<Previewed> PreviewAsync(HttpContext context, string document, DocumentFeeds feeds, RateLimits limits)
    {
        using var place = limits.BeginImport(context.DemandCaller().Person);
        var (draft, given) = context.Request.HasFormContentType ? await UploadedText.ReadAsync(context.Request, "pairs") is var (text, form) ? (text, form.Json<Pair[]>("pairs")) : default
            : await ApiJson.ReadAsync<Preview>(context.Request) is var preview ? (TextImport.Split(preview.Text, TextImport.FormatNamed(preview.Format)), preview.Pairs) : default;
        var state = (await FeedAsync(context, document, feeds)).State;
        var shown = RevisionPreview.Of(state, draft.Clauses, Pairs(state.Header, state.Header.Revision, draft, given));
        return new(
            state.Header.Revision,
            [.. draft.Clauses.Select(clause => new ImportApi.CorrectedClause(clause.Kind, clause.Text, clause.Level, clause.Label))],
            draft.Warnings,
            [.. shown.Pairs.Select(pair => new Pair(pair.Clauses, pair.Parts, false, pair.Change.ToString().ToLowerInvariant(), Math.Round(pair.Likeness, 3), pair.Sure))],
            shown.IsSure,
            Enum.GetValues<AnchorState>().ToDictionary(anchor => anchor.ToString().ToLowerInvariant(), shown.Count),
            [.. shown.Touched.Select(outcome => ToTouched(outcome, state.Find(outcome.Annotation)!))]);
    }

    private static Touched ToTouched(TargetOutcome outcome, Annotation note) =>
        new(note.Id, note.Number, outcome.Target, note.Targets[outcome.Target].Clause, outcome.State.ToString().ToLowerInvariant(), WireJson.Name(outcome.Evidence));

    private static async Task<IResult> ReviseAsync(HttpContext context, string document, DocumentFeeds feeds, CommandDispatcher commands, RateLimits limits)
    {
        using var place = limits.BeginImport(context.DemandCaller().Person);
        var (revise, draft) = context.Request.HasFormContentType ? await ReadFormAsync(context.Request)
            : await ApiJson.ReadAsync<Revise>(context.Request) is var sent ? (sent, TextImport.Split(sent.Text, TextImport.FormatNamed(sent.Format))) : default;
        var feed = await FeedAsync(context, document, feeds);
        var revised = await ApplyAsync(context, feed, commands, revise.CommandId, revise.Revision, draft, Pairs(feed.State.Header, revise.Revision, draft, revise.Pairs), revise.Reason);
        return Results.Created($"/api/documents/{document}?revision={revised.Revision}", revised);
    }

    private static async Task<(Revise Revise, TextDraft Draft)> ReadFormAsync(HttpRequest request)
    {
        var (draft, form) = await UploadedText.ReadAsync(request, "commandId", "revision", "pairs", "reason");
        if (!int.TryParse(form.Text("revision"), out var revision))
            throw new RefusalException("bad-request", "revision is the number that the preview gave.");
        return (new Revise(CommandRequest.ParseCommandId(form.Text("commandId")), revision, "", Pairs: form.Json<Pair[]>("pairs"), Reason: form.Text("reason")), draft);
    }

    private static ImmutableArray<ClausePair> Pairs(DocumentHeader header, int revision, TextDraft draft, IReadOnlyList<Pair>? given) => RevisionPreview.PairsOf(
        header, revision, draft.Clauses, given?.Select(pair => new ClausePair(pair.Clauses, pair.Parts, default)).ToList(), (given ?? []).Index().Where(pair => pair.Item.Confirmed).Select(pair => pair.Index).ToHashSet());

    private static async Task QueueAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await FeedAsync(context, document, feeds);
        var (state, audience) = (feed.State, feed.View.AudienceOf(context.DemandCaller().Person));
        var queue = new ReviewQueue(state.Header);
        await DocumentsApi.WriteAsync(context.Response, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("revision", state.Header.Revision);
            json.WriteStartArray("items");
            foreach (var note in ReviewQueue.Of(state))
                ReviewQueueWriter.Write(json, note, state, queue, audience);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task<CommandOutcome> KeepAsync(HttpContext context, string document, string annotation, CommandDispatcher commands)
    {
        var request = CommandJson.ReadHttp<KeepRequest>((await ApiJson.ReadBytesAsync(context.Request)).Span, document, annotation);
        return await commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted);
    }

    private static async Task<DocumentFeed> FeedAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        return feed;
    }
}
