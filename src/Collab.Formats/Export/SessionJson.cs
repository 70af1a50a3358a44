using System.Text.Json;
using Collab.Domain.Views;

namespace Collab.Formats.Export;

/// <summary>The agenda and the sessions in the JSON export.</summary>
internal static class SessionJson
{
    public static void Write(Utf8JsonWriter json, ExportDocument document)
    {
        json.WriteStartArray("agenda");
        foreach (var item in document.Agenda)
        {
            json.WriteStartObject();
            json.WriteString("clause", item.Clause);
            if (item.Seconds is { } seconds)
                json.WriteNumber("seconds", seconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sessions");
        foreach (var (session, _, _) in document.Sessions)
        {
            json.WriteStartObject();
            json.WriteString("id", session.Id);
            json.WriteOptional("title", session.Title);
            json.WriteString("by", session.By);
            json.WriteString("opened", ExportTime.Exact(session.Opened));
            json.WriteNumber("seq", session.Seq);
            if (session.Closed is { } closed)
            {
                json.WriteString("closed", ExportTime.Exact(closed));
                json.WriteTexts("attended", session.Attended);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
