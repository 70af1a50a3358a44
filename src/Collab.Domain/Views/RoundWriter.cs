using System.Text.Json;
using Collab.Domain.Documents;
using Collab.Domain.Rounds;

namespace Collab.Domain.Views;

/// <summary>Writes the blind rounds of a document: that they are, and nothing of what is written in them.</summary>
public static class RoundWriter
{
    public static string Name(RoundShow show) => show.ToString().ToLowerInvariant();

    public static string Name(RoundState state) => state.ToString().ToLowerInvariant();

    internal static void Write(Utf8JsonWriter json, DocumentHeader moment)
    {
        if (moment.Rounds.IsEmpty)
            return;
        json.WriteStartArray("rounds");
        foreach (var round in moment.Rounds)
        {
            json.WriteStartObject();
            json.WriteString("id", round.Id);
            json.WriteString("clause", round.Clause);
            json.WriteString("show", Name(round.Show));
            json.WriteString("state", Name(round.State));
            json.WriteString("by", round.By);
            json.WriteTime("at", round.At);
            json.WriteNumber("seq", round.Changed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
