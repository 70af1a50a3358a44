using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Domain.Relations;
using Collab.Domain.Revisions;
using Collab.Formats.Export;
using Collab.Formats.Import;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;
using Collab.Server.Tests.Docs;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>A discussion in which everything happened, through every format and back: what is lost on the way is what docs/formats.md says, no more and no less.</summary>
public sealed class WhatComesBackTests
{
    private const string Editions = "notes on passages of other editions", Earlier = "notes on an earlier text, without being asked where they belong", Placed = "the same, once a person has said where they belong";

    private static readonly string[] German = ["Die Versammlung ist wichtig.", "Die Opposition ist abgewichen.", "Die Verantwortung liegt bei ihr.", "Auf die Regierung wird nicht verzichtet."];

    private static readonly (string What, Func<DocumentState, Annotation, string?> Of)[] Aspects =
    [
        ("notes and replies", (_, _) => "there"),
        ("words as they were typed", (_, note) => note.IsGone ? null : note.Body?.Text),
        ("authors by name", (state, note) => NameOf(state, note.Creator)),
        ("dates, to the second", (_, note) => $"{note.Created:s}"),
        ("passages, to the character", (state, note) => string.Join('|', note.Targets.Take(1).Select(target => Place(state, target)))),
        ("several passages of a note", (state, note) => note.Targets.Length > 1 ? string.Join('|', note.Targets.Select(target => Place(state, target))) : null),
        ("which thread a reply is in", (state, note) => note.Thread is { } thread ? Key(state, thread) : null),
        ("which reply it answers", (state, note) => note.ReplyTo is { } parent ? Key(state, parent) : null),
        ("motivations", (_, note) => note.Motivation == "highlighting" ? null : note.Motivation),
        ("tags", (_, note) => string.Join('|', note.Tags)),
        ("pins, in order", (state, note) => string.Join('|', state.Pins.Where(pin => pin.Annotation == note.Id).Select(pin => $"{state.Header.ClausesById[pin.Clause].Text} {state.At(pin.Clause).Pins.ToList().FindIndex(each => each.Annotation == note.Id)} {NameOf(state, pin.By)}"))),
        ("what a pin supersedes", (state, note) => string.Join('|', state.Pins.Where(pin => pin.Annotation == note.Id && pin.Supersedes is not null).Select(pin => Key(state, pin.Supersedes!)))),
        ("former wordings of what is pinned", (state, note) => state.Pins.Any(pin => pin.Annotation == note.Id) ? Wordings(note) : null),
        ("former wordings of other notes", (state, note) => state.Pins.Any(pin => pin.Annotation == note.Id) ? null : Wordings(note)),
        ("how often it was edited", (_, note) => note is { Version: > 1, State: not AnnotationState.Deleted } ? $"{note.Version}" : null),
        ("reactions, with who", (state, note) => string.Join('|', note.Reactions.Select(reaction => $"{reaction.Emoji} {string.Join(',', reaction.Members.Select(member => NameOf(state, member)))}"))),
        ("resolved threads", (_, note) => note.Resolved ? "resolved" : null),
        ("hidden notes as hidden", (_, note) => note.State == AnnotationState.Hidden ? "hidden" : null),
        ("why they were hidden", (_, note) => note.State == AnnotationState.Hidden ? note.Reason : null),
        ("removed notes as removed", (_, note) => note.State == AnnotationState.Deleted ? "deleted" : null),
        ("merged threads", (state, note) => note.MergedInto is { } into ? Key(state, into) : null),
        ("what notes are to each other", (state, note) => string.Join('|', state.Header.Relations.Where(relation => relation.From == note.Id).Select(relation => $"{relation.Kind} {Key(state, relation.To)} {NameOf(state, relation.By)}"))),
        ("who said it aloud", (state, note) => note.Said is { } said ? said.Speaker ?? NameOf(state, said.Member!) : null),
        ("the stance that it speaks for", (_, note) => note.Stance),
        (Earlier, (_, _) => "there"),
        (Placed, (state, note) => $"{NameOf(state, note.Creator)} {note.Created:s} {note.Body?.Text}"),
        (Editions, (state, note) => string.Join('|', note.Targets.Select(target => Place(state, target)))),
    ];

    [Fact]
    public async Task What_is_lost_of_notes_through_each_format_and_back_is_what_the_page_says()
    {
        var here = Discussion();
        List<string> formats = ["json", "jsonld", "tei", "docx", "hypothesis"], rows = [];
        Dictionary<string, DocumentState> there = [], asked = [];
        foreach (var format in formats)
            (there[format], asked[format]) = (await BackAsync(format, here), await BackAsync(format, here, chosen: true));
        foreach (var (what, of) in Aspects)
        {
            var said = here.Annotations.Where(note => KindOf(note, here) == (what is Editions or Earlier ? what : what == Placed ? Earlier : "")).Select(note => (Key: Minute(note), Value: of(here, note))).Where(one => !string.IsNullOrEmpty(one.Value)).ToList();
            Assert.NotEmpty(said);
            rows.Add($"| {what} | {string.Join(" | ", formats.Select(format => said.All(one => Of((what == Placed ? asked : there)[format], one.Key, of) == one.Value) ? "yes" : "no"))} |");
        }

        Assert.True(rows.SequenceEqual(Rows("| what comes back |")), $"It is:\n{string.Join('\n', rows)}");
    }

