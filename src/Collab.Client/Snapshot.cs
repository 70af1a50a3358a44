using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Client;

/// <summary>What I may see of a document at one moment.</summary>
/// <param name="Seq">The moment.</param>
/// <param name="Hash">Of the chain of events up to it.</param>
/// <param name="State">open or closed.</param>
/// <param name="Clauses">In reading order.</param>
/// <param name="Annotations">By number; replies too.</param>
public sealed record Snapshot(
    string Id, string Seminar, string Title, string Epoch, long Seq, string Hash, int Revision, string State, IReadOnlyList<Clause> Clauses, IReadOnlyList<Annotation> Annotations, IReadOnlyList<Pin> Pins) : Update
{
    [JsonIgnore]
    public override Cursor Cursor => new(Epoch, Seq);

    /// <summary>What the wire says besides: members, sessions, stances, what is yet to come.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Others { get; init; } = new Dictionary<string, JsonElement>();
}
