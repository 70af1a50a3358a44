using Collab.Contracts.Documents;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Domain.Views;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Moderation;
using Collab.Server.Security;

namespace Collab.Server.Rounds;

/// <summary>A blind round as everybody may see it, with one's own notes. It is in no stream: who wants to know asks.</summary>
internal static class RoundApi
{
    /// <param name="Show"><c>nothing</c>, <c>counts</c> or <c>names</c>.</param>
    /// <param name="State"><c>open</c>, <c>revealed</c> or <c>cancelled</c>.</param>
    /// <param name="Own">One's own notes; those of a round that was revealed are in the document.</param>
    public sealed record Told(string Id, string Clause, string Show, string State, IReadOnlyList<QueueApi.OwnNote> Own)
    {
        /// <summary>How many notes there are, while the round is open and shows it.</summary>
        public int? Notes { get; init; }

        /// <summary>By how many members.</summary>
        public int? Members { get; init; }

        /// <summary>The ids of those who have written, in no order of time, while the round is open and shows it.</summary>
        public IReadOnlyList<string>? Authors { get; init; }
    }

    public static void Map(WebApplication app) =>
        app.Door(Right.ReadDocument).MapGet("/api/documents/{document}/rounds/{round}", RoundAsync).WithTags("Moderation").Produces<Told>();

    private static async Task<Told> RoundAsync(HttpContext context, string document, string round, DocumentFeeds feeds, IGrainFactory grains)
    {
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        await AtLeast.WaitAsync(context, feed);
        var known = Find(feed, round) ?? throw new RefusalException("not-found", "There is no such round in this document.");
        var notes = (await grains.GetGrain<ISealedGrain>(SealedKey.RoundOf(document, round)).OpenAsync()).Notes.Annotations.Values.Where(note => !note.IsGone).ToList();
        List<string> authors = [.. notes.Select(note => note.Creator).Distinct().Order(StringComparer.Ordinal)];
        var me = context.Seat().Member;
        var counts = known is { State: RoundState.Open, Show: not RoundShow.Nothing };
        return new(known.Id, known.Clause, RoundWriter.Name(known.Show), RoundWriter.Name(known.State),
            known.State == RoundState.Revealed ? [] : [.. notes.Where(note => note.Creator == me).OrderBy(note => note.Created).Select(note => ToOwn(known, note))])
        {
            Notes = counts ? notes.Count : null,
            Members = counts ? authors.Count : null,
            Authors = known is { State: RoundState.Open, Show: RoundShow.Names } ? authors : null,
        };
    }

    /// <summary>A note of a round by its id there, for its author alone; with its id in the document once it was revealed.</summary>
    /// <exception cref="RefusalException"><c>not-found</c>.</exception>
    public static async Task<QueueApi.OwnNote> OneAsync(IGrainFactory grains, DocumentFeed feed, string annotation, Seat seat)
    {
        if (!AnnotationId.IsWellFormed(annotation) || Find(feed, AnnotationId.RoundOf(annotation)!) is not { } round)
            throw NoSuchNote;
        var log = await grains.GetGrain<ISealedGrain>(SealedKey.RoundOf(feed.Document, round.Id)).OpenAsync();
        if (log.Notes.Find(annotation) is not { IsGone: false } note || note.Creator != seat.Member)
            throw NoSuchNote;
        if (round.State != RoundState.Revealed)
            return ToOwn(round, note);
        var sealedNote = log.Queue.Notes[note.Id];
        // Any command of that id and request: only what it was answered is asked.
        var command = new AddAnnotation { CommandId = sealedNote.Command, Actor = note.Creator, Request = sealedNote.Request, Text = "" };
        var there = await grains.GetGrain<IDocumentGrain>(feed.Document).FindCommandAsync(command);
        return ToOwn(round, note) with { Published = there?.Outcome?.Id };
    }

    private static Round? Find(DocumentFeed feed, string round) => feed.State.Header.Rounds.FirstOrDefault(known => known.Id == round);

    private static QueueApi.OwnNote ToOwn(Round round, Annotation note) => QueueApi.ToOwn(note, round.State == RoundState.Open ? "sealed" : RoundWriter.Name(round.State));

    private static RefusalException NoSuchNote => new("not-found", "There is no such note in this document.");
}
