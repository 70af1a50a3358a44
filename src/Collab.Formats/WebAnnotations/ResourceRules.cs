using System.Text.Json;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.WebAnnotations;

/// <summary>What the Data Model demands of bodies and targets (sections 3.2 to 4.4).</summary>
internal static class ResourceRules
{
    private static readonly string[] Sets = ["Choice", "List", "Composite", "Independents"];

    public static void Demand(JsonElement part, string name, bool isBody)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            if (!AnnotationRules.IsIri(part.GetString()))
                throw AnnotationRules.Bad($"{name} is an IRI or an object. Words stand in a TextualBody, or in bodyValue.");
            return;
        }

        if (part.ValueKind != JsonValueKind.Object)
            throw AnnotationRules.Bad($"{name} is an IRI or an object.");
        Common(part);
        var types = part.Texts("type");
        if (types.FirstOrDefault(Sets.Contains) is { } set)
            Set(part, set, name, isBody);
        else if (part.Get("source") is not null || types.Contains("SpecificResource"))
            Specific(part, name);
        else if (part.Get("value") is not null || types.Contains("TextualBody"))
            Textual(part, isBody);
        else
            External(part, name);
    }

    private static void Common(JsonElement part)
    {
        AnnotationRules.Dates(part, "created", "modified");
        AnnotationRules.Iris(part, "rights", "canonical", "via");
        foreach (var word in new[] { "format", "language" })
        {
            if (part.List(word).Any(value => value.Text() is null))
                throw AnnotationRules.Bad($"{word} is a text.");
        }

        if (part.Get("processingLanguage") is { ValueKind: not JsonValueKind.String })
            throw AnnotationRules.Bad("processingLanguage is one language.");
        if (part.Get("textDirection") is { } direction && direction.Text() is not ("ltr" or "rtl" or "auto"))
            throw AnnotationRules.Bad("textDirection is ltr, rtl or auto.");
        AnnotationRules.Agents(part);
    }

    private static void Set(JsonElement part, string set, string name, bool isBody)
    {
        if (part.Texts("type").Length != 1 || !part.List("items").Any() || part.Get("value") is not null || part.Get("source") is not null || part.Get("purpose") is not null)
            throw AnnotationRules.Bad($"A {set} is only that, has items, and neither value, source nor purpose.");
        foreach (var item in part.List("items"))
            Demand(item, name, isBody);
    }

    private static void Textual(JsonElement part, bool isBody)
    {
        if (!isBody)
            throw AnnotationRules.Bad("A target is a resource with an IRI, never an embedded text.");
        if (part.Get("value") is not { ValueKind: JsonValueKind.String } || part.Get("items") is not null || part.Get("source") is not null)
            throw AnnotationRules.Bad("A TextualBody has one value, a text, and neither items nor source.");
    }

    private static void External(JsonElement part, string name)
    {
        if (!AnnotationRules.IsIri(part.Text("id")))
            throw AnnotationRules.Bad($"An object under {name} has one id, an IRI; or a source; or, in a body, a value.");
        if (part.Get("items") is not null || part.Get("purpose") is not null)
            throw AnnotationRules.Bad("A resource that stands elsewhere has neither items nor purpose: wrap it in a SpecificResource with a source.");
    }

    private static void Specific(JsonElement part, string name)
    {
        if (part.Get("value") is not null || part.Get("items") is not null)
            throw AnnotationRules.Bad("A SpecificResource has neither value nor items.");
        var source = part.Get("source");
        if (source is not { } named || !AnnotationRules.IsIri(named.Text() ?? named.Text("id")))
            throw AnnotationRules.Bad($"A SpecificResource under {name} has one source, an IRI or an object with an id.");
        SelectorRules.Demand(part);
    }
}
