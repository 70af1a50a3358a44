using Collab.Domain.Stances;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>The stances on a point as the formats for people say them: lines of plain text, to be escaped as the format does.</summary>
public static class StancePhrases
{
    /// <summary>Who stands where, then which notes speak for which stance, then why, then what those who changed it said before.</summary>
    public static IEnumerable<string> Of(ExportDocument document, ExportClause clause) =>
        Of(document.Stances, clause.Stances, clause.Spoken, document.Zone);

    /// <param name="notes">The notes on the point that speak for a stance, and can be read now.</param>
    public static IEnumerable<string> Of(StanceRule rule, IReadOnlyList<ExportStance> stances, IEnumerable<(int Number, string Stance)> notes, TimeZoneInfo zone)
    {
        foreach (var line in Counted(rule, stances))
            yield return line;
        foreach (var spoken in notes.GroupBy(note => note.Stance))
            yield return $"For “{spoken.Key}”: {string.Join(", ", spoken.Select(note => $"note {note.Number}"))}";
        foreach (var line in Said(stances, zone))
            yield return line;
    }

    private static IEnumerable<string> Counted(StanceRule rule, IReadOnlyList<ExportStance> stances)
    {
        if (stances.Count == 0)
            yield break;
        yield return $"Stances: {string.Join(", ", rule.Scale.Select(choice => Counted(choice, stances)))}{(rule.Anonymous ? "; without names" : "")}";
    }

    private static IEnumerable<string> Said(IReadOnlyList<ExportStance> stances, TimeZoneInfo zone)
    {
        foreach (var held in stances.Where(held => held.Stance.Reason is not null || held.ReasonHidden))
            yield return $"{held.Stance.Choice}{(held.Name is null ? "" : $", {held.Name}")}{(held.ReasonHidden ? " (reason hidden by a moderator)" : "")}{(held.Stance.Reason is { } reason ? $": {reason}" : "")}";
        foreach (var held in stances)
        {
            foreach (var former in held.Stance.History)
                yield return $"{held.Name ?? $"one that is {held.Stance.Choice} now"}: {former.Choice} until {ExportTime.Long(former.Until, zone)}{(former.Reason is null ? "" : $": {former.Reason}")}";
        }
    }

    private static string Counted(string choice, IReadOnlyList<ExportStance> stances)
    {
        var held = stances.Where(held => held.Stance.Choice == choice).ToList();
        var names = held.Select(one => one.Name).OfType<string>().Select(Printable.Line).ToList();
        return $"{StanceRule.InLine(choice)} {held.Count}{(names.Count == 0 ? "" : $" ({string.Join("; ", names)})")}";
    }
}
