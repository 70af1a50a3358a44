using Collab.Domain;
using Collab.Domain.Documents;
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
using Microsoft.Extensions.Options;

namespace Collab.Server.Pages;

/// <summary>The page on which a record of the discussion is taken away.</summary>
internal static class ExportPages
{
    private static ExportChoice Described(string format, PageTexts text) => format switch
    {
        "markdown" => new(format, "Markdown", text["to edit, to archive, to put on a wiki"]),
        "html" => new(format, text["Web page"], text["one file to read, print or send"]),
        "jsonld" => new(format, text["Web Annotations (JSON-LD)"], text["for other annotation programs"]),
        "json" => new(format, "JSON", text["everything, for programs"]),
        "csv" => new(format, text["Table (CSV)"], text["for a spreadsheet"]),
        "docx" => new(format, text["Word document (DOCX)"], text["the text with the discussion as comments"]),
        "tei" => new(format, "TEI P5", text["for editions and text research"]),
        "akn" => new(format, "Akoma Ntoso 3.0", text["for programs that read laws"]),
        "hypothesis" => new(format, text["Hypothesis (JSON)"], text["to import in Hypothesis"]),
        "paper" => new(format, text["Paper edition"], text["a few pages to print and hand round: the text, pins, a selection, what is open"]),
        "text" => new(format, Phrases.Capital(text["plain text"]), text["for everything else"]),
        _ => new(format, format, null),
    };

    private static ExportChoice[] Scopes(PageTexts text) =>
    [
        new("all", Phrases.Capital(text["everything"]), text["the text and all notes that you may see"]),
        new("pinned", text["Pinned commentary"], null),
        new("mine", text["My notes"], null),
        new("selected", text["Selected notes"], text["pick them below"]),
        new("clause", text["One point"], null),
    ];

    private static readonly ExportQuery Latest = new(Exporters.Find("markdown"), ExportScope.All, null, TimeZoneInfo.Utc);

    private static readonly ExportScope Mine = ExportScope.Parse(ExportScope.Mine);

    public static void Map(WebApplication app) =>
        app.Door(Right.Export).MapGet("/rooms/{document}/export", PageAsync).ExcludeFromDescription();

    private static async Task<IResult> PageAsync(HttpContext context, string document, DocumentFeeds feeds, SnapshotCache snapshots, PublicAddress address)
    {
        var texts = context.Texts();
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
        var everything = await SelectAsync(Latest with { At = asked.At, Scope = ownOnly ? Mine : Latest.Scope });
        var preview = export is null ? null : await ExportPreview.OfAsync(export, asked.Exporter, context.RequestAborted);
        var model = new ExportModel(
            document,
            everything.Title,
            address.Of(context.Request),
            [.. Exporters.All.Select(each => Described(each.Format, texts))],
            ownOnly ? [.. Scopes(texts).Where(scope => scope.Id == ExportScope.Mine)] : Scopes(texts),
            asked.Exporter.Format,
            ownOnly ? ExportScope.Mine : form.Scope)
        {
            Points = [.. everything.Clauses.Select(each => Point(each.Clause, texts))],
            Point = form.Point,
            Picks = ExportNoteList.Of(everything, form.Picked, form.Search, form.Page, texts),
            AsOf = form.AsOf,
            Head = feed.State.Header.Seq,
            Seq = everything.Seq,
            At = everything.At,
            Zones = ExportZone.Names,
            Zone = asked.Zone.Id,
            Query = ExportForm.Query(asked),
            Error = refusal?.Detail,
            ErrorCode = refusal?.Code,
            MayArchive = !ownOnly,
            MaySetWebhooks = PermissionTable.May("change-settings", context.Seat().Role),
            MayImport = PermissionTable.May("import-document", context.Seat().Role),
            Preview = preview,
            Hypothesis = !ownOnly && context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.Hypothesis,
        };
        return new RazorComponentResult<ExportPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Export = model })
        {
            StatusCode = refusal is null ? null : RefusalCodes.Status[refusal.Code],
        };

        Task<ExportDocument> SelectAsync(ExportQuery query) =>
            ExportApi.SelectAsync(feed, snapshots, () => feed.View.AudienceOf(context.DemandCaller().Person), query, address.Of(context.Request), context.RequestAborted);
    }

    private static ExportChoice Point(Clause clause, PageTexts text) => new(clause.Id, Phrases.Capital(text.NameOf(clause)), clause.Kind == ClauseKind.Heading ? null : ExportNoteList.Excerpt(clause.Text));
}
