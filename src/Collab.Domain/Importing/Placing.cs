using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Reading;

namespace Collab.Domain.Importing;

/// <summary>Says of each note of a file where it belongs in a document, or why it has no place there. Pure: the preview is what the import does.</summary>
public sealed class Placing
{
    /// <summary>The code of a note that has its place and comes with one of the next imports of the same file.</summary>
    public const string Later = "later";

    private const string NextImport = "notes for the next import";

    private readonly NotesFile file;
    private readonly Landing landing;
    private readonly Dictionary<string, Annotation> here;
    private readonly IReadOnlyDictionary<int, string> choices;
    private readonly List<LeftOut> left;

    /// <summary>The note under which the thread of each stands.</summary>
    private readonly int?[] merged;

    /// <summary>Of the notes that may come now where they go; null of the others.</summary>
    private readonly PlacedNote?[] found;

    /// <param name="choices">The clauses that a person has chosen for notes, by their places in the file's list.</param>
    public Placing(NotesFile file, DocumentState document, IReadOnlyDictionary<int, string> choices)
    {
        (this.file, this.choices, left) = (file, choices, [.. file.LeftOut]);
        landing = new Landing(document.Header);
        here = NoteImport.Sources(document);
        found = new PlacedNote?[file.Notes.Length];
        merged = Merging.Of(file);
        // Pins keep their order: each after the one before it at its point.
        var pinned = file.Pins.GroupBy(pin => pin.Clause.Clause).SelectMany(pins => pins.Zip(pins.Skip(1), (before, pin) => (pin.Note, Needed: before.Note)))
            .Concat(file.Pins.Where(pin => pin.Supersedes is not null).Select(pin => (pin.Note, Needed: pin.Supersedes!.Value))).ToLookup(pair => pair.Note, pair => pair.Needed);
        var now = ImportPart.Now(found.Length, At, note => new[] { file.Notes[note].Note.ReplyTo, merged[note] }.OfType<int>().Concat(pinned[note]));
        for (var i = 0; i < found.Length; i++)
        {
            var known = found[i] ?? Known(i) ?? new PlacedNote(i, file.Notes[i]);
            Notes.Add(known is { Code: null, IsHere: false } && !now.Contains(i) ? known with { Code = Later, Reason = "The file has more than one import takes. Send it again when the others are in." } : known);
        }

        var later = Notes.Where(note => note.Code == Later).Select(note => note.Index).ToHashSet();
        Pins = [.. file.Pins.Select(Place).OfType<ImportedPin>()];
        Relations = [.. file.Relations.Where(relation => relation.From != relation.To && Notes[relation.From].Code is null && Notes[relation.To].Code is null)];
        Miss("pins", file.Pins.Count(pin => !later.Contains(pin.Note)) - Pins.Length);
        Miss("relations", file.Relations.Count(relation => !later.Contains(relation.From) && !later.Contains(relation.To)) - Relations.Length);
        Miss("merges", Notes.Count(note => note is { Code: null, IsHere: false, From.Note.MergedInto: not null } && Into(note.Index) is null));
        Miss(NextImport, later.Count);
        Miss("wordings", Notes.Count(note => note.IsHere && !IsSaid(here[note.From.Note.Source!], note.From, document.Header)));
    }

    public List<PlacedNote> Notes { get; } = [];

    public ImmutableArray<LeftOut> LeftOut => [.. left];

    private ImmutableArray<ImportedPin> Pins { get; }

    private ImmutableArray<ImportedRelation> Relations { get; }

