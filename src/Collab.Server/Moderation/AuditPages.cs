using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Policy;
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
        if (act is not null && !AuditActs.Has(act))
            throw new RefusalException("bad-request", "There is no such kind of acts. Choose one on the page.");
        var sources = await AuditSources.OpenAsync(state, feeds, grains, context.RequestAborted);
        var logs = await sources.LogsAsync(before, log);
        var sentences = new AuditSentences(names, sources);
        var found = await AuditTrail.ReadAsync(logs, Want, PageRows);
        var model = new AuditModel(seminar, state.Title, [.. found.Select(each => sentences.ToRow(each.Stream, each.Event))])
        {
            Acts = [.. AuditActs.Choices(context.Texts())],
            Act = act,
            People = [.. state.Members.Values.Select(member => (member.Id, member.Removed, Name: names.ShownOf(member.Id))).OrderBy(member => member.Removed).ThenBy(member => member.Name, StringComparer.Ordinal).Select(member => new SeminarChoice(member.Id, member.Removed ? context.Texts()["{0} (was here)", member.Name ?? ""].Value : member.Name!))],
            Person = person,
            Before = before,
            Ends = await retention.EndsAsync(state),
            Next = logs.Any(each => each.Next > 0) ? string.Join('.', logs.Select(each => each.Next)) : null,
        };
        return new RazorComponentResult<AuditPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Audit = model });

        string? Asked(string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

        LogEvent? Want(string stream, StoredEvent stored)
        {
            if (!AuditActs.Has(act, sources.KindOf(stream), stored.Kind))
                return null;
            var e = EventCodec.Read(stored);
            var whom = sentences.WhomOf(stream, e.Data);
            // What people do with notes of their own is no act of moderation, nor is what was done elsewhere.
            if (e.Data is AnnotationEventData { Original: not null } || (e.Data is AnnotationEdited && whom == e.Actor))
                return null;
            // That a note was flagged its author is not told, whatever role they have by now.
            if (e.Data is FlagsDismissed or FlagsReopened && whom == context.Seat().Member)
                return null;
            return person is null || e.Actor == person || whom == person ? e : null;
        }
    }
}
