using System.Text.Json;
using Collab.Domain.Views;
using Collab.Formats.Export;

namespace Collab.Formats.WebAnnotations;

/// <summary>Writes what one note is to another as a Web Annotation whose motivation is linking: its target is the note that answers, contradicts or supports, its body the other one.</summary>
internal static class LinkingLd
{
    public static void Write(Utf8JsonWriter json, ExportRelation said, ExportDocument document)
    {
        json.WriteStartObject();
        json.WriteString("id", $"{document.Address}#{said.Name}-{said.FromNumber}-{said.ToNumber}");
        json.WriteString("type", "Annotation");
        json.WriteString("motivation", "linking");
        json.WriteStartObject("creator");
        json.WriteString("id", AnnotationLd.Member(document, said.Relation.By));
        json.WriteString("type", "Person");
        json.WriteString("name", document.Authors.FirstOrDefault(author => author.Id == said.Relation.By)?.Name ?? said.By);
        json.WriteEndObject();
        json.WriteTime("created", said.Relation.At);
        json.WriteString("body", $"{document.Address}/notes/{said.ToNumber}");
        json.WriteString("target", $"{document.Address}/notes/{said.FromNumber}");
        json.WriteString("collab:relation", said.Name);
        json.WriteEndObject();
    }
}