    [Fact]
    public async Task What_is_lost_of_the_text_through_each_format_and_back_is_what_the_page_says()
    {
        var (here, rows) = (Discussion(), new List<string>());
        foreach (var (format, file) in new[] { ("docx", "text.docx"), ("tei", "text.xml"), ("akn", "text.xml"), ("html", "text.html"), ("markdown", "text.md"), ("text", "text.txt") })
        {
            var draft = TextImport.Split(await Samples.Bytes(format, Export(here)), file);
            var (came, was) = (draft.Clauses, here.Header.Clauses);
            rows.Add($"| `{format}` | {YesOrNo(came.Select(clause => clause.Text).SequenceEqual(was.Select(clause => clause.Text)))} | {YesOrNo(came.Select(clause => (clause.Label, clause.Kind)).SequenceEqual(was.Select(clause => (clause.Label, clause.Kind))))} | {YesOrNo(draft.Title == here.Header.Title)} |");
        }

        Assert.True(rows.SequenceEqual(Rows("| text through |")), $"It is:\n{string.Join('\n', rows)}");

        static string YesOrNo(bool right) => right ? "yes" : "no";
    }

    private static DocumentState Discussion()
    {
        var samples = new Samples();
        var builder = samples.Builder;
        builder.Translate(samples.Moderator, "de", "Entschließung", German);
        builder.NoteOnBoth(samples.Ana, "One passage in both.", 1, "departed", "abgewichen", "de");
        builder.Relate(samples.Ben, samples.Several, RelationKind.Contradicts, samples.First);
        builder.Merge(samples.Moderator, samples.Whole, samples.Several);
        builder.Say(samples.Moderator, 2, "Said aloud.", new Said(samples.Ben), "disagree");
        builder.Say(samples.Moderator, 2, "Said by a guest.", new Said(Speaker: "Kofi Mensah"));
        builder.Edit(samples.Moderator, samples.Pinned, "Read this point for its *nouns*.");
        builder.Pin(samples.Moderator, samples.First, 1, 0, supersedes: samples.Pinned);
        builder.Note(samples.Ben, "Settled since.", (3, "purely Bolshevik"));
        builder.Note(samples.Ben, "On the whole of it.");
        builder.Note(samples.Ana, "On what becomes other words.", (0, "The present"));
        var owner = builder.Join("Noor Haddad", Role.Owner);
        ClauseDraft[] text = [.. builder.State.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, 0, clause.Text))];
        builder.Revise(owner, [.. text, new ClauseDraft("4", ClauseKind.Point, 0, "A fourth point is in it for an hour.")]);
        builder.Note(samples.Ben, "On a passage of what goes.", (4, "fourth"));
        builder.Note(samples.Ben, "On the whole of what goes.", (4, ""));
        builder.Revise(owner, [text[0] with { Text = "This present meeting is of historic importance indeed." }, .. text[1..]]);
        return builder.State;
    }

    /// <summary>
    /// Brought into another document with the same text in both editions, whose clauses have other ids: one more stands in front, so that the
    /// ids of the file are here and mean others. Hypothesis’ file has the ids alone, and not what they stand for: it comes back to the same.
    /// </summary>
    /// <param name="chosen">Whether somebody says of what is on an earlier text where it belongs.</param>
    private static async Task<DocumentState> BackAsync(string format, DocumentState from, bool chosen = false)
    {
        ClauseDraft[] more = format == "hypothesis" ? [] : [new ClauseDraft(null, ClauseKind.Heading, 0, "Nothing like it")];
        var there = new DocumentBuilder(from.Header.Title, DocumentMetadata.Empty,
            [.. more, .. from.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, 0, clause.Text))]);
        var owner = there.Join("Somebody else", Role.Owner);
        there.Translate(owner, "de", "Entschließung", [.. more.Select(_ => "Nichts"), .. German]);
        var file = NotesReader.Read(await Samples.Bytes(format, Export(from)));
        var placing = new Placing(file, there.State, new Dictionary<int, string>());
        if (chosen)
            placing = new Placing(file, there.State, placing.Notes.Where(note => note.Code == "earlier-text").ToDictionary(note => note.Index, _ => there.Clause(0)));
        // What has no place a person gives one: here none is guessed, and what is left out is lost.
        there.Do(placing.Command(Guid.NewGuid(), owner, "", intended: true));
        return there.State;
    }

    private static ExportDocument Export(DocumentState state) => ExportSelection.Of(state, state, new Audience(true, null), ExportScope.All, Samples.Options);

    private static string? Of(DocumentState there, string key, Func<DocumentState, Annotation, string?> of) => there.Annotations.SingleOrDefault(note => Minute(note) == key && NameOf(there, note.Creator) != "The record") is { } note ? of(there, note) : null;

    private static string KindOf(Annotation note, DocumentState state) =>
        note.Targets.Any(target => target.Edition is not null) ? Editions : ReviewQueue.IsOnEarlierText(note, state.Header.Revision) ? Earlier : "";

    /// <summary>Each was written in a minute of its own.</summary>
    private static string Minute(Annotation note) => $"{note.Created:s}"[..16];

    private static string Key(DocumentState state, string annotation) => Minute(state.Find(annotation)!);

    private static string? NameOf(DocumentState state, string person) => state.Header.Members.GetValueOrDefault(person)?.Name ?? state.Header.Authors.GetValueOrDefault(person)?.Name;

    private static string Place(DocumentState state, Target target) => $"{state.Header.ClausesById[target.Clause].Text} {target.Edition} {target.Quote?.Exact} {target.Position}";

    private static string? Wordings(Annotation note) => note.State == AnnotationState.Shown ? string.Join('|', note.History.Select(wording => $"{wording.At:s} {wording.Body?.Text}")) : null;

    /// <summary>The rows of a table of the page.</summary>
    private static List<string> Rows(string head) =>
        [.. Repository.Read("docs", "formats.md").Split('\n').SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))];
}
