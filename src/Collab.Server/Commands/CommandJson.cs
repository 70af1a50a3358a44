using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Collab.Domain;

namespace Collab.Server.Commands;

/// <summary>Reads commands from the hub and from HTTP, and gives each the digest that tells a retry from another command.</summary>
public static class CommandJson
{
    // On the hub the whole command is one object; over HTTP what stands in the path is not in the body; the digest leaves out both it and the id.
    private static readonly JsonSerializerOptions Hub = Make((property, inPath) => property.IsRequired |= inPath);
    private static readonly JsonSerializerOptions Http = Make((_, _) => { }, (_, inPath) => inPath);
    private static readonly JsonSerializerOptions Canonical = Make(
        (property, _) =>
        {
            if (property.PropertyType == typeof(bool) && !property.IsRequired)
                property.ShouldSerialize = (_, value) => value is true;
        },
        (property, inPath) => inPath || property.PropertyType == typeof(Guid));

    /// <exception cref="RefusalException">See <see cref="StrictJson.Read{T}"/>.</exception>
    public static T ReadHub<T>(JsonElement argument)
        where T : CommandRequest => StrictJson.Read<T>(JsonMarshal.GetRawUtf8Value(argument), Hub);

    /// <param name="annotation">From the path, for commands about an annotation.</param>
    /// <param name="clause">From the path, for commands about a clause.</param>
    /// <exception cref="RefusalException">See <see cref="StrictJson.Read{T}"/>.</exception>
    public static T ReadHttp<T>(ReadOnlySpan<byte> body, string document, string? annotation = null, string? clause = null)
        where T : CommandRequest
    {
        CommandRequest request = StrictJson.Read<T>(body, Http) with { Document = document };
        return (T)(request switch
        {
            AnnotationRequest about => about with { Annotation = annotation! },
            ClauseRequest about => about with { Clause = clause! },
            _ => request,
        });
    }

    /// <summary>SHA-256 over verb, path and canonical body, base64: the same however the command came.</summary>
    public static string Digest(CommandRequest request)
    {
        var head = Encoding.UTF8.GetBytes($"{request.Verb} /api/documents/{request.Document}{request.Path}\n");
        byte[] beside = request.Foreign is { } foreign ? JsonSerializer.SerializeToUtf8Bytes(foreign, Canonical) : [];
        return Convert.ToBase64String(SHA256.HashData([.. head, .. JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), Canonical), .. beside]));
    }

    private static JsonSerializerOptions Make(Action<JsonPropertyInfo, bool> change, Func<JsonPropertyInfo, bool, bool>? omit = null) =>
        StrictJson.Make(new DefaultJsonTypeInfoResolver().WithAddedModifier(type =>
        {
            if (!type.Type.IsSubclassOf(typeof(CommandRequest)))
                return;
            foreach (var property in type.Properties.ToList())
            {
                var inPath = property.AttributeProvider?.IsDefined(typeof(FromPathAttribute), inherit: true) == true;
                if (omit?.Invoke(property, inPath) == true)
                    type.Properties.Remove(property);
                else
                    change(property, inPath);
            }
        }));
}
