using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Annotations;

namespace Collab.Domain.Json;

/// <summary>
/// The notes of a snapshot. One to which nothing has happened since it was written is a row, its values without their names; any other is the object
/// that it is everywhere else. Whatever a note may have besides what a row holds makes it an object, by itself. What many notes share - who wrote
/// them, where, of what kind - is one string for all that are read together.
/// </summary>
public sealed class AnnotationRowsConverter : JsonConverter<ImmutableArray<Annotation>>
{
    public override ImmutableArray<Annotation> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Demand(ref reader, JsonTokenType.StartArray);
        var notes = ImmutableArray.CreateBuilder<Annotation>();
        var shared = new SharedStrings();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            notes.Add(reader.TokenType == JsonTokenType.StartArray ? ReadRow(ref reader, shared) : JsonSerializer.Deserialize(ref reader, DomainJson.Instance.Annotation)!);
        return notes.DrainToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<Annotation> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var note in value)
        {
            if (IsPlain(note))
                WriteRow(writer, note);
            else
                JsonSerializer.Serialize(writer, note, DomainJson.Instance.Annotation);
        }

        writer.WriteEndArray();
    }

    /// <summary>Whether it is what a row of it would be read as.</summary>
    private static bool IsPlain(Annotation note) => note.Created.Offset == TimeSpan.Zero && note.Targets.All(IsPlain) && note == new Annotation
    {
        Id = note.Id,
        Number = note.Number,
        Seq = note.Seq,
        Home = note.Home,
        Creator = note.Creator,
        Created = DateTimeOffset.FromUnixTimeMilliseconds(note.Created.ToUnixTimeMilliseconds()),
        Motivation = note.Motivation,
        Body = note.Body,
        Tags = note.Tags,
        Targets = note.Targets,
        ReplyTo = note.ReplyTo,
        Thread = note.Thread,
        Depth = note.Depth,
        // Two that are empty are two arrays, and equal all the same.
        Reactions = note.Reactions.IsEmpty ? note.Reactions : [],
        History = note.History.IsEmpty ? note.History : [],
    };

    private static bool IsPlain(Target target) => target == new Target(target.Clause, target.Revision, target.Quote, target.Position);

    private static void WriteRow(Utf8JsonWriter writer, Annotation note)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(note.Id);
        writer.WriteNumberValue(note.Number);
        writer.WriteNumberValue(note.Seq);
        writer.WriteStringValue(note.Home);
        writer.WriteStringValue(note.Creator);
        writer.WriteNumberValue(note.Created.ToUnixTimeMilliseconds());
        writer.WriteStringValue(note.Motivation);
        writer.WriteStringValue(note.Body?.Text);
        writer.WriteStringValue(note.Body?.Format);
        writer.WriteStringValue(note.ReplyTo);
        writer.WriteStringValue(note.Thread);
        writer.WriteNumberValue(note.Depth);
        writer.WriteStartArray();
        foreach (var tag in note.Tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteStartArray();
        foreach (var target in note.Targets)
            WriteRow(writer, target);
        writer.WriteEndArray();
        writer.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter writer, Target target)
    {
        writer.WriteStringValue(target.Clause);
        writer.WriteNumberValue(target.Revision);
        writer.WriteStringValue(target.Quote?.Exact);
        writer.WriteStringValue(target.Quote?.Prefix);
        writer.WriteStringValue(target.Quote?.Suffix);
        writer.WriteNumberValue(target.Position?.Start ?? -1);
        writer.WriteNumberValue(target.Position?.End ?? -1);
    }

    // In the order in which they were written: C# evaluates them as they stand.
    private static Annotation ReadRow(ref Utf8JsonReader reader, SharedStrings shared)
    {
        var note = new Annotation
        {
            Id = Text(ref reader)!,
            Number = Number(ref reader),
            Seq = LongNumber(ref reader),
            Home = shared.Next(ref reader),
            Creator = shared.Next(ref reader)!,
            Created = DateTimeOffset.FromUnixTimeMilliseconds(LongNumber(ref reader)),
            Motivation = shared.Next(ref reader)!,
            Body = Text(ref reader) is { } text ? new Body(text, shared.Next(ref reader)!) : NoBody(ref reader),
            ReplyTo = shared.Next(ref reader),
            Thread = shared.Next(ref reader),
            Depth = Number(ref reader),
            Tags = Tags(ref reader, shared),
            Targets = Targets(ref reader, shared),
        };
        Read(ref reader, JsonTokenType.EndArray);
        return note;
    }

    private static Body? NoBody(ref Utf8JsonReader reader)
    {
        Read(ref reader, JsonTokenType.Null);
        return null;
    }

    private static ImmutableArray<string> Tags(ref Utf8JsonReader reader, SharedStrings shared)
    {
        Read(ref reader, JsonTokenType.StartArray);
        var tags = ImmutableArray.CreateBuilder<string>();
        while (shared.Next(ref reader, JsonTokenType.EndArray) is { } tag)
            tags.Add(tag);
        return tags.DrainToImmutable();
    }

    private static ImmutableArray<Target> Targets(ref Utf8JsonReader reader, SharedStrings shared)
    {
        Read(ref reader, JsonTokenType.StartArray);
        var targets = ImmutableArray.CreateBuilder<Target>(1);
        while (shared.Next(ref reader, JsonTokenType.EndArray) is { } clause)
        {
            var revision = Number(ref reader);
            var (exact, prefix, suffix) = (Text(ref reader), Text(ref reader), Text(ref reader));
            var (start, end) = (Number(ref reader), Number(ref reader));
            targets.Add(new Target(clause, revision, exact is null ? null : new TextQuoteSelector(exact, prefix, suffix), start < 0 ? null : new TextPositionSelector(start, end)));
        }

        return targets.DrainToImmutable();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static int Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    private static long LongNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static void Read(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        reader.Read();
        Demand(ref reader, expected);
    }

    private static void Demand(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (reader.TokenType != expected)
            throw new JsonException($"A snapshot has {reader.TokenType} where {expected} belongs.");
    }
}
