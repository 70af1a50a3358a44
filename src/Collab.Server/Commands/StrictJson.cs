using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Collab.Domain;

namespace Collab.Server.Commands;

/// <summary>
/// JSON from outside, read strictly: every field known, none twice, none null that must not be, at most 64 deep. Each
/// refusal says which field it was.
/// </summary>
public static class StrictJson
{
    /// <summary>How deep objects and arrays may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>How requests are read.</summary>
    public static JsonSerializerOptions Options { get; } = Make(new DefaultJsonTypeInfoResolver());

    /// <summary>The same rules with another idea of which fields a type has.</summary>
    public static JsonSerializerOptions Make(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = MaxDepth,
            TypeInfoResolver = resolver,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <exception cref="RefusalException"><c>bad-request</c>, <c>unknown-field</c>, <c>duplicate-key</c>, <c>too-deep</c> or <c>bad-characters</c>.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, JsonSerializerOptions? options = null)
        where T : class
    {
        // The reader looks at the bytes of a text only when it is asked for the text.
        if (!Utf8.IsValid(json))
            throw Malformed("It is not UTF-8.");
        Scan(json);
        try
        {
            return JsonSerializer.Deserialize<T>(json, options ?? Options) ?? throw Malformed("It must be an object.");
        }
        catch (JsonException e)
        {
            throw Explain(json, (options ?? Options).GetTypeInfo(typeof(T)), e);
        }
    }

    /// <summary>What the serializer would let pass, or would not tell apart: depth, null within arrays, halves of characters.</summary>
    private static void Scan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var inArray = new Stack<bool>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        if (reader.CurrentDepth >= MaxDepth)
                            throw new RefusalException("too-deep", $"The JSON is nested more than {MaxDepth} deep. Flatten it.");
                        inArray.Push(reader.TokenType == JsonTokenType.StartArray);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        inArray.Pop();
                        break;
                    case JsonTokenType.Null when inArray.TryPeek(out var within) && within:
                        throw Malformed("A list holds null.");
                    case JsonTokenType.String or JsonTokenType.PropertyName when reader.ValueIsEscaped:
                        reader.GetString();
                        break;
                }
            }
        }
        catch (JsonException)
        {
            throw Malformed("It is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            throw new RefusalException("bad-characters", "The text holds half of a character (a lone surrogate). Remove it.");
        }
    }

    private static RefusalException Explain(ReadOnlySpan<byte> json, JsonTypeInfo type, JsonException e)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return Find(document.RootElement, type) ?? Malformed(e.Path is { Length: > 0 } path ? $"Look at {path}: a field is missing there or has the wrong type." : "A field is missing or has the wrong type.");
    }

    private static RefusalException? Find(JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var of = type.Kind == JsonTypeInfoKind.Enumerable ? type.Options.GetTypeInfo(type.ElementType!) : null;
            return of is null ? null : element.EnumerateArray().Select(item => Find(item, of)).FirstOrDefault(found => found is not null);
        }

        if (element.ValueKind != JsonValueKind.Object || type.Kind != JsonTypeInfoKind.Object)
            return null;
        var seen = new HashSet<string>();
        foreach (var field in element.EnumerateObject())
        {
            if (!seen.Add(field.Name))
                return new RefusalException("duplicate-key", $"The field “{field.Name}” is there twice.");
            var known = type.Properties.FirstOrDefault(p => p.Name == field.Name);
            if (known is null)
                return new RefusalException("unknown-field", $"There is no field “{field.Name}” here. Leave it out.");
            var of = Nullable.GetUnderlyingType(known.PropertyType) ?? known.PropertyType;
            if (of == typeof(int) && field.Value.ValueKind == JsonValueKind.Number && !field.Value.TryGetInt32(out _))
                return Malformed($"“{field.Name}” is a whole number, at most {int.MaxValue}.");
            if (Find(field.Value, type.Options.GetTypeInfo(of)) is { } within)
                return within;
        }

        return type.Properties.FirstOrDefault(p => p.IsRequired && !seen.Contains(p.Name)) is { } missing
            ? Malformed($"The field “{missing.Name}” is missing.{(missing.Name == "commandId" ? " " + CommandRequest.NoId.Detail : "")}")
            : null;
    }

    private static RefusalException Malformed(string why) => new("bad-request", $"The request cannot be read. {why}");
}
