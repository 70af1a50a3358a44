using System.Reflection;
using System.Text.Json.Nodes;
using Collab.Server.Commands;

namespace Collab.Server.Tests.Docs;

/// <summary>The fields of a request as one line: in order of their names, those that must be there with an exclamation mark.</summary>
internal static class RequestFields
{
    /// <param name="inPath">Whether what stands in the path over HTTP is a field: on the hub.</param>
    public static string Of(Type type, bool inPath) => Line(StrictJson.Options.GetTypeInfo(type).Properties
        .Where(property => inPath || !IsInPath(property.AttributeProvider))
        .Select(property => (property.Name, property.IsRequired || IsInPath(property.AttributeProvider))));

    public static string Of(JsonNode schema) => Line(schema["properties"]!.AsObject().Select(property =>
        (property.Key, schema["required"]?.AsArray().Any(required => (string)required! == property.Key) == true)));

    private static bool IsInPath(ICustomAttributeProvider? property) => property?.IsDefined(typeof(FromPathAttribute), inherit: true) == true;

    private static string Line(IEnumerable<(string Name, bool Required)> fields) =>
        string.Join(' ', fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.Name + (field.Required ? "!" : "")));
}
