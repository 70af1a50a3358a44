using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Formats.Markdown;

namespace Collab.Formats.Export;

/// <summary>What the formats for people say in the same words.</summary>
internal static class Phrases
{
    /// <summary>Edits, motivation and state of a note: single facts, to be joined as the format does.</summary>
    public static IEnumerable<string> Facts(ExportNote note, TimeZoneInfo zone)
    {
        var annotation = note.Annotation;
        if (annotation.Version > 1)
            yield return annotation.Version == 2 ? $"edited {ExportTime.Long(annotation.Modified ?? annotation.Created, zone)}"
                : $"edited {annotation.Version - 1} times, last {ExportTime.Long(annotation.Modified ?? annotation.Created, zone)}";
        if (annotation.Motivation is not ("commenting" or "replying"))
            yield return annotation.Motivation;
        if (annotation.Resolved)
            yield return "resolved";
        if (Earlier(note) is { } earlier)
            yield return Printable.Line(earlier);
    }

    /// <summary>"on an earlier text: point 3 in revision 1": where a person has not placed what a revision left.</summary>
    public static string? Earlier(ExportNote note) => note.Earlier.IsEmpty ? null : $"on an earlier text: {Join([.. note.Earlier.Select(place => place.Said).Distinct()])}";

    /// <summary>"reply to note 12".</summary>
    public static string? ReplyTo(ExportNote note) => note.Annotation.ReplyTo is null ? null
        : note.ReplyToNumber is { } number ? $"reply to note {number}" : "reply";

    /// <summary>"on point 5 and point 7": the clauses of a note on several.</summary>
    public static string? On(ExportNote note) => note.ClauseNames.Length > 1 && note.Annotation.ReplyTo is null ? $"on {Join(note.ClauseNames)}" : null;

    /// <summary>For whom the author writes it: in plain text, with a name or a stance in it.</summary>
    public static IEnumerable<string> For(ExportNote note)
    {
        if (note.SaidBy is { } speaker)
            yield return $"said aloud by {speaker}";
        if (note.Annotation.Stance is { } stance)
            yield return $"for the stance “{stance}”";
    }

    /// <summary>Where it stands with its thread, and what it is to other notes.</summary>
    public static IEnumerable<string> Between(ExportNote note) =>
        note.Relations.Select(said => said.Of(note.Number)).Prepend(note.MergedIntoNumber is { } other ? $"merged into note {other}" : null).OfType<string>();

    /// <summary>What follows the word "Pinned": "by Vera Lind, 23 November 2026, 08:30 UTC, in place of note 4".</summary>
    /// <param name="name">The name of who pinned it, as the format writes it.</param>
    /// <param name="time">When, as the format writes it.</param>
    public static string PinnedBy(ExportPin pin, string name, string time) =>
        $"by {name}, {time}{(pin.SupersedesNumber is { } old ? $", in place of note {old}" : "")}";

    /// <summary>The former wordings of what is pinned, oldest first: commentary that a point stands under is changed before everyone's eyes.</summary>
    public static IEnumerable<Wording> FormerWordings(ExportNote note) => note.Pins.IsEmpty ? [] : note.Annotation.History.Where(wording => wording.Body is not null);

    /// <summary>A body without the marks of Markdown. One that was stored before a limit was tightened must not stop the export of all others.</summary>
    public static string Plain(Body body)
    {
        try
        {
            return MarkdownRenderer.PlainText(body.Text);
        }
        catch (RefusalException)
        {
            return Printable.Text(body.Text);
        }
    }

    public static string Reactions(ExportNote note) => string.Join("  ", note.Reactions.Select(r => $"{Printable.Line(r.Emoji)} {r.Members.Length}"));

    public static string Label(Clause clause) => clause.Label is { } label
        ? Printable.Line(label) is var line && line.Length > 0 && char.IsLetterOrDigit(line[^1]) && line.Length <= 6 ? line + "." : line
        : "";

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    /// <summary>The lines of the colophon: label and value.</summary>
    public static IEnumerable<(string Label, string Value)> Colophon(ExportDocument document)
    {
        yield return ("Contents", $"{Scope(document)}: {Count(document.Notes.Count - document.Replies, "note", "notes")}, {Count(document.Replies, "reply", "replies")}");
        yield return ("As of", $"event {document.Seq} of epoch {document.Epoch}, {ExportTime.Long(document.At, document.Zone)}");
        yield return ("Hash", document.Hash);
        if (document.Revision > 1)
            yield return ("Revision", $"{document.Revision} of the text");
        var spokenOf = document.Gone.IsEmpty ? [] : document.Notes.SelectMany(note => note.Annotation.Targets).Select(target => target.Clause).ToHashSet();
        foreach (var gone in document.Gone.Where(gone => gone.Stances.Length > 0 || spokenOf.Contains(gone.Clause.Id)))
            yield return ("Former point", Printable.Line(string.Join("; ", StancePhrases.Of(document, gone).Prepend(Former(gone.Clause)))));
        yield return ("Times", ExportTime.Zone(document.Zone));
        yield return ("Address", document.Address.AbsoluteUri);
        yield return ("Cite as", Citation.OfMoment(document).Line);
        if (document.Closed)
            yield return ("State", "closed: it can be read, nobody can write in it");
    }

    /// <summary>A point of a former text, with its words: they stand nowhere else in the export.</summary>
    public static string Former(Clause gone) => $"{gone.Name}, which is in the text no more: “{gone.Text}”";

    private static string Scope(ExportDocument document) => document.Scope.Kind switch
    {
        ExportScope.Pinned => "the text and the pinned commentary",
        ExportScope.Mine => "the text and one member’s own notes",
        ExportScope.Selected => "the text and selected notes",
        ExportScope.OneClause => $"{document.Clauses[0].Clause.Name} alone",
        _ => "the whole text and discussion",
    };

    private static string Join(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
