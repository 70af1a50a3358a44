using System.Text.Json;
using System.Xml;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.WebAnnotations;

/// <summary>What the Data Model demands of selectors, states and styles (section 4). Of kinds that it does not know nothing is asked.</summary>
internal static class SelectorRules
{
    private static readonly string[] Known = ["TextQuoteSelector", "TextPositionSelector", "DataPositionSelector", "FragmentSelector", "CssSelector", "XPathSelector", "SvgSelector", "RangeSelector"];

    public static void Demand(JsonElement resource)
    {
        foreach (var selector in resource.List("selector"))
            Selector(selector);
        foreach (var state in resource.List("state"))
            State(state);
        if (resource.List("styleClass").Any(style => style.Text() is null))
            throw AnnotationRules.Bad("styleClass is a text.");
    }

    private static void Selector(JsonElement selector)
    {
        if (selector.ValueKind == JsonValueKind.String && AnnotationRules.IsIri(selector.GetString()))
            return;
        if (selector.ValueKind != JsonValueKind.Object)
            throw AnnotationRules.Bad("A selector is an object, or the IRI of one.");
        var types = selector.Texts("type");
        if (types.Length > 1 && types.Any(Known.Contains))
            throw AnnotationRules.Bad("A selector of the standard has one type.");
        switch (types.FirstOrDefault())
        {
            case "TextQuoteSelector":
                if (selector.Text("exact") is null || !IsTextOrNone(selector, "prefix") || !IsTextOrNone(selector, "suffix"))
                    throw AnnotationRules.Bad("A TextQuoteSelector has one exact, and at most one prefix and one suffix.");
                break;
            case "TextPositionSelector" or "DataPositionSelector":
                if (selector.Number("start") is not >= 0 || selector.Number("end") is not >= 0)
                    throw AnnotationRules.Bad("A position selector has one start and one end, whole numbers from 0.");
                break;
            case "FragmentSelector" or "CssSelector" or "XPathSelector":
                if (selector.Text("value") is null || !IsTextOrNone(selector, "conformsTo"))
                    throw AnnotationRules.Bad("A FragmentSelector, CssSelector or XPathSelector has one value, a text, and at most one conformsTo.");
                break;
            case "SvgSelector":
                if (!IsTextOrNone(selector, "value") || (selector.Text("value") is { } drawing && !IsWellFormed(drawing)))
                    throw AnnotationRules.Bad("The value of an SvgSelector is well-formed SVG.");
                break;
            case "RangeSelector":
                if (selector.Get("startSelector") is not { ValueKind: JsonValueKind.Object } start || selector.Get("endSelector") is not { ValueKind: JsonValueKind.Object } end)
                    throw AnnotationRules.Bad("A RangeSelector has one startSelector and one endSelector.");
                Selector(start);
                Selector(end);
                break;
        }

        foreach (var refined in selector.List("refinedBy"))
        {
            if (refined.Text("type") is "TimeState" or "HttpRequestState")
                State(refined);
            else
                Selector(refined);
        }
    }

    private static void State(JsonElement state)
    {
        AnnotationRules.Dates(state, "sourceDateStart", "sourceDateEnd");
        switch (state.Texts("type").FirstOrDefault())
        {
            case "TimeState":
                var (at, from, to) = (state.Get("sourceDate") is not null, state.Get("sourceDateStart") is not null, state.Get("sourceDateEnd") is not null);
                if (at ? from || to || state.List("sourceDate").Any(date => !AnnotationRules.IsDate(date)) : !(from && to))
                    throw AnnotationRules.Bad("A TimeState has sourceDate, or both sourceDateStart and sourceDateEnd: times in UTC, such as 2026-03-01T09:00:00Z.");
                break;
            case "HttpRequestState" when state.Text("value") is null:
                throw AnnotationRules.Bad("An HttpRequestState has one value, a text.");
        }

        foreach (var refined in state.List("refinedBy").Where(refined => refined.ValueKind == JsonValueKind.Object))
        {
            if (refined.Text("type") is "TimeState" or "HttpRequestState")
                State(refined);
            else
                Selector(refined);
        }
    }

    private static bool IsWellFormed(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool IsTextOrNone(JsonElement json, string name) => json.Get(name) is null or { ValueKind: JsonValueKind.String };
}
