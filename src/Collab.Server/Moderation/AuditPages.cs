using System.Globalization;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;
using Collab.Server.Pages;
using Collab.Server.Privacy;
using Collab.Server.Security;
using Collab.Storage;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Moderation;

/// <summary>The record of what was done in a seminar and its documents, as a page.</summary>
internal static class AuditPages
{
    private const int PageRows = 50;

    public static void Map(WebApplication app) =>
        app.Door(Right.ReadAuditLog).MapGet("/seminars/{seminar}/audit", PageAsync).ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, string seminar, IGrainFactory grains, DocumentFeeds feeds, IEventLog log, Retention retention)
    {
        var state = await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() ?? throw new RefusalException("not-found", "There is no such seminar.");
        var names = context.Seat().NamesOf(state);
        var (act, person, before) = (Asked("act"), Asked("person"), Asked("before"));
        if (act is not null && AuditActs.Choices.All(choice => choice.Id != act))
            throw new RefusalException("bad-request", "There is no such kind of acts. Choose one on the page.");
        var opened = await Task.WhenAll(state.Documents.Select(document => feeds.OpenAsync(document, context.RequestAborted)));
        var documents = opened.OfType<DocumentFeed>().ToDictionary(feed => feed.Document, feed => feed.State);
        var logs = LogsOf(state, documents, before).Select(from => new BackwardLog(from.Stream, from.Next, log)).ToList();
        var sentences = new AuditSentences(names, documents);
        var found = await AuditTrail.ReadAsync(logs, Want, PageRows);
        var model = new AuditModel(seminar, state.Title, [.. found.Select(each => sentences.ToRow(each.Stream, each.Event))])
        {
            Acts = AuditActs.Choices,
            Act = act,
            People = [.. state.Members.Values.Select(member => (member.Id, member.Removed, Name: names.ShownOf(member.Id))).OrderBy(member => member.Removed).ThenBy(member => member.Name, StringComparer.Ordinal).Select(member => new SeminarChoice(member.Id, member.Removed ? $"{member.Name} (was here)" : member.Name!))],
            Person = person,
            Before = before,
            Ends = await retention.EndsAsync(state),
            Next = logs.Any(each => each.Next > 0) ? string.Join('.', logs.Select(each => each.Next)) : null,
        };
        return new RazorComponentResult<AuditPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Audit = model });

        string? Asked(string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

        LogEvent? Want(string stream, StoredEvent stored)
        {
            if (!AuditActs.Has(act, stream == state.Id, stored.Kind))
                return null;
            var e = EventCodec.Read(stored);
            var whom = sentences.WhomOf(stream, e.Data);
            // What people do with notes of their own is no act of moderation.
            if (e.Data is AnnotationEdited && whom == e.Actor)
                return null;
            return person is null || e.Actor == person || whom == person ? e : null;
        }
    }

    /// <summary>
    /// Each log with the seq at which to go on: the seminar's own first, then those of its documents in the order in which they came. One that
    /// came after the page before was made has nothing that is older.
    /// </summary>
    private static IEnumerable<(string Stream, long Next)> LogsOf(SeminarState seminar, Dictionary<string, DocumentState> documents, string? before)
    {
        var heads = seminar.Documents.Select(document => (Stream: document, Head: documents.TryGetValue(document, out var known) ? known.Header.Seq : 0)).Prepend((Stream: seminar.Id, Head: seminar.Seq));
        if (before is null)
            return heads;
        var ends = before.Split('.').Select(end => long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? seq
            : throw new RefusalException("bad-request", "before is what the page before it said. Begin with the newest again.")).ToList();
        return heads.Select((log, i) => (log.Stream, i < ends.Count ? Math.Min(ends[i], log.Head) : 0));
    }
}
