using System.Globalization;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Planting;
using Collab.Domain.Views;
using CsvHelper;

namespace Collab.Formats.Export;

/// <summary>A row for every note and reply, by number, then for every stance: for spreadsheets, which get a byte order mark and no formula that a person wrote.</summary>
public sealed class CsvExporter : IExporter
{
    // Without a byte order mark spreadsheets take UTF-8 for the code page of the machine.
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true, Quoting = CsvQuoting.Always };

    /// <summary>The columns in their order.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "id", "number", "kind", "clause", "parent", "thread", "author", "created", "modified", "state", "pinned", "quote", "start", "end",
        "body", "tags", "resolved", "address", "motivation", "version", "reactions", "stance", "said",
        "relations", "mergedInto", "edition",
    ];

    public string Format => "csv";

    public string ContentType => "text/csv; charset=utf-8; header=present";

    public string FileExtension => "csv";

    public async Task WriteAsync(ExportDocument document, Stream stream, CancellationToken cancellationToken = default)
    {
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns], cancellationToken);
        var clauses = document.Clauses.Concat(document.Gone).Select(c => c.Clause).ToDictionary(c => c.Id, c => c.Label ?? SnapshotWriter.Name(c.Kind));
        foreach (var note in document.Notes)
            await csv.WriteRecordAsync([.. Fields(note, clauses, document.Zone).Select(Neutral)], cancellationToken);
        foreach (var held in document.Clauses.Concat(document.Gone).SelectMany(clause => clause.Stances))
            await csv.WriteRecordAsync([.. Fields(held, clauses, document).Select(Neutral)], cancellationToken);
        await csv.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// A cell that no spreadsheet computes (ASVS 1.2.10). An apostrophe is put before the signs that begin a formula, full-width ones
    /// too, and whatever white space stands before them: importing trims it.
    /// </summary>
    internal static string Neutral(string cell)
    {
        var begin = cell.AsSpan().TrimStart();
        return cell.Length > 0 && !Planted.Is(Defect.FormulaInCsv) && (cell[0] is '\t' or '\r' or '\n' || (begin.Length > 0 && begin[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠'))
            ? "'" + cell
            : cell;
    }

    private static IEnumerable<string> Fields(ExportNote note, Dictionary<string, string> clauses, TimeZoneInfo zone)
    {
        var annotation = note.Annotation;
        yield return annotation.Id;
        yield return Number(annotation.Number);
        yield return annotation.ReplyTo is null ? "note" : "reply";
        yield return Join(annotation.Targets.Select(t => note.Earlier.FirstOrDefault(place => place.Target == t) is { } place
            ? $"{place.Label} (revision {Number(t.Revision)})" : clauses.GetValueOrDefault(t.Clause, "") + (note.Earlier.IsEmpty ? "" : $" (revision {Number(t.Revision)})")).Distinct());
        yield return note.ReplyToNumber is { } parent ? Number(parent) : "";
        yield return Number(note.ThreadNumber);
        yield return note.Author;
        yield return ExportTime.Iso(annotation.Created, zone);
        yield return annotation.Modified is { } modified ? ExportTime.Iso(modified, zone) : "";
        yield return annotation.State == AnnotationState.Shown ? "shown" : note.Notice!;
        yield return Join(note.Pins.Select(p => $"{clauses.GetValueOrDefault(p.Pin.Clause, p.ClauseName)}: {Number(p.Order + 1)}"));
        yield return Join(annotation.Targets.Select(t => t.Quote?.Exact ?? ""));
        yield return Join(annotation.Targets.Select(t => t.Position is { } p ? Number(p.Start) : ""));
        yield return Join(annotation.Targets.Select(t => t.Position is { } p ? Number(p.End) : ""));
        yield return annotation.Body?.Text ?? "";
        yield return Join(annotation.Tags);
        yield return annotation.Resolved ? "resolved" : "";
        yield return note.Address.AbsoluteUri;
        yield return annotation.Motivation;
        yield return Number(annotation.Version);
        yield return Join(note.Reactions.Select(r => $"{r.Emoji} {Number(r.Members.Length)}"));
        yield return annotation.Stance ?? "";
        yield return note.SaidBy ?? "";
        yield return Join(note.Relations.Select(said => said.Of(note.Number)));
        yield return note.MergedIntoNumber is { } other ? Number(other) : "";
        // One for each quote; empty for the first edition, and so for nearly all.
        yield return annotation.Targets.All(t => t.Edition is null) ? "" : Join(annotation.Targets.Select(t => t.Edition ?? Edition.First));
    }

    /// <summary>A row of its own for each stance; its reason is the body.</summary>
    private static string[] Fields(ExportStance held, Dictionary<string, string> clauses, ExportDocument document) => [.. Columns.Select(column => column switch
    {
        "id" => held.Stance.Id,
        "kind" => "stance",
        "clause" => clauses.GetValueOrDefault(held.Stance.Clause, ""),
        "author" => held.Name ?? "",
        "created" => ExportTime.Iso(held.Stance.At, document.Zone),
        "body" => held.Stance.Reason ?? "",
        "address" => document.Address.AbsoluteUri,
        "stance" => held.Stance.Choice,
        _ => "",
    })];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<string> values) => string.Join("; ", values);
}
