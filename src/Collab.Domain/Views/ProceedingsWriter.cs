using System.Text.Json;
using Collab.Domain.Events;
using Collab.Domain.Sessions;

namespace Collab.Domain.Views;

/// <summary>Writes what a led session leaves in its document. Members stand in it by their ids.</summary>
internal static class ProceedingsWriter
{
    public static void Write(Utf8JsonWriter json, Proceedings held)
    {
        json.WriteStartArray("sessions");
        foreach (var session in held.Sessions)
            Write(json, session);
        json.WriteEndArray();
        Write(json, "agenda", held.Agenda);
        if (held.Timer is { } timer)
        {
            json.WriteStartObject("timer");
            json.WriteOptional("clause", timer.Clause);
            Write(json, timer.EndsAt, timer.Seconds);
            json.WriteNumber("seq", timer.Seq);
            json.WriteEndObject();
        }

        json.WriteOptional("scribe", held.Scribe);
        json.WriteStartArray("hands");
        foreach (var hand in held.Hands)
        {
            json.WriteStartObject();
            json.WriteString("member", hand.Member);
            json.WriteString("clause", hand.Clause);
            json.WriteTime("at", hand.At);
            json.WriteNumber("seq", hand.Seq);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (held.Floor is { } floor)
        {
            json.WriteStartObject("floor");
            json.WriteString("member", floor.Member);
            json.WriteString("clause", floor.Clause);
            json.WriteString("by", floor.By);
            json.WriteTime("at", floor.At);
            json.WriteNumber("seq", floor.Seq);
            json.WriteEndObject();
        }
    }

    public static void WriteData(Utf8JsonWriter json, LogEvent e)
    {
        switch (e.Data)
        {
            case SessionOpened opened:
                json.WriteString("session", opened.Session);
                json.WriteOptional("title", e.Words?.Title);
                break;
            case SessionClosed closed:
                json.WriteString("session", closed.Session);
                json.WriteTexts("attended", closed.Attended);
                break;
            case AgendaSet set:
                Write(json, "items", set.Items);
                break;
            case TimerSet set:
                Write(json, set.EndsAt, set.Seconds);
                break;
            case HandLowered lowered:
                json.WriteString("member", lowered.Member);
                break;
            case ScribeSet set:
                json.WriteOptional("member", set.Member);
                break;
            case FloorGiven given:
                json.WriteString("member", given.Member);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, Session session)
    {
        json.WriteStartObject();
        json.WriteString("id", session.Id);
        json.WriteOptional("title", session.Title);
        json.WriteString("by", session.By);
        json.WriteTime("opened", session.Opened);
        json.WriteNumber("seq", session.Seq);
        if (session.Closed is { } closed)
        {
            json.WriteTime("closed", closed);
            json.WriteTexts("attended", session.Attended);
        }

        if (!session.Reached.IsEmpty)
            json.WriteTexts("reached", session.Reached);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<AgendaItem> agenda)
    {
        json.WriteStartArray(name);
        foreach (var item in agenda)
        {
            json.WriteStartObject();
            json.WriteString("clause", item.Clause);
            if (item.Seconds is { } seconds)
                json.WriteNumber("seconds", seconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, DateTimeOffset endsAt, int seconds)
    {
        json.WriteTime("endsAt", endsAt);
        json.WriteNumber("seconds", seconds);
    }
}
