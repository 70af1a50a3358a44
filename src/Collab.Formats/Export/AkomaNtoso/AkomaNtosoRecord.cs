using System.Globalization;
using Collab.Domain.Annotations;
using Collab.Domain.Views;

namespace Collab.Formats.Export.AkomaNtoso;

/// <summary>What Akoma Ntoso has no words for, in a namespace of ours, for programs. What notes say stands in the notes alone.</summary>
internal static class AkomaNtosoRecord
{
    /// <summary>The same as in JSON-LD.</summary>
    public const string Namespace = "urn:collab:ns#";

    public static async Task WriteAsync(ExportSink sink, ExportDocument document)
    {
        sink.Line($"<proprietary source=\"#collab\" xmlns:c=\"{Namespace}\">");
        sink.Line($"<c:record address=\"{Xml.Line(document.Address.AbsoluteUri)}\" scope=\"{Xml.Line(document.Scope.Name)}\" epoch=\"{Xml.Line(document.Epoch)}\" seq=\"{document.Seq}\" at=\"{ExportTime.Exact(document.At)}\" hash=\"{Xml.Line(document.Hash)}\" state=\"{(document.Closed ? "closed" : "open")}\"/>");
        foreach (var (key, value) in document.Metadata.Entries)
            sink.Line($"<c:metadata key=\"{Xml.Line(key)}\">{Xml.Line(value)}</c:metadata>");
        foreach (var note in document.Notes)
        {
            Write(sink, note);
            await sink.FlushAsync();
        }

        foreach (var said in document.Relations)
        {
            sink.Line($"<c:relation name=\"{said.Name}\" from=\"{said.FromNumber}\" to=\"{said.ToNumber}\" by=\"{Xml.Line(said.By)}\" at=\"{ExportTime.Exact(said.Relation.At)}\"/>");
            await sink.FlushAsync();
        }

        sink.Line("</proprietary>");
    }

    private static void Write(ExportSink sink, ExportNote note)
    {
        var annotation = note.Annotation;
        sink.Line($"<c:note number=\"{note.Number}\" address=\"{Xml.Line(note.Address.AbsoluteUri)}\" author=\"{Xml.Line(note.Author)}\" created=\"{ExportTime.Exact(annotation.Created)}\""
            + Xml.Attribute("modified", annotation.Modified is { } modified ? ExportTime.Exact(modified) : null)
            + $" version=\"{annotation.Version}\" state=\"{AnnotationWriter.Name(annotation.State)}\" motivation=\"{Xml.Line(annotation.Motivation)}\""
            + Xml.Attribute("replyTo", note.ReplyToNumber) + Xml.Attribute("thread", annotation.ReplyTo is null ? null : note.ThreadNumber) + Xml.Attribute("mergedInto", note.MergedIntoNumber)
            + (annotation.Resolved ? " resolved=\"true\"" : "") + Xml.Attribute("saidBy", note.SaidBy) + Xml.Attribute("stance", annotation.Stance) + ">");
        foreach (var target in annotation.Targets)
            Write(sink, target);
        foreach (var tag in annotation.Tags)
            sink.Line($"<c:tag>{Xml.Line(tag)}</c:tag>");
        foreach (var reaction in note.Reactions)
            sink.Line($"<c:reaction emoji=\"{Xml.Line(reaction.Emoji)}\" count=\"{reaction.Members.Length}\"/>");
        foreach (var pin in note.Pins)
            sink.Line($"<c:pin clause=\"clause-{Xml.Line(pin.Pin.Clause)}\" order=\"{pin.Order + 1}\" by=\"{Xml.Line(pin.By)}\" at=\"{ExportTime.Exact(pin.Pin.At)}\"{Xml.Attribute("supersedes", pin.SupersedesNumber)}/>");
        sink.Line("</c:note>");
    }

    private static void Write(ExportSink sink, Target target)
    {
        var position = target.Position is { } found ? $" start=\"{Number(found.Start)}\" end=\"{Number(found.End)}\"" : "";
        sink.Line($"<c:target clause=\"clause-{Xml.Line(target.Clause)}\" revision=\"{target.Revision}\"{Xml.Attribute("edition", target.Edition)}{position}>{Xml.Text(target.Quote?.Exact ?? "")}</c:target>");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