    /// <summary>The command that brings in what has a place, without who asks.</summary>
    public ImportNotes Command(Guid id, string actor, string request, bool intended)
    {
        var places = new int[Notes.Count];
        var notes = ImmutableArray.CreateBuilder<ImportedNote>();
        var named = Named();
        // What is answered that the file does not have is named alone: it is here.
        var answered = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var note in Notes.Where(note => note is { Code: null, IsHere: false, AnswersHere: not null } && answered.TryAdd(note.AnswersHere, notes.Count)))
            notes.Add(new ImportedNote { Author = note.From.Note.Author, Source = SourceName.Of(NotesFormat.Collab, note.AnswersHere!) });
        foreach (var placed in Notes.Where(note => note.Code is null && (!note.IsHere || named.Contains(note.Index))))
        {
            places[placed.Index] = notes.Count;
            var note = placed.From.Note;
            notes.Add(note with
            {
                Targets = placed.Targets,
                ReplyTo = placed.IsHere ? null : placed.AnswersHere is { } known ? answered[known] : note.ReplyTo is { } parent ? places[parent] : null,
                Motivation = placed.AnswersHere is null && note is { ReplyTo: null, Motivation: Motivations.Replying } && placed.From.IsAnswer ? Motivations.Commenting : note.Motivation,
                MergedInto = placed.IsHere ? null : Into(placed.Index),
            });
        }

