using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Client;

/// <summary>A note or a reply, in the sense of the W3C Web Annotation Data Model.</summary>
/// <param name="Number">“Note 17”: given once per document.</param>
/// <param name="Clause">Where it began; null on the whole document.</param>
/// <param name="Version">What an edit has to name.</param>
/// <param name="State">shown, hidden, deleted or erased.</param>
/// <param name="Body">Null where its words are withheld or gone.</param>
/// <param name="ReplyTo">The note that it answers.</param>
/// <param name="Thread">The note that began the thread.</param>
public sealed record Annotation(
    string Id, int Number, long Seq, string? Clause, Person? Creator, DateTimeOffset Created, DateTimeOffset? Modified, int Version, string State, IReadOnlyList<Target> Targets, string Motivation, Body? Body, IReadOnlyList<string>? Tags, string? ReplyTo, string? Thread, bool Resolved)
{
    /// <summary>What the wire says besides.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Others { get; init; } = new Dictionary<string, JsonElement>();
}
