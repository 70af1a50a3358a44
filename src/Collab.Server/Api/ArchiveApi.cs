using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Formats.Export;
using Collab.Server.Feeds;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Api;

/// <summary>A whole seminar as one file, for its owner to keep: every text with its discussion as the owner may export it, who was in it, and its rules.</summary>
internal static class ArchiveApi
{
    private const string FileName = "seminar.zip";

    /// <summary>The first and the last day that a ZIP can tell.</summary>
    private static readonly DateTimeOffset First = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero), Last = new(2107, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly IExporter[] Formats = [Exporters.Find("json"), Exporters.Find("text")];

    /// <param name="Id">What the documents name them by.</param>
    /// <param name="Name">As the owner may know it.</param>
    public sealed record Person(string Id, string Name, Role Role, DateTimeOffset Joined, bool? Removed);

    public sealed record Contents(string Seminar, string Title, string Names, int? RetentionDays, bool GuestsExport, IReadOnlyList<Person> Members);

    public static void Map(WebApplication app) =>
        app.Door(Right.ArchiveSeminar).MapGet("/api/seminars/{seminar}/archive", TakeAsync).WithTags("Seminars").Produces(200).DisableRequestTimeout();

    private static async Task TakeAsync(HttpContext context, string seminar, IGrainFactory grains, DocumentFeeds feeds, PublicAddress address, RateLimits limits)
    {
        var (caller, cancellation) = (context.DemandCaller(), context.RequestAborted);
        using var place = limits.BeginGathering(caller.Person);
        var state = await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() ?? throw new RefusalException("not-found", "There is no such seminar.");
        var options = new ExportOptions(new Uri(address.Of(context.Request)));
        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = $"attachment; filename={FileName}";
        // The framework writes the end of each entry, some bytes, synchronously, however the entry is closed. As many threads may wait for that as there are places.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await using var zip = await ZipArchive.CreateAsync(context.Response.Body, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellation);
        await WriteAsync(zip, "README.txt", state.At, Encoding.UTF8.GetBytes(Readme(state)), cancellation);
        await WriteAsync(zip, "seminar.json", state.At, JsonSerializer.SerializeToUtf8Bytes(ContentsOf(state, context.Seat()), Json), cancellation);
        for (var i = 0; i < state.Documents.Length; i++)
        {
            var feed = await feeds.DemandAsync(state.Documents[i], cancellation);
            await feed.EnsureFreshAsync(caller.Person, cancellation);
            var head = feed.State;
            // Asked at each text anew: rights are those of the moment.
            var document = ExportSelection.Of(head, head, feed.View.AudienceOf(caller.Person), ExportScope.All, options);
            foreach (var exporter in Formats)
            {
                await using var entry = await Entry(zip, $"{i + 1:00}-{ExportFileName.Of(document, exporter)}", document.At).OpenAsync(cancellation);
                await exporter.WriteAsync(document, entry, cancellation);
            }
        }
    }

    private static async Task WriteAsync(ZipArchive zip, string name, DateTimeOffset at, byte[] content, CancellationToken cancellation)
    {
        await using var entry = await Entry(zip, name, at).OpenAsync(cancellation);
        await entry.WriteAsync(content, cancellation);
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string name, DateTimeOffset at)
    {
        var entry = zip.CreateEntry(name);
        var utc = at.ToUniversalTime();
        entry.LastWriteTime = utc < First ? First : utc > Last ? Last : utc;
        return entry;
    }

    private static Contents ContentsOf(SeminarState state, Seat owner)
    {
        var names = owner.NamesOf(state);
        return new(state.Id, state.Title, NameRules.NameOf(state.Settings.Names), state.Settings.RetentionDays, state.Settings.GuestsExport,
            [.. Roster.InOrder(state.Members.Values)
                .Select(member => new Person(member.Id, names.Audience.NameOf(member, state.Id), member.Role, member.Joined, member.Removed ? true : null))]);
    }

    private static string Readme(SeminarState state) => $"""
        {state.Title}

        Everything of this seminar that its owner may export. seminar.json says who is or was in it, and its rules. Each text is here twice: as
        .json, with every note, wording and time, and as .txt, to read.

        Not in it: private notes, notes that wait, words that were deleted or erased, names that the rules withhold from the owner, links, codes,
        passwords of any kind, and other seminars. Hidden notes are in it, marked as hidden. It holds the words of people: keep it as close as
        they would, and delete it when the seminar is to be forgotten.

        """.ReplaceLineEndings("\n");

    private static readonly JsonSerializerOptions Json = Options();

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" };
        ApiJson.Configure(options);
        return options;
    }
}
