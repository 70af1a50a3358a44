using System.Globalization;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Revisions;
using Collab.Domain.Views;
using Collab.Formats.Export;

namespace Collab.Formats.WebAnnotations;

/// <summary>
/// Writes a document as the container of its annotations (Web Annotation Protocol, LDP basic container), by page, as an audience may see it.
/// A page begins after a note and not at a number: what is added or removed meanwhile moves none that was there out of a walk.
/// </summary>
/// <param name="iris">Whether items are addresses alone.</param>
public sealed class ContainerLd(WebAddresses addresses, DocumentState state, Audience audience, bool iris = false)
{
    public const string LdpContext = "http://www.w3.org/ns/ldp.jsonld";

    /// <summary>Items of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The container in this view.</summary>
    public string Id => $"{addresses.Container}?iris={(iris ? 1 : 0)}";

    /// <param name="minimal">Whether the first page is an address alone.</param>
    public void WriteContainer(Utf8JsonWriter json, bool minimal)
    {
        json.WriteStartObject();
        json.WriteStartArray("@context");
        json.WriteStringValue(JsonLdExporter.Context);
        json.WriteStringValue(LdpContext);
        json.WriteEndArray();
        json.WriteString("id", Id);
        json.WriteStartArray("type");
        json.WriteStringValue("BasicContainer");
        json.WriteStringValue("AnnotationCollection");
        json.WriteEndArray();
        WriteAbout(json);
        // The model has no page without items, so of none there is no first.
        if (!state.Present.IsEmpty)
        {
            json.WritePropertyName("first");
            if (minimal)
                json.WriteStringValue(Page(0));
            else
                WritePage(json, 0, embedded: true);
            json.WriteString("last", Page(AfterIndex((state.Present.Count - 1) / PageSize * PageSize)));
        }

        json.WriteEndObject();
    }

    /// <param name="after">The seq of the note after which it begins; 0 for the first page.</param>
    /// <returns>False where there is none after it: then nothing is written.</returns>
    public bool WritePage(Utf8JsonWriter json, long after, bool embedded = false)
    {
        var start = IndexAfter(after);
        if (start >= state.Present.Count)
            return false;
        var end = Math.Min(start + PageSize, state.Present.Count);
        json.WriteStartObject();
        if (!embedded)
            json.WriteString("@context", JsonLdExporter.Context);
        json.WriteString("id", Page(after));
        json.WriteString("type", "AnnotationPage");
        json.WriteStartObject("partOf");
        json.WriteString("id", Id);
        if (!embedded)
            WriteAbout(json);
        json.WriteEndObject();
        json.WriteNumber("startIndex", start);
        if (start > 0)
            json.WriteString("prev", Page(AfterIndex(Math.Max(0, start - PageSize))));
        if (end < state.Present.Count)
            json.WriteString("next", Page(AfterIndex(end)));
        json.WriteStartArray("items");
        for (var i = start; i < end; i++)
        {
            if (iris)
                json.WriteStringValue(addresses.Note(state.Present[i].Id));
            else
                WriteAnnotation(json, state.Find(state.Present[i].Id)!, alone: false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return true;
    }

    /// <param name="alone">Whether it is the whole answer, which says its context.</param>
    public void WriteAnnotation(Utf8JsonWriter json, Annotation annotation, bool alone)
    {
        var (shown, _) = AnnotationView.Of(annotation, state, audience);
        using var properties = AnnotationLd.Properties(shown);
        var foreign = properties?.RootElement;
        json.WriteStartObject();
        if (foreign is { } said && said.TryGetProperty("@context", out var context))
            AnnotationLd.Write(json, "@context", context);
        else if (alone)
            json.WriteString("@context", JsonLdExporter.Context);
        json.WriteString("id", addresses.Note(shown.Id));
        AnnotationLd.WriteKind(json, shown, foreign);
        json.WriteStartObject("creator");
        json.WriteString("id", addresses.Member(shown.Creator));
        json.WriteString("type", "Person");
        json.WriteOptional("name", audience.NameOf(shown.Creator, state.Header));
        json.WriteEndObject();
        json.WriteTime("created", shown.Created);
        if (shown.Modified is { } modified)
            json.WriteTime("modified", modified);
        AnnotationLd.WriteBodies(json, shown with { Body = Named(shown.Body) });
        WriteTargets(json, shown);
        ForeignParts.WriteRest(json, foreign);
        json.WriteEndObject();
    }

    private void WriteTargets(Utf8JsonWriter json, Annotation annotation)
    {
        if (annotation.Foreign?.Target is { } foreign)
        {
            json.WriteRaw("target", foreign);
            return;
        }

        if (annotation.ReplyTo is not null || annotation.Targets.IsEmpty)
        {
            json.WriteString("target", annotation.ReplyTo is { } parent ? addresses.Note(parent) : addresses.Page);
            return;
        }

        json.WriteStartArray("target");
        foreach (var target in annotation.Targets)
        {
            json.WriteStartObject();
            json.WriteString("type", "SpecificResource");
            json.WriteString("source", ReviewQueue.IsUnplaced(target, state.Header.Revision) ? addresses.EarlierClause(target.Clause, target.Revision) : addresses.Clause(target.Clause, target.Edition));
            AnnotationLd.WriteSelectors(json, target);
            json.WriteString("scope", addresses.Page);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteAbout(Utf8JsonWriter json)
    {
        json.WriteString("label", state.Header.Title);
        json.WriteTime("modified", state.Header.At);
        json.WriteNumber("total", state.Present.Count);
    }

    private string Page(long after) => string.Create(CultureInfo.InvariantCulture, $"{Id}&page={after}");

    /// <summary>The seq after which a page begins whose first item has that index.</summary>
    private long AfterIndex(int start) => start == 0 ? 0 : state.Present[start - 1].Seq;

    private int IndexAfter(long seq)
    {
        var at = state.Present.IndexOf(new PresentNote(seq, ""));
        return at >= 0 ? at + 1 : ~at;
    }

    private Body? Named(Body? body) => body is null ? null : body with { Text = Mentions.Named(body.Text, member => audience.NameOf(member, state.Header)) };
}
