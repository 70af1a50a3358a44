using Collab.Contracts.Notebooks;
using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Domain.Reading;
using Collab.Domain.Rounds;
using Collab.Formats.Export;
using Collab.Server.Api;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>The room without script: read, comment and reply by plain forms.</summary>
internal static class ReadingPages
{
    public static void Map(WebApplication app)
    {
        var reading = app.MapGroup("/rooms/{document}/reading").ExcludeFromDescription();
        reading.Door(Right.ReadDocument).MapGet("", (HttpContext context, string document) => PageAsync(context, document));
        reading.Door(Right.ReadDocument).MapPost("", PostAsync).WithMetadata(new CountsItself());
    }

    private static async Task<IResult> PageAsync(HttpContext context, string document, Problem? problem = null, RefusedText? refused = null)
    {
        var services = context.RequestServices;
        var feed = await services.GetRequiredService<DocumentFeeds>().DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        W3c.W3cApi.Announce(context, document);
        var (view, seat) = (feed.View, context.Seat());
        var (head, audience) = (view.State, view.AudienceOf(context.DemandCaller().Person));
        var state = DocumentsApi.MomentOf(context.Request.Query, head.Header) is { } at ? await services.GetRequiredService<SnapshotCache>().MomentAsync(feed, at, context.RequestAborted) : head;
        var grains = services.GetRequiredService<IGrainFactory>();
        var own = (await grains.GetGrain<INotebookGrain>($"{document}/{seat.Member}").OpenAsync()).Notes.Annotations.Values;
        var kept = await RoundsAsync(grains, state.Header, seat, audience);
        var notes = new ReadingNotes(state, head, audience, own.Where(note => note.State == AnnotationState.Shown && (state == head || note.Created <= state.Header.At)), context.Texts());
        var model = new ReadingModel(document, state.Header.Title, [.. state.Header.Clauses.Select(clause => ToClause(clause) with { Kept = kept.GetValueOrDefault(clause.Id) })])
        {
            Revision = (state.Header.Revision, head.Header.Revision),
            Gone = [.. state.Header.Gone.Select(ToClause).Where(gone => gone.Notes.Count + gone.Stances.Count > 0)],
            At = state.Header.Proceedings is { Open: not null } held && held.PointOf(state.Header.Led) is { } point && state.Header.ClausesById.GetValueOrDefault(point) is { } now ? RoomPages.Clause(state.Header, now) : null,
            SeminarTitle = (await grains.GetGrain<ISeminarGrain>(state.Header.Seminar).OpenAsync())?.Title,
            Metadata = RoomPages.Metadata(state.Header),
            Notes = notes.OnDocument(),
            Sessions = [.. ReadingLines.Sessions(context.Texts(), state.Header, SessionPhrases.Sessions(state.Header.Proceedings, head.Header, audience))],
            Editions = EditionChoice.Of(state.Header, context.Request.Query, seat.Role, context.Texts()),
            Closed = state.Header.Closed,
            MayAnnotate = PermissionTable.May("annotate", seat.Role),
            MayReply = PermissionTable.May("reply", seat.Role),
            MayWriteWhenLocked = PermissionTable.May("write-when-locked", seat.Role),
            // What is past is read, and not written in.
            Antiforgery = state == head ? Forms.Field(context) : null,
            Error = problem?.Detail,
            ErrorCode = problem?.Code,
            Notice = await WaitingAsync(grains, state.Header, seat, context.Texts()),
            Refused = refused,
            Seq = state.Header.Seq,
        };
        return new RazorComponentResult<ReadingPage>(new { Frame = PageFrames.Of(context, seat.Name), Reading = model }) { StatusCode = problem?.Status };

        ReadingClause ToClause(Clause clause) => new(RoomPages.Clause(state.Header, clause), notes.At(clause))
        {
            Stances = [.. ReadingLines.Stances(context.Texts(), state.Header.Stances, [.. state.At(clause.Id).Stances.Select(held => ExportStance.Of(held, head.Header, audience))], notes.Speaking(clause.Id))],
        };
    }

    private static async Task<IResult> PostAsync(HttpContext context, string document, CommandDispatcher commands, DocumentFeeds feeds, RateLimits limits)
    {
        try
        {
            limits.CountWrite(context.DemandCaller().Person);
            var sent = new NoteSent(await Forms.ReadAsync(context));
            // Who may write at a locked point and uses its form means to.
            var view = (await feeds.DemandAsync(document, context.RequestAborted)).View;
            var (header, audience) = (view.State.Header, Audience.Of(context.Seat().Role, context.Seat().Member, view.State.Header.Settings));
            var request = sent.ToRequest(document, PermissionTable.May("write-when-locked", context.Seat().Role), audience.NamesIn(header));
            var outcome = await commands.DispatchAsync(context.DemandCaller(), request, context.RequestAborted);
            return PlainPages.SeeOther(context, outcome.State is null ? $"/rooms/{document}/reading#note-{outcome.Number}" : $"/rooms/{document}/reading");
        }
        catch (Exception error) when (Problem.Of(error, writing: true) is { Code: not "internal" })
        {
            var problem = Problem.Of(error, writing: true);
            problem.SetHeaders(context.Response);
            var sent = new NoteSent(await Forms.ReadAgainAsync(context.Request));
            return await PageAsync(context, document, problem, new RefusedText(sent.Clause, sent.Annotation, sent.Text, problem.Code == "outcome-unknown" ? sent.CommandId : null));
        }
    }

    /// <summary>What one wrote in the blind rounds that are open, by their points.</summary>
    private static async Task<Dictionary<string, IReadOnlyList<string>>> RoundsAsync(IGrainFactory grains, DocumentHeader header, Seat seat, Audience audience)
    {
        Dictionary<string, IReadOnlyList<string>> kept = [];
        foreach (var round in header.Rounds.Where(round => round.State == RoundState.Open))
        {
            var log = await grains.GetGrain<ISealedGrain>(SealedKey.RoundOf(header.Id, round.Id)).OpenAsync();
            kept[round.Clause] = [.. log.Notes.Annotations.Values.Where(note => !note.IsGone && note.Creator == seat.Member).OrderBy(note => note.Created).Select(note => Mentions.Named(note.Body?.Text ?? "", member => audience.NameOf(member, header), markdown: false))];
        }

        return kept;
    }

    /// <summary>That notes of one's own wait; null where none do, and where none can.</summary>
    private static async Task<string?> WaitingAsync(IGrainFactory grains, DocumentHeader header, Seat seat, PageTexts text)
    {
        if (header.ApprovalChanged == 0)
            return null;
        var queue = await grains.GetGrain<ISealedGrain>(SealedKey.QueueOf(header.Id)).OpenAsync();
        var waiting = queue.Queue.Notes.Count(each => each.Value.State == WaitingState.Waiting && queue.Notes.Find(each.Key) is { IsGone: false } note && note.Creator == seat.Member);
        return waiting == 0 ? null : text.Count(waiting, "One note of yours waits for a moderator. Others see what is approved. | {0} notes of yours wait for a moderator. Others see what is approved.");
    }
}
