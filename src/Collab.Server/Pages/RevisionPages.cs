using System.Globalization;
using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Revisions;
using Collab.Domain.Views;
using Collab.Formats.Markdown;
using Collab.Server.Api;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Storage;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>The revisions of a text, what changed between two of them, and the notes on an earlier text.</summary>
internal static class RevisionPages
{
    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("/rooms/{document}/revisions").ExcludeFromDescription();
        pages.Door(Right.ReadDocument).MapGet("", (HttpContext context, string document, DocumentFeeds feeds) => ListAsync(context, document, feeds));
        pages.Door(Right.ReadDocument).MapGet("/{revision}", ChangesAsync);
        pages.Door(Right.ReviseText).MapPost("", PostAsync);
    }

    /// <summary>All the changes of a page: what they may cost to compare is given once, and each takes of it in its turn.</summary>
    /// <param name="page">What the page may cost; by default what any may.</param>
    public static IEnumerable<RevisionChange> ToChanges(IEnumerable<TextChange> changes, DocumentHeader header, DiffBudget? page = null)
    {
        var budget = page ?? new DiffBudget();
        return changes.Select(change => ToChange(change, header, budget));
    }

    private static RevisionChange ToChange(TextChange change, DocumentHeader header, DiffBudget budget) => new(
        change.Change.ToString().ToLowerInvariant(), [.. change.Before.Select(clause => RoomPages.Clause(header, clause))], [.. change.After.Select(clause => RoomPages.Clause(header, clause))])
    {
        Words = [.. WordDiff.Between(Joined(change.Before), Joined(change.After), budget)],
    };

    private static string Joined(IEnumerable<Clause> clauses) => string.Join("\n\n", clauses.Select(clause => clause.Text));

    private static async Task<IResult> ListAsync(HttpContext context, string document, DocumentFeeds feeds, Problem? problem = null)
    {
        var feed = await FeedAsync(context, document, feeds);
        var (state, audience, seat) = (feed.State, feed.View.AudienceOf(context.DemandCaller().Person), context.Seat());
        var own = (await context.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<INotebookGrain>($"{document}/{seat.Member}").OpenAsync()).Notes.Annotations.Values;
        var queue = new ReviewQueue(state.Header);
        var model = Model(context, feed) with
        {
            Revisions = [.. (await RevisionsApi.RowsAsync(feed, context.RequestServices.GetRequiredService<IEventLog>(), audience)).Select(row => new RevisionRow(row.Revision, row.At, row.By, row.Reason))],
            Notes = [.. ReviewQueue.Of(state).Concat(own.Where(note => !note.IsGone && ReviewQueue.IsOnEarlierText(note, state.Header.Revision))).SelectMany(note => Earlier(note, state, queue, audience))],
            MayRevise = PermissionTable.May("revise-text", seat.Role) && !state.Header.Closed,
            Error = problem?.Detail,
            ErrorCode = problem?.Code,
        };
        return new RazorComponentResult<RevisionsPage>(new { Frame = PageFrames.Of(context, seat.Name), Held = model }) { StatusCode = problem?.Status };
    }

    private static async Task<IResult> ChangesAsync(HttpContext context, string document, string revision, DocumentFeeds feeds, SnapshotCache snapshots)
    {
        if (!int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var to))
            throw new RefusalException("not-found", "A revision is a number. Look at the list of them.");
        var feed = await FeedAsync(context, document, feeds);
        var (state, audience) = (feed.State, feed.View.AudienceOf(context.DemandCaller().Person));
        var from = (int)(DocumentsApi.Seq(context.Request.Query, "from") ?? to - 1);
        var model = Model(context, feed);
        if (to == 1)
            return Page(model);
        var changes = TextChange.Between(state.Header, from, to);
        // What a later revision did to the notes is not of this one.
        var after = await snapshots.MomentAsync(feed, state.Header.Former.First(text => text.Revision == to - 1).Until + 1, context.RequestAborted);
        var touched = TextChange.Touched(after, from).ToLookup(each => each.Target.Clause, each => new RevisionNote(each.Note.Number, each.Target.Anchor!.State.ToString().ToLowerInvariant()));
        return Page(model with
        {
            Compared = (from, to),
            Changes = [.. ToChanges(changes, state.Header).Zip(changes, (shown, change) => shown with { Notes = [.. change.Before.SelectMany(clause => touched[clause.Id])] })],
        });

        IResult Page(RevisionsModel held) => new RazorComponentResult<RevisionsPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Held = held });
    }

    private static async Task<IResult> PostAsync(HttpContext context, string document, DocumentFeeds feeds, CommandDispatcher commands)
    {
        try
        {
            var form = await Forms.ReadAsync(context);
            var feed = await FeedAsync(context, document, feeds);
            await commands.DispatchAsync(context.DemandCaller(), form["action"] == "keep" ? Keep(document, form) : Place(document, form, feed.State), context.RequestAborted);
            return PlainPages.SeeOther(context, $"/rooms/{document}/revisions#earlier");
        }
        catch (Exception error) when (Problem.Of(error, writing: true) is { Code: not "internal" })
        {
            var problem = Problem.Of(error, writing: true);
            problem.SetHeaders(context.Response);
            return await ListAsync(context, document, feeds, problem);
        }
    }

    private static KeepRequest Keep(string document, IFormCollection form) =>
        new() { Document = document, CommandId = Guid.NewGuid(), Annotation = form["annotation"].ToString(), Version = Number(form["version"]) };

    /// <summary>One target is placed, and the others stay as they are.</summary>
    private static EditRequest Place(string document, IFormCollection form, DocumentState state)
    {
        var id = form["annotation"].ToString();
        var note = (AnnotationId.IsWellFormed(id) ? state.Find(id) : null) ?? throw new RefusalException("not-found", "There is no such note in this document.");
        var (at, place) = (Number(form["target"]), form["place"].ToString().Split(' '));
        if (at >= note.Targets.Length || place is not ([{ Length: > 0 }] or [_, _, _]))
            throw new RefusalException("bad-request", "Choose where the note is to stand, then place it.");
        // Of the text in which it was offered: where that point says something else by now, this is no answer.
        var placed = new TargetRequest(place[0], Number(form["revision"]), Position: place.Length == 1 ? null : new TextPositionSelector(Number(place[1]), Number(place[2])));
        return new EditRequest
        {
            Document = document,
            CommandId = Guid.NewGuid(),
            Annotation = id,
            Version = Number(form["version"]),
            Targets = [.. note.Targets.Select((target, i) => i == at ? placed : new TargetRequest(target.Clause, target.Revision, null, target.Position, target.Edition))],
            // Whoever places what a revision left means to, wherever it is locked.
            Override = true,
        };
    }

    private static int Number(string? field) => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new RefusalException("bad-request", "The form is not whole. Load the page again.");

    private static RevisionsModel Model(HttpContext context, DocumentFeed feed) =>
        new(feed.Document, feed.State.Header.Title, feed.State.Header.Revision) { Antiforgery = Forms.Field(context) };

    private static IEnumerable<EarlierNote> Earlier(Annotation note, DocumentState state, ReviewQueue queue, Audience audience)
    {
        var (shown, _) = AnnotationView.Of(note, state, audience);
        foreach (var (at, target) in shown.Targets.Index().Where(target => ReviewQueue.IsUnplaced(target.Item, state.Header.Revision)))
        {
            yield return new(note.Id, note.Number, note.Version, at, audience.NameOf(note.Creator, state.Header) ?? "", (state.Header.ClauseIn(target.Revision, target.Clause) ?? state.Header.ClauseOf(target.Clause)) is { } point ? RoomPages.Clause(state.Header, point) : null, target.Revision)
            {
                Quote = target.Quote?.Exact,
                Text = shown.Body is { } body ? MarkdownRenderer.PlainTextOf(Mentions.Named(body.Text, member => audience.NameOf(member, state.Header))) : null,
                Kept = target.Anchor is { Kept: true },
                Private = AnnotationId.IsPrivate(note.Id),
                Places = AnnotationId.IsPrivate(note.Id) ? [] : [.. queue.Candidates(target).Select(place => Offered(place, state.Header))],
            };
        }
    }

    private static PlaceOffered Offered(Target place, DocumentHeader header) => new(
        place.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $"{place.Clause} {position.Start} {position.End}") : place.Clause,
        RoomPages.Clause(header, header.ClausesById[place.Clause]),
        place.Quote is { } quote ? $"{quote.Prefix}{quote.Exact}{quote.Suffix}" : null);

    private static async Task<DocumentFeed> FeedAsync(HttpContext context, string document, DocumentFeeds feeds)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        return feed;
    }
}
