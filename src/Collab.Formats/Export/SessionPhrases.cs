using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Sessions;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>The agenda and the sessions as the formats for people say them: lines of plain text, to be escaped as the format does.</summary>
public static class SessionPhrases
{
    private const int Minute = 60;

    public static IEnumerable<string> Of(ExportDocument document) => Of(document.Agenda, document.Sessions, document.ClauseNames, document.Zone);

    /// <param name="clauseNames">"point 3", by id.</param>
    public static IEnumerable<string> Of(IReadOnlyList<AgendaItem> agenda, IReadOnlyList<ExportSession> sessions, IReadOnlyDictionary<string, string> clauseNames, TimeZoneInfo zone)
    {
        if (agenda.Count > 0)
            yield return $"Agenda: {string.Join(", ", agenda.Select(item => $"{clauseNames.GetValueOrDefault(item.Clause, "a point")}{(item.Seconds is { } seconds ? $" ({Time(seconds)})" : "")}"))}";
        foreach (var (session, by, attended) in sessions)
        {
            yield return $"Session{(session.Title is { } title ? $" “{title}”" : "")}: opened {ExportTime.Long(session.Opened, zone)} by {Printable.Line(by)}"
                + (session.Closed is { } closed ? $", closed {ExportTime.Long(closed, zone)}. Attended: {(attended.IsEmpty ? "nobody whom the server saw" : string.Join("; ", attended.Select(Printable.Line)))}" : ", open");
        }
    }

    /// <summary>The sessions with the names that the audience may know.</summary>
    public static IEnumerable<ExportSession> Sessions(Proceedings held, DocumentHeader head, Audience audience) => held.Sessions.Select(session =>
        new ExportSession(session, NoteFactory.NameOf(session.By, head, audience), [.. session.Attended.Select(member => NoteFactory.NameOf(member, head, audience))]));

    private static string Time(int seconds) => seconds % Minute == 0 ? $"{seconds / Minute} min" : $"{seconds / Minute} min {seconds % Minute} s";
}
