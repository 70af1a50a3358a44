using System.Text;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Security;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Server.Pages;

/// <summary>The page on which a record of the discussion is taken away.</summary>
internal static class ExportPages
{
    private const int PreviewLines = 40, PreviewCharacters = 20_000;

    private static readonly Dictionary<string, (string Name, string Hint)> Described = new()
    {
        ["markdown"] = ("Markdown", "to edit, to archive, to put on a wiki"),
        ["html"] = ("Web page", "one file to read, print or send"),
        ["jsonld"] = ("Web Annotations (JSON-LD)", "for other annotation programs"),
        ["json"] = ("JSON", "everything, for programs"),
        ["csv"] = ("Table (CSV)", "for a spreadsheet"),
        ["text"] = ("Plain text", "for everything else"),
    };

    private static readonly ExportChoice[] Scopes =
    [
        new("all", "Everything", "the text and all notes that you may see"),
        new("pinned", "Pinned commentary", null),
        new("mine", "My notes", null),
        new("selected", "Selected notes", "pick them below"),
        new("clause", "One point", null),
    ];

    private static readonly ExportQuery Latest = new(Exporters.Find("markdown"), ExportScope.All, null, TimeZoneInfo.Utc);

    private static readonly ExportScope Mine = ExportScope.Parse(ExportScope.Mine);

    public static void Map(WebApplication app) =>
        app.Door(Right.Export).MapGet("/rooms/{document}/export", PageAsync).ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, string document, DocumentFeeds feeds, SnapshotCache snapshots, PublicAddress address)
    {
        var form = new ExportForm(context.Request.Query);
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        await feed.EnsureFreshAsync(context.DemandCaller().Person, context.RequestAborted);
        var (asked, export, refusal) = (Latest, (ExportDocument?)null, (RefusalException?)null);
        try
        {
            export = await SelectAsync(asked = form.Read());
        }
        catch (RefusalException refused) when (refused.Code is "bad-request" or "not-found")
        {
            (asked, refusal) = (Latest, refused);
        }

        var ownOnly = ExportApi.OwnWordsOnly(context.Seat().Role, feed.State.Header.Settings);
        if (ownOnly && asked.Scope.Kind != ExportScope.Mine)
            export = await SelectAsync(asked = asked with { Scope = Mine });
        var everything = await SelectAsync(Latest with { At = asked.At });
        var (preview, more) = export is null ? (null, 0) : await PreviewAsync(export, asked.Exporter, context.RequestAborted);
        var model = new ExportModel(
            document,
            everything.Title,
            address.Of(context.Request),
            [.. Exporters.All.Select(each => Described.TryGetValue(each.Format, out var said) ? new ExportChoice(each.Format, said.Name, said.Hint) : new ExportChoice(each.Format, each.Format, null))],
            ownOnly ? [.. Scopes.Where(scope => scope.Id == ExportScope.Mine)] : Scopes,
            asked.Exporter.Format,
            ownOnly ? ExportScope.Mine : form.Scope)
        {
            Points = [.. everything.Clauses.Select(each => Point(each.Clause))],
            Point = form.Point,
            Picks = ExportNoteList.Of(everything, form.Picked, form.Search, form.Page),
            AsOf = form.AsOf,
            Head = feed.State.Header.Seq,
            Seq = everything.Seq,
            At = everything.At,
            Zones = ExportZone.Names,
            Zone = asked.Zone.Id,
            Query = ExportForm.Query(asked),
            Error = refusal?.Detail,
            Preview = preview,
            MoreLines = more,
        };
        return new RazorComponentResult<ExportPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Export = model })
        {
            StatusCode = refusal is null ? null : RefusalCodes.Status[refusal.Code],
        };

        Task<ExportDocument> SelectAsync(ExportQuery query) =>
            ExportApi.SelectAsync(feed, snapshots, () => feed.View.AudienceOf(context.DemandCaller().Person), query, address.Of(context.Request), context.RequestAborted);
    }

    private static ExportChoice Point(Clause clause) => new(clause.Id, Capital(clause.Name), clause.Kind == ClauseKind.Heading ? null : ExportNoteList.Excerpt(clause.Text));

    private static async Task<(string? Preview, int More)> PreviewAsync(ExportDocument export, IExporter exporter, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await exporter.WriteAsync(export, bytes, cancellation);
        var lines = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimEnd('\n').Split('\n');
        var text = string.Join('\n', lines.Take(PreviewLines));
        return (text.Length > PreviewCharacters ? text[..PreviewCharacters] + "…" : text, Math.Max(0, lines.Length - PreviewLines));
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
