using System.Text.Json.Serialization;
using Collab.Domain.Json;

namespace Collab.Domain.Annotations;

/// <summary>
/// What another program said with a note and Collab has no word for: each part is one JSON value, kept as it came and given back by the
/// door that understands it. It is a person's words: it goes where they go, and is erased with them.
/// </summary>
public sealed record Foreign
{
    /// <summary>Most bytes of UTF-8 in all parts together.</summary>
    public const int MaxBytes = 32 * 1024;

    /// <summary>Deepest nesting within a part.</summary>
    public const int MaxDepth = 16;

    /// <summary>The bodies as a Web Annotation has them, where they are more than one Markdown text and tags.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Body { get; init; }

    /// <summary>The targets as a Web Annotation has them, where they are more than passages by quote and position.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Target { get; init; }

    /// <summary>An object: the other properties of a Web Annotation, with the context that explains them.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Properties { get; init; }

    /// <summary>An object: what is no Web Annotation's, each program's under its name.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? Extra { get; init; }

    [JsonIgnore]
    public bool IsEmpty => this is { Body: null, Target: null, Properties: null, Extra: null };

    /// <summary>What is still true after the words or the passages were changed here. Null where nothing is.</summary>
    public Foreign? After(bool reworded, bool moved) => OrNone(this with { Body = reworded ? null : Body, Target = moved ? null : Target });

    public static Foreign? OrNone(Foreign? foreign) => foreign is { IsEmpty: false } ? foreign : null;
}
