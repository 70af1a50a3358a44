using System.Text.Json;
using System.Text.RegularExpressions;
using Collab.Domain;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.WebAnnotations;

/// <summary>What the Web Annotation Data Model demands of an annotation, in the compact form of its context. What it only advises is let pass.</summary>
public static partial class AnnotationRules
{
    private const int MostParts = 64;

    /// <exception cref="RefusalException"><c>bad-request</c>, with the rule.</exception>
    public static void Demand(JsonElement annotation)
    {
        if (annotation.ValueKind != JsonValueKind.Object)
            throw Bad("An annotation is one JSON object.");
        if (annotation.Get("@context") is not { } context || !Contexts(context).Contains(JsonLdExporter.Context))
            throw Bad($"Its @context must be, or hold, {JsonLdExporter.Context}.");
        if (!annotation.Texts("type").Contains("Annotation"))
            throw Bad("Its type must be, or hold, Annotation.");
        if (annotation.Get("id") is { } id && !IsIri(id.Text()))
            throw Bad("Its id is one IRI, or left out.");
        if (!annotation.List("target").Any())
            throw Bad("It has no target. Say what it is about.");
        if (annotation.Get("body") is not null && annotation.Get("bodyValue") is not null)
            throw Bad("It has body or bodyValue, not both.");
        if (annotation.Get("bodyValue") is { ValueKind: not JsonValueKind.String })
            throw Bad("bodyValue is one plain text.");
        Dates(annotation, "created", "modified", "generated");
        Iris(annotation, "rights", "canonical", "via");
        if (annotation.List("canonical").Count() > 1)
            throw Bad("canonical is one IRI.");
        if (annotation.List("stylesheet").Count() > 1)
            throw Bad("stylesheet is one.");
        Agents(annotation);
        if (annotation.List("motivation").Any(motivation => motivation.Text() is not { Length: > 0 }))
            throw Bad("motivation is a word of the vocabulary, or an IRI.");
        Parts(annotation, "body", isBody: true);
        Parts(annotation, "target", isBody: false);
    }

    private static void Parts(JsonElement annotation, string name, bool isBody)
    {
        var parts = annotation.List(name).ToList();
        if (parts.Count > MostParts)
            throw Bad($"It has more than {MostParts} under {name}. Make two of it.");
        foreach (var part in parts)
            ResourceRules.Demand(part, name, isBody);
    }

    internal static RefusalException Bad(string why) => new("bad-request", $"This is no Web Annotation that can be kept. {why}");

    internal static void Dates(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (json.Get(name) is { } date && !IsDate(date))
                throw Bad($"{name} is one time in UTC, such as 2026-03-01T09:00:00Z.");
        }
    }

    internal static bool IsDate(JsonElement date) => date.Text() is { } text && Date().IsMatch(text) && JsonElements.TimeOf(text) is not null;

    internal static void Iris(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (json.List(name).Any(iri => !IsIri(iri.Text() ?? iri.Text("id"))))
                throw Bad($"{name} is an IRI.");
        }
    }

    internal static void Agents(JsonElement json)
    {
        foreach (var agent in json.List("creator").Concat(json.List("generator")))
        {
            if (agent.ValueKind == JsonValueKind.Object ? agent.Get("id") is { } id && !IsIri(id.Text()) : !IsIri(agent.Text()))
                throw Bad("creator and generator are IRIs, or objects that describe someone under at most one IRI.");
        }
    }

    /// <summary>Absolute, and without what no IRI has; other scripts than Latin may stand in it.</summary>
    internal static bool IsIri(string? text) => text is not null && Iri().IsMatch(text);

    private static IEnumerable<string?> Contexts(JsonElement context) => context.ValueKind == JsonValueKind.Array ? context.EnumerateArray().Select(one => one.Text()) : [context.Text()];

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$", RegexOptions.NonBacktracking)]
    private static partial Regex Date();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Iri();
}
