using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;

namespace Collab.Domain.Views;

/// <summary>Writes a note on an earlier text, with where a person may place it. Its words are asked for with the note itself.</summary>
public static class ReviewQueueWriter
{
    public static void Write(Utf8JsonWriter json, Annotation note, DocumentState state, ReviewQueue queue, Audience audience)
    {
        var revision = state.Header.Revision;
        json.WriteStartObject();
        json.WriteString("annotation", note.Id);
        json.WriteNumber("number", note.Number);
        json.WriteMember("creator", note.Creator, state.Header, audience);
        json.WriteNumber("version", note.Version);
        json.WriteBoolean("waits", ReviewQueue.Waits(note, revision));
        json.WriteStartArray("targets");
        foreach (var target in note.Targets)
        {
            json.WriteStartObject();
            json.WritePropertyName("target");
            json.WriteTarget(target);
            if (ReviewQueue.IsUnplaced(target, revision))
            {
                json.WriteStartArray("candidates");
                foreach (var candidate in queue.Candidates(target))
                    json.WriteTarget(candidate);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
