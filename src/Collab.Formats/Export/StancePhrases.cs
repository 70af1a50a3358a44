using Collab.Domain.Stances;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>The stances on a point as the formats for people say them: lines of plain text, to be escaped as the format does.</summary>
public static class StancePhrases
{
    /// <summary>Who stands where, then why, then what those who changed it said before.</summary>
    public static IEnumerable<string> Of(StanceRule rule, IReadOnlyList<ExportStance> stances, TimeZoneInfo zone)
    {
        if (stances.Count == 0)
            yield break;
        yield return $"Stances: {string.Join(", ", rule.Scale.Select(choice => Counted(choice, stances)))}{(rule.Anonymous ? "; without names" : "")}";
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
        return $"{choice} {held.Count}{(names.Count == 0 ? "" : $" ({string.Join("; ", names)})")}";
    }
}
