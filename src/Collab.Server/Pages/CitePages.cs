using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Web.Languages;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>How to cite a note, a point, a text in its wording, and a moment: the lines and the addresses that stay, to be copied.</summary>
internal static class CitePages
{
    public static void Map(WebApplication app) => app.MapGroup("/rooms/{document}/cite").ExcludeFromDescription().Door(Right.ReadDocument).MapGet("", PageAsync);

    private static async Task<IResult> PageAsync(HttpContext context, string document, string? note, string? point, string? at, DocumentFeeds feeds, SnapshotCache snapshots, PublicAddress address)
    {
        var texts = context.Texts();
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        var moment = string.IsNullOrEmpty(at) ? default(Cursor?) : Cursor.Parse(at, "at");
        if (PermanentAddresses.OfAnotherLog(context, feed, moment?.Epoch, "") is { } other)
            return other;
        if (note is not null && feed.State.Annotations.FirstOrDefault(each => $"{each.Number}" == note) is { } found && await PermanentAddresses.GoneAsync(context, feed, found) is { } gone)
            return gone;
        var scope = note is not null ? ExportScope.Parse(ExportScope.Selected, [note]) : point is not null ? ExportScope.Parse($"{ExportScope.OneClause}:{point}") : new ExportScope(ExportScope.Selected, null, []);
        var asked = new ExportQuery(Exporters.Find("html"), scope, moment?.Seq, TimeZoneInfo.Utc);
        // The one filtered model of all exports: a name is as the reader may know it.
        var export = await ExportApi.SelectAsync(feed, snapshots, () => feed.View.AudienceOf(context.DemandCaller().Person), asked, address.Of(context.Request), context.RequestAborted);
        var cited = note is null ? null : export.Notes[0];
        var model = new CiteModel(document, export.Title, [.. Rows(export, cited, cited is null ? null : feed.State.Find(cited.Annotation.Thread ?? cited.Annotation.Id), point, feed.State.Header.GoneAfter, texts)]);
        return new RazorComponentResult<CitePage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Cite = model });
    }

    private static IEnumerable<CiteRow> Rows(ExportDocument export, ExportNote? note, Annotation? top, string? point, ImmutableDictionary<string, int> gone, PageTexts texts)
    {
        if (note is not null)
            yield return Row("note", Phrases.Capital(note.Annotation.ReplyTo is null ? texts["note {0}", note.Number] : texts["reply {0}", note.Number]), Citation.OfNote(export, note));
        // A reply stands where the note does that it answers.
        var about = top?.Targets.Select(target => target.Clause).ToHashSet() ?? [];
        foreach (var clause in export.Clauses.Select(each => each.Clause).Where(clause => clause.Id == point || about.Contains(clause.Id)))
            yield return Row($"point-{clause.Id}", Phrases.Capital(texts.NameOf(clause)), Citation.OfPoint(export, clause, gone.TryGetValue(clause.Id, out var last) && last < export.Revision ? last : null));
        yield return Row("revision", texts["The text, in revision {0}", export.Revision], Citation.OfRevision(export));
        yield return Row("moment", texts["The text and its discussion, as of event {0}", export.Seq], Citation.OfMoment(export));
    }

    private static CiteRow Row(string id, string name, Citation citation) => new(id, name, citation.Line, citation.Address.AbsoluteUri);
}
