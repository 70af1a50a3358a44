using System.Globalization;
using Collab.Domain;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Web.Models;
using Collab.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Collab.Server.Pages;

/// <summary>
/// Notes of a file by plain forms: choose it, see where each note would go, say where the others belong, bring them in. The page keeps the file in
/// itself, so that no node has to: packed, in a field of the form.
/// </summary>
internal static class NotesImportPages
{
    public static void Map(WebApplication app)
    {
        var limits = app.Services.GetRequiredService<IOptions<LimitsOptions>>().Value;
        var imports = app.MapGroup("/rooms/{document}/imports").ExcludeFromDescription().WithMetadata(new UploadLimit(UploadLimit.MostBytes(limits)));
        imports.WithRequestTimeout(UploadLimit.Timeout);
        imports.Door(Right.ImportDocument).MapGet("", (HttpContext context, string document) => PageAsync(context, document, new Shown()));
        imports.Door(Right.ImportDocument).MapPost("", PostAsync);
    }

    /// <param name="Kept">The file, as the page keeps it.</param>
    /// <param name="Seq">Of what was brought in just now; null where nothing was.</param>
    private sealed record Shown(NotesImportApi.Notes? Notes = null, string? Kept = null, long? Seq = null, Problem? Problem = null)
    {
        public IReadOnlyDictionary<int, string> Choices { get; init; } = new Dictionary<int, string>();
    }

    private static async Task<IResult> PostAsync(HttpContext context, string document, DocumentFeeds feeds, CommandDispatcher commands, TrialRendering rendering, RateLimits limits, IOptions<LimitsOptions> sizes)
    {
        var shown = new Shown();
        try
        {
            using var room = limits.BeginImport(context.DemandCaller().Person);
            var most = sizes.Value.UploadBytes;
            UploadLimit.TakeLongFields(context);
            var form = await Forms.ReadAsync(context);
            var file = await FileAsync(form, most, context.RequestAborted);
            shown = shown with { Kept = await KeptFile.PackAsync(file, context.RequestAborted), Choices = Chosen(form) };
            var (placing, read) = await NotesImportApi.PlaceAsync(context, document, feeds, rendering, file, shown.Choices);
            shown = shown with { Notes = NotesImportApi.Told(placing, read, null) };
            if (form["action"] == "import")
            {
                var outcome = await commands.DispatchAsync(context.DemandCaller(), NotesImportApi.Request(document, CommandRequest.ParseCommandId(form["commandId"]), file, shown.Choices, form["override"] == "on", placing), context.RequestAborted);
                shown = shown with { Seq = outcome.Seq };
            }

            return await PageAsync(context, document, shown);
        }
        catch (Exception error) when (Problem.Of(error, writing: true) is { Code: not "internal" })
        {
            var problem = Problem.Of(error, writing: true);
            problem.SetHeaders(context.Response);
            return await PageAsync(context, document, shown with { Problem = problem });
        }
    }

    private static async Task<IResult> PageAsync(HttpContext context, string document, Shown shown)
    {
        var feed = await context.RequestServices.GetRequiredService<DocumentFeeds>().DemandAsync(document, context.RequestAborted);
        var header = feed.State.Header;
        var model = new NotesImportModel(document, header.Title, Forms.Field(context), RoomPages.Clauses(header))
        {
            Kept = shown.Kept,
            Format = shown.Notes?.Format,
            Placed = shown.Notes is null ? [] : [.. shown.Notes.Placed.Select(note => new PlacedRow(note.Note, note.Author, note.ReplyTo is not null || note.Answers is not null, note.Text, note.Quote, note.Clauses, note.Here == true))],
            Unplaced = shown.Notes is null ? [] : [.. shown.Notes.Unplaced.Select(note => new UnplacedRow(note.Note, note.Author, note.ReplyTo, note.Text, note.Quote, note.Reason, [.. note.Candidates.Select(candidate => candidate.Clause)]) { Chosen = shown.Choices.GetValueOrDefault(note.Note) })],
            LeftOut = shown.Notes is null ? [] : [.. shown.Notes.LeftOut.Select(left => (left.What, left.Count))],
            Choices = shown.Choices,
            Done = shown.Seq is not null,
            Error = shown.Problem?.Detail,
            ErrorCode = shown.Problem?.Code,
        };
        return new RazorComponentResult<NotesImportPage>(new { Frame = PageFrames.Of(context, context.Seat().Name), Import = model }) { StatusCode = shown.Problem?.Status };
    }

    /// <summary>The file that was chosen, or else the one that the page has kept.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: neither; <c>too-large</c>.</exception>
    private static async Task<ReadOnlyMemory<byte>> FileAsync(IFormCollection form, long most, CancellationToken cancellation)
    {
        if (form.Files.GetFile("file") is { Length: > 0 } file)
        {
            await using var sent = file.OpenReadStream();
            return await KeptFile.ReadAsync(sent, most, TooLarge(most), cancellation);
        }

        var packed = form["kept"].ToString();
        if (packed.Length == 0)
            throw new RefusalException("bad-request", "No file was chosen. Choose one, then look at where its notes would go.");
        return await KeptFile.UnpackAsync(packed, most, TooLarge(most), cancellation);
    }

    private static RefusalException TooLarge(long most) => new("too-large", $"A file of notes may have {most / (1024 * 1024)} MiB. Export the discussion by point.");

    /// <summary>The points that were chosen: <c>place-4</c> is that of note 4.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: two points for one note.</exception>
    private static Dictionary<int, string> Chosen(IFormCollection form) => NotesImportApi.Chosen([.. form
        .Where(field => field.Key.StartsWith("place-", StringComparison.Ordinal) && field.Value.ToString().Length > 0)
        .Select(field => new NotesImportApi.Choice(int.TryParse(field.Key["place-".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var note) ? note : -1, field.Value.ToString()))
        .Where(choice => choice.Note >= 0)]);
}