        return new ImportNotes
        {
            CommandId = id,
            Actor = actor,
            Request = request,
            Format = file.Format,
            Authors = file.Authors,
            // The other thread may stand behind.
            Notes = [.. notes.Select(note => note.MergedInto is { } into ? note with { MergedInto = places[into] } : note)],
            Pins = [.. Pins.Where(pin => !Notes[pin.Note].IsHere).Select(pin => pin with { Note = places[pin.Note], Supersedes = pin.Supersedes is { } old && Notes[old].Code is null ? places[old] : null })],
            Relations = [.. Relations.Where(relation => !Notes[relation.From].IsHere || !Notes[relation.To].IsHere).Select(relation => relation with { From = places[relation.From], To = places[relation.To] })],
            Override = intended,
        };
    }

    /// <summary>The notes that are named by those that come in: what these answer, stand under, came in the place of or are something to.</summary>
    private HashSet<int> Named() =>
    [
        .. Notes.Where(note => note is { Code: null, IsHere: false }).SelectMany(note => new[] { note.From.Note.ReplyTo, Into(note.Index) }.OfType<int>()),
        .. Pins.Where(pin => !Notes[pin.Note].IsHere).Select(pin => pin.Supersedes).OfType<int>(),
        .. Relations.Where(relation => !Notes[relation.From].IsHere || !Notes[relation.To].IsHere).SelectMany(relation => new[] { relation.From, relation.To }),
    ];

    /// <summary>Where a note goes, by its place in the file: found when it is asked for, what it answers before it.</summary>
    private PlacedNote At(int index)
    {
        var open = new Stack<int>();
        for (int? next = index; next is { } at && found[at] is null; next = file.Notes[at].Note.ReplyTo)
            open.Push(at);
        foreach (var at in open)
            found[at] = Place(at);
        return found[index]!;
    }

    /// <summary>A note that is here already; null where it is not.</summary>
    private PlacedNote? Known(int index)
    {
        var note = file.Notes[index];
        return new[] { note.Note.Source, note.FormerSource }.FirstOrDefault(name => name is not null && here.ContainsKey(name)) is { } source
            ? new PlacedNote(index, note with { Note = note.Note with { Source = source } }) { IsHere = true, Depth = here[source].Depth }
            : null;
    }

    private PlacedNote Place(int index)
    {
        var from = file.Notes[index];
        if (Known(index) is { } known)
            return known;
        var placed = new PlacedNote(index, from);
        if (from.Kept is { } kept)
            return placed with { Code = kept, Reason = from.Because ?? "Its author keeps it private." };
        if (Unfit(from.Note) is { } unfit)
            return placed with { Code = unfit.Code, Reason = unfit.Detail };
        if (from.Passages.Length > ClauseDecider.MaxTargets)
            return choices.TryGetValue(index, out var whole) ? Landed(placed, [landing.Land(new Passage(null, null, null, null), whole)])
                : placed with { Code = "too-many", Reason = $"It is on {from.Passages.Length} passages, and a note takes {ClauseDecider.MaxTargets}. Choose the point to the whole of which it belongs." };
        if (from.Elsewhere.Select(here.GetValueOrDefault).FirstOrDefault(note => note is not null) is { } answered)
            return Under(placed with { AnswersHere = answered.Id }, answered.Depth);
        if (from.Note.ReplyTo is { } parent)
            return At(parent).Code is not null ? placed with { Code = "with-its-note", Reason = "What it answers has no place. Choose one for that." } : Under(placed, At(parent).Depth);
        if (!from.Elsewhere.IsEmpty && !choices.ContainsKey(index))
            return placed with { Code = "no-parent", Reason = "What it answers is neither in the file nor in this document. Import that first, or choose a point: it becomes a note by itself there." };
        if (from.Passages.IsEmpty && choices.TryGetValue(placed.Index, out var only))
            return Landed(placed, [landing.Land(new Passage(null, null, null, null), only)]);
        return Landed(placed, [.. from.Passages.Select(passage => landing.Land(passage, choices.GetValueOrDefault(placed.Index)))]);
    }

    private static PlacedNote Under(PlacedNote placed, int depth) => depth >= ClauseDecider.MaxDepth
        ? placed with { Code = "too-nested", Reason = $"It is an answer to more than {ClauseDecider.MaxDepth} answers, one under the other." }
        : placed with { Depth = depth + 1 };

    private static PlacedNote Landed(PlacedNote placed, ImmutableArray<Landing.Landed> landed) => landed.FirstOrDefault(one => one.Target is null) is { } not
        ? placed with { Code = not.Code, Reason = not.Reason, Candidates = not.Candidates }
        : placed with { Targets = [.. landed.Select(one => one.Target!)] };

    /// <summary>The note under which a thread comes to stand; null where it stands by itself, or the other has no place.</summary>
    private int? Into(int note) => merged[note] is { } into && Notes[into] is { Code: null } other && (!other.IsHere || here[other.From.Note.Source!].Thread is null) ? into : null;

    /// <summary>As in a room, a thread is pinned that stands by itself, and in the place of another.</summary>
    private ImportedPin? Place(FilePin pin) =>
        Notes[pin.Note].Code is null && !file.Notes[pin.Note].IsAnswer && Into(pin.Note) is null && landing.Land(pin.Clause).Target is { } target
            ? new ImportedPin(pin.Note, target.Clause, pin.By, pin.At, pin.Supersedes == pin.Note ? null : pin.Supersedes)
            : null;

    /// <summary>Whether what the file has a note say is said by the one that is here, or was: words that are withheld, there or here, are not compared.</summary>
    private static bool IsSaid(Annotation known, FileNote from, DocumentHeader header)
    {
        if (from.Note.State != AnnotationState.Shown || known.State != AnnotationState.Shown)
            return true;
        var wrote = from.Wrote is { } plain ? Letters(plain) : null;
        return known.History.Select(wording => wording.Body).Prepend(known.Body).Select(body => Mentions.Named(body?.Text ?? "", member => header.Members.GetValueOrDefault(member)?.Name))
            .Any(body => wrote is null ? body == (from.Note.Text ?? "") : Letters(body) == wrote);
    }

    /// <summary>What Markdown leaves alone: all but white space and the signs of ASCII.</summary>
    private static string Letters(string text) => string.Concat(text.Where(sign => char.IsAscii(sign) ? char.IsAsciiLetterOrDigit(sign) : !char.IsWhiteSpace(sign)));

    private void Miss(string what, int count)
    {
        if (count > 0)
            left.Add(new LeftOut(what, count));
    }

    /// <summary>Why its words cannot be kept; null where they can.</summary>
    private static RefusalException? Unfit(ImportedNote note)
    {
        try
        {
            foreach (var wording in note.History.Append(new ImportedWording(null, note.Text, note.Tags)))
            {
                if (wording.Text is not null || !note.MayBeEmpty)
                    WordRules.Body(wording.Text ?? "");
                WordRules.Tags(wording.Tags);
            }

            foreach (var reaction in note.Reactions)
                WordRules.Emoji(reaction.Emoji);
            if (note.Reactions.Length > ClauseDecider.MaxTargets)
                throw new RefusalException("bad-request", $"A note takes at most {ClauseDecider.MaxTargets} different reactions.");
            ForeignRules.Check(note.Foreign);
            WordRules.Reason(note.Reason);
            WordRules.Reason(note.ThreadReason);
            return null;
        }
        catch (RefusalException unfit)
        {
            return unfit;
        }
    }
}
