using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain.Annotations;

namespace Collab.Server.Hypothesis;

/// <summary>What a window of the client asks to be told of: any of its clauses, each a field and the values that it may have. What it asks for besides is not looked at.</summary>
internal sealed record SocketFilter(ImmutableArray<(string Field, ImmutableArray<string> Values)> Clauses)
{
    /// <summary>Null where it cannot be understood.</summary>
    public static SocketFilter? Read(JsonElement filter)
    {
        if (filter.ValueKind != JsonValueKind.Object || !filter.TryGetProperty("clauses", out var clauses) || clauses.ValueKind != JsonValueKind.Array)
            return null;
        var read = ImmutableArray.CreateBuilder<(string, ImmutableArray<string>)>();
        foreach (var clause in clauses.EnumerateArray())
        {
            if (clause.ValueKind != JsonValueKind.Object || !clause.TryGetProperty("field", out var field) || field.ValueKind != JsonValueKind.String || !clause.TryGetProperty("value", out var value))
                return null;
            var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1);
            read.Add((field.GetString()!, [.. values.Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!)]));
        }

        return new(read.ToImmutable());
    }

    public bool Takes(Annotation note, HypothesisAddress address, string seminar) => Clauses.Any(clause => clause.Field switch
    {
        "/uri" => clause.Values.Any(address.IsOf),
        "/group" => clause.Values.Contains(seminar),
        "/references" => clause.Values.Any(id => id == note.Thread || id == note.ReplyTo),
        "/id" => clause.Values.Contains(note.Id),
        _ => false,
    });
}
