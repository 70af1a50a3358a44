using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Sessions;
using Collab.Domain.Stances;
using Collab.Formats.Export;
using Collab.Web.Languages;

namespace Collab.Server.Pages;

/// <summary>What the page without script says of sessions and of stances, in its language: in English the same as the exports say.</summary>
internal static class ReadingLines
{
    private const int Minute = 60;

    /// <summary>The agenda, then the sessions, oldest first.</summary>
    public static IEnumerable<string> Sessions(PageTexts text, DocumentHeader header, IEnumerable<ExportSession> sessions)
    {
        if (header.Proceedings.Agenda is { IsEmpty: false } agenda)
            yield return text["Agenda: {0}", Joined(text, agenda.Select(item => Item(text, header, item)))];
        foreach (var (session, by, attended) in sessions)
        {
            var name = session.Title is { } title ? text["Session “{0}”", title] : text["Session"];
            var opened = Time(text, session.Opened);
            yield return session.Closed is not { } closed ? text["{0}: opened {1} by {2}, open", name, opened, by]
                : text["{0}: opened {1} by {2}, closed {3}. Attended: {4}", name, opened, by, Time(text, closed), attended.IsEmpty ? text["nobody whom the server saw"] : Listed(text, attended)];
        }
    }

    /// <summary>Who stands where at a point, then which notes speak for which stance, then why, then what those who changed it said before.</summary>
    /// <param name="notes">The notes on the point that speak for a stance; one that cannot be read now is passed over.</param>
    public static IEnumerable<string> Stances(PageTexts text, StanceRule rule, IReadOnlyList<ExportStance> stances, IEnumerable<Annotation> notes)
    {
        if (stances.Count > 0)
        {
            var counted = Joined(text, rule.Scale.Select(choice => Counted(text, text.StanceInLine(rule, choice), [.. stances.Where(held => held.Stance.Choice == choice)])));
            yield return rule.Anonymous ? text["Stances: {0}; without names", counted] : text["Stances: {0}", counted];
        }

        foreach (var spoken in notes.Where(note => note.State == AnnotationState.Shown).GroupBy(note => note.Stance!))
            yield return text["For “{0}”: {1}", text.StanceName(rule, spoken.Key), Joined(text, spoken.Select(note => text["note {0}", note.Number].Value))];
        foreach (var held in stances.Where(held => held.Stance.Reason is not null || held.ReasonHidden))
        {
            var choice = text.StanceName(rule, held.Stance.Choice);
            var whose = held.Name is { } name ? $"{choice}{text[", "]}{name}" : choice;
            yield return Because(held.ReasonHidden ? text["{0} (reason hidden by a moderator)", whose] : whose, held.Stance.Reason);
        }

        foreach (var held in stances)
        {
            var whose = held.Name ?? text["one that is {0} now", text.StanceName(rule, held.Stance.Choice)];
            foreach (var former in held.Stance.History)
                yield return Because(text["{0}: {1} until {2}", whose, text.StanceName(rule, former.Choice), Time(text, former.Until)], former.Reason);
        }
    }

    private static string Item(PageTexts text, DocumentHeader header, AgendaItem item)
    {
        var name = header.ClauseOf(item.Clause) is { } clause ? text.NameOf(clause) : text["a former point"];
        return item.Seconds switch
        {
            null => name,
            { } seconds when seconds % Minute == 0 => text["{0} ({1} min)", name, seconds / Minute],
            { } seconds => text["{0} ({1} min {2} s)", name, seconds / Minute, seconds % Minute],
        };
    }

    private static string Counted(PageTexts text, string choice, IReadOnlyList<ExportStance> held) =>
        held.Select(one => one.Name).OfType<string>().ToList() is { Count: > 0 } names ? $"{choice} {held.Count} ({Listed(text, names)})" : $"{choice} {held.Count}";

    private static string Because(string said, string? reason) => reason is null ? said : $"{said}: {reason}";

    /// <summary>Names of people: a comma may stand within one.</summary>
    private static string Listed(PageTexts text, IEnumerable<string> names) => string.Join($"{text[";"]} ", names);

    private static string Joined(PageTexts text, IEnumerable<string> parts) => string.Join(text[", "], parts);

    private static string Time(PageTexts text, DateTimeOffset at) => text["{0} UTC", Language.Current.MomentOf(at)];
}
