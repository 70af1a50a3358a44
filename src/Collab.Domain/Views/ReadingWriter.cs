using System.Text.Json;
using Collab.Domain.Reading;

namespace Collab.Domain.Views;

/// <summary>Writes what a member has read and watches, for that member alone.</summary>
public static class ReadingWriter
{
    public static void Write(Utf8JsonWriter json, ReadMarks marks)
    {
        if (marks.Epoch.Length > 0)
        {
            json.WriteStartObject("read");
            json.WriteString("epoch", marks.Epoch);
            json.WriteNumber("upTo", marks.UpTo);
            json.WriteSeqs("seqs", marks.Seqs);
            json.WriteEndObject();
        }

        json.WriteStartArray("watched");
        foreach (var (place, on) in marks.Watched.OrderBy(watch => watch.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            WriteWatch(json, place, on);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The fields of one watch.</summary>
    /// <param name="place">The id of a clause, or of the note that began a thread.</param>
    public static void WriteWatch(Utf8JsonWriter json, string place, bool on)
    {
        json.WriteString(place.Contains('.') ? "thread" : "clause", place);
        json.WriteBoolean("on", on);
    }
}
