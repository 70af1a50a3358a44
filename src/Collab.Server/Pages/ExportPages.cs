using System.Text;
using Collab.Domain.Documents;
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

    public static void Map(WebApplication app) =>
        app.MapGet("/rooms/{document}/export", PageAsync).RequirePermission("export").ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, string document, string? format, string? scope, DocumentFeeds feeds, SnapshotCache snapshots, PublicAddress address)
    {
        var exporter = Exporters.Find(string.IsNullOrEmpty(format) ? "markdown" : format);
        var chosen = ExportScope.Parse(scope);
        var feed = await feeds.DemandAsync(document, context.RequestAborted);
        var export = await ExportApi.SelectAsync(context, feed, snapshots, chosen);
        var (preview, more) = await PreviewAsync(export, exporter, context.RequestAborted);
        var model = new ExportModel(
            document,
            export.Title,
            address.Of(context.Request),
            [.. Exporters.All.Select(each => Described.TryGetValue(each.Format, out var said) ? new ExportChoice(each.Format, said.Name, said.Hint) : new ExportChoice(each.Format, each.Format, null))],
            Scopes(feed.State.Header),
            exporter.Format,
            chosen.Name,
            export.Seq)
        { Preview = preview, MoreLines = more };
        return new RazorComponentResult<ExportPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Export = model });
    }

    private static IReadOnlyList<ExportChoice> Scopes(DocumentHeader header) =>
    [
        new("all", "Everything", "the text and all notes that you may see"),
        new("pinned", "Pinned commentary", null),
        new("mine", "My notes", null),
        .. header.Clauses.Where(clause => clause.Label is not null).Take(50).Select(clause => new ExportChoice($"clause:{clause.Id}", Capital(clause.Name), null)),
    ];

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
