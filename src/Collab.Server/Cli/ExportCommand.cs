using System.CommandLine;
using System.Globalization;
using Collab.Formats.Archive;
using Collab.Formats.Export;
using Collab.Server.Admin;
using Collab.Storage;

namespace Collab.Server.Cli;

/// <summary>Writes a document and its discussion, as a moderator would see it.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> Document = new("DOCUMENT") { Description = "The document's id." };
    private static readonly Option<string> Format = new("--format") { Description = "markdown, html, jsonld, json, csv, text, docx, tei, akn, hypothesis or paper; or archive: one file with the log, that “verify” checks. It is of the whole document as it is now, and takes no --scope, --annotation, --at or --tz.", Required = true, HelpName = "FORMAT" };
    private static readonly Option<long?> At = new("--at") { Description = "A moment in the past: the seq of its last event.", HelpName = "SEQ" };
    private static readonly Option<string?> Scope = new("--scope") { Description = "all (the default), pinned, selected, or clause:ID.", HelpName = "SCOPE" };
    private static readonly Option<string[]> Annotation = new("--annotation") { Description = "A note of the scope “selected”, by its number or id; once for each.", HelpName = "NOTE" };
    private static readonly Option<string?> Zone = new("--tz") { Description = "The time zone of what people read, Europe/Paris. Default: UTC.", HelpName = "ZONE" };
    private static readonly Option<string?> Target = new("--out") { Description = "Default: standard output.", HelpName = "FILE" };

    private const string Says = """
        Write a document and its discussion.

        Examples:
          Collab.Server export 7vgyy1j7cn91jbd41w1vhqfvv8 --format html --tz Europe/Paris --out record.html
          Collab.Server export 7vgyy1j7cn91jbd41w1vhqfvv8 --format text --annotation 3 --annotation 17
          Collab.Server export 7vgyy1j7cn91jbd41w1vhqfvv8 --format archive --out record.archive.zip
        """;

    public static Command Make()
    {
        var command = OperatorCommands.Make("export", Says, [Document], [Format, At, Scope, Annotation, Zone, Target], RunAsync);
        command.Validators.Add(result =>
        {
            var (scope, notes) = (result.GetValue(Scope), result.GetValue(Annotation) ?? []);
            if (result.GetValue(Format) is { } format && format != DocumentArchive.Format && Exporters.All.All(exporter => exporter.Format != format))
                result.AddError($"There is no such format. Choose one of {string.Join(", ", Exporters.All.Select(exporter => exporter.Format))}, or {DocumentArchive.Format}.");
            if (scope == ExportScope.Mine)
                result.AddError("--scope mine has no meaning here: the command line is no member. Name the notes with --annotation, or ask by HTTP with a token of yours.");
            if (notes.Length > 0 && scope is not (null or ExportScope.Selected))
                result.AddError("--annotation belongs to --scope selected.");
            if (result.GetValue(Format) == DocumentArchive.Format && (scope is not (null or "all") || notes.Length > 0 || result.GetValue(At) is not null || result.GetValue(Zone) is not null))
                result.AddError("An archive is of the whole document as it is now: leave --scope, --annotation, --at and --tz out.");
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        await using var admin = await OperatorCommands.ConnectAsync(parsed);
        if (parsed.GetValue(Target) is not { } path)
        {
            await using var output = Console.OpenStandardOutput();
            // Whole or not at all, here too.
            using var whole = new MemoryStream();
            await DownloadAsync(admin, parsed, whole);
            whole.WriteTo(output);
            return CommandLine.Done;
        }

        // A refusal leaves no file, and what was there stays until the new one is whole.
        var part = $"{path}.part";
        try
        {
            await using (var file = Create(part))
                await DownloadAsync(admin, parsed, file);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }

        return CommandLine.Done;
    }

    /// <summary>For its owner alone, as a backup: it has what moderators see. What a run that was cut short left does not lend it its mode.</summary>
    private static FileStream Create(string path)
    {
        File.Delete(path);
        return DataFolder.CreateOwn(path, FileMode.CreateNew);
    }

    private static Task<bool> DownloadAsync(AdminClient admin, ParseResult parsed, Stream target) => Progressing.RunAsync("Writing", async report =>
    {
        var document = $"/admin/documents/{Uri.EscapeDataString(parsed.GetRequiredValue(Document))}";
        await admin.DownloadAsync(parsed.GetValue(Format) == DocumentArchive.Format ? $"{document}/archive" : $"{document}/export{Query(parsed)}", target, report);
        return true;
    });

    private static QueryString Query(ParseResult parsed) => QueryString.Create(
    [
        new("format", parsed.GetRequiredValue(Format)),
        new("at", parsed.GetValue(At)?.ToString(CultureInfo.InvariantCulture)),
        new("scope", parsed.GetValue(Scope)),
        new("tz", parsed.GetValue(Zone)),
        .. (parsed.GetValue(Annotation) ?? []).Select(note => new KeyValuePair<string, string?>("annotation", note)),
    ]);
}
