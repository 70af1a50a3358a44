using System.Collections.Immutable;
using System.Text;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Relations;

namespace Collab.Domain.Importing;

/// <summary>
/// The events of one import: first who wrote, then each note with all that happened to it, then pins and relations. A note that
/// the document has from an earlier import is passed over, and what the file says of it; replies to it come in.
/// </summary>
internal sealed class NoteImport
{
    private readonly ClauseContext context;
    private readonly DocumentState state;
    private readonly ImportNotes command;
    private readonly string[] authors;
    private readonly Annotation?[] known;
    private readonly string[] ids;
    private readonly int[] depths;
    private readonly bool[] named;
    private readonly ImmutableArray<Proposal>.Builder proposals = ImmutableArray.CreateBuilder<Proposal>();

    public NoteImport(ClauseContext context, DocumentState state, ImportNotes command)
    {
        (this.context, this.state, this.command) = (context, state, command);
        var brought = Sources(state);
        var before = state.Header.Authors.Values.ToLookup(author => author.Name, StringComparer.Ordinal);
        // Who wrote what was imported before is the same author again.
        authors = [.. command.Authors.Select(name => before[name].FirstOrDefault()?.Id ?? Identifier.New())];
        named = [.. authors.Select(state.Header.Authors.ContainsKey)];
        known = [.. command.Notes.Select(note => note.Source is { } source ? brought.GetValueOrDefault(source) : null)];
        (ids, depths) = (new string[command.Notes.Length], new int[command.Notes.Length]);
    }

    /// <summary>The notes of the document by the digests of what a file calls them: its own as its exports do, imported ones as the file did that they came from.</summary>
    public static Dictionary<string, Annotation> Sources(DocumentState state)
    {
        var brought = new Dictionary<string, Annotation>(StringComparer.Ordinal);
        foreach (var note in state.Annotations)
        {
            brought.TryAdd(SourceName.Of(NotesFormat.Collab, note.Id), note);
            brought.TryAdd(SourceName.OfNumber(state.Header.Id, state.Header.Epoch, note.Number), note);
            if (note.Imported?.Source is { } source)
                brought.TryAdd(source, note);
        }

        return brought;
    }

    /// <exception cref="RefusalException">Something in the file cannot be kept: see <see cref="WordRules"/> and <see cref="Anchoring"/>.</exception>
    public ImmutableArray<Proposal> Proposals()
    {
        // What is here is named by what is not, and brings nothing.
        var brought = command.Notes.Where((_, i) => known[i] is null).ToList();
        if (brought.Count > ImportNotes.Most || brought.Sum(Bytes) > ImportNotes.MostBytes)
            throw new RefusalException("too-large", $"One import takes {ImportNotes.Most} notes, of {ImportNotes.MostBytes / 1024 / 1024} MiB together. Divide the file, and import one part after the other.");
        for (var i = 0; i < ids.Length; i++)
            Add(i, command.Notes[i]);
        for (var i = 0; i < ids.Length; i++)
        {
            if (known[i] is null && command.Notes[i] is { MergedInto: { } into, ReplyTo: null } note)
                About(i, new ThreadMerged(ids[i], ids[into]) { Original = new Original(By(note.Author)) });
        }

        // As in a room, a note is pinned at a point once, and not when it is gone.
        foreach (var pin in command.Pins.Where(pin => known[pin.Note] is null && command.Notes[pin.Note].State is (AnnotationState.Shown or AnnotationState.Hidden)).DistinctBy(pin => (pin.Note, pin.Clause)))
            proposals.Add(new(pin.Clause, new PinPlaced(ids[pin.Note], pin.Clause, int.MaxValue, pin.Supersedes is { } old ? ids[old] : null) { Original = new Original(By(pin.By), pin.At) }));
        foreach (var relation in command.Relations.Where(said => known[said.From] is null || known[said.To] is null))
            proposals.Add(new(null, new RelationAdded(ids[relation.From], relation.Kind, ids[relation.To]) { Original = new Original(By(relation.By), relation.At) }));
        return proposals.ToImmutable();
    }

    private void Add(int at, ImportedNote note)
    {
        if (known[at] is { } here)
        {
            (ids[at], depths[at]) = (here.Id, here.Depth);
            return;
        }

        var root = Root(at, note);
        depths[at] = note.ReplyTo is { } answered ? depths[answered] + 1 : 0;
        if (depths[at] > ClauseDecider.MaxDepth || note.Reactions.Length > ClauseDecider.MaxTargets)
            throw new RefusalException("bad-request", $"A note takes at most {ClauseDecider.MaxTargets} different reactions, and answers stand at most {ClauseDecider.MaxDepth} deep.");
        var targets = ClauseDecider.Resolve(context, note.ReplyTo is null ? note.Targets : []);
        var home = note.ReplyTo is null ? AddAnnotation.OnlyClause(note.Targets) : AnnotationId.HomeOf(root!);
        ids[at] = AnnotationId.New(home);
        var original = new Original(By(note.Author), note.Created) { Source = note.Source };
        var first = note.History.IsEmpty ? new ImportedWording(note.Created, note.Text, note.Tags) : note.History[0];
        if (note.History.IsEmpty)
            original = original with { Version = note.Version > 1 ? Math.Min(note.Version, ImportedNote.MostVersions) : null, Modified = note.Modified };
        var words = Checked(first, note) with { Quotes = note.ReplyTo is null ? [.. targets.Select(target => target.Quote)] : null };
        var motivation = Motivations.All.Contains(note.Motivation) ? note.Motivation : Motivations.Commenting;
        var stance = context.Stances.Scale.Contains(note.Stance ?? "") ? note.Stance : null;
        AnnotationEventData added = note.ReplyTo is { } parent
            ? new ReplyAdded(ids[at], 0, ids[parent], root!)
            : new AnnotationAdded(ids[at], 0, [.. targets.Select(Place.Of)], motivation, Stance: stance);
        proposals.Add(new(home, added with { Original = original }, WordRules.Note(words with { SaidBy = Name(note.SaidBy), Foreign = note.History.IsEmpty ? KeptOf(note) : null })));
        for (var i = 1; i <= note.History.Length; i++)
        {
            var wording = i < note.History.Length ? note.History[i] : new ImportedWording(note.Modified, note.Text, note.Tags);
            About(at, new AnnotationEdited(ids[at], i + 1) { Original = new Original(original.By, wording.At) }, WordRules.Note(Checked(wording, note) with { Foreign = i < note.History.Length ? null : KeptOf(note) }));
        }

        Happened(at, note, original);
    }

    private void Happened(int at, ImportedNote note, Original original)
    {
        var id = ids[at];
        foreach (var reaction in note.Reactions)
        {
            foreach (var author in reaction.Authors)
                About(at, new ReactionAdded(id, WordRules.Emoji(reaction.Emoji)) { Original = new Original(By(author)) });
        }

        if (note.Resolved)
            About(at, new ThreadResolved(id) { Original = By(note.ThreadReasonBy, original) }, Because(note.ThreadReason));
        else if (note.ThreadReason is not null)
            About(at, new ThreadReopened(id) { Original = By(note.ThreadReasonBy, original) }, Because(note.ThreadReason));
        if (note.State is AnnotationState.Deleted or AnnotationState.Erased)
            About(at, new AnnotationDeleted(id) { Original = original with { At = note.Modified ?? note.Created, Source = null, Version = null, Modified = null } });
        else if (note.State == AnnotationState.Hidden)
            About(at, new AnnotationHidden(id) { Original = By(note.ReasonBy, original) }, Because(note.Reason));
        else if (note.Reason is not null)
            About(at, new AnnotationShown(id) { Original = By(note.ReasonBy, original) }, Because(note.Reason));
    }

    /// <summary>The id of the note at the top of a reply's thread.</summary>
    private string? Root(int at, ImportedNote note)
    {
        if (note.ReplyTo is not { } parent)
            return null;
        if (parent >= at)
            throw new ArgumentException("A reply stands before what it answers.", nameof(note));
        return known[parent] is { } here ? here.Thread ?? here.Id : Root(parent, command.Notes[parent]) ?? ids[parent];
    }

    private void About(int at, AnnotationEventData data, Words? words = null) => proposals.Add(new(AnnotationId.HomeOf(ids[at]), data, words));

    /// <summary>The author's id; before the first event that names it comes who it is.</summary>
    private string By(int author)
    {
        if (!named[author])
            proposals.Add(new(null, new AuthorNamed(authors[author]), new Words { Name = command.Authors[author] }));
        named[author] = true;
        return authors[author];
    }

    private Original By(int? author, Original otherwise) => new(author is { } by ? By(by) : otherwise.By);

    private static Words Checked(ImportedWording wording, ImportedNote note) => new()
    {
        Body = wording.Text is null && note.MayBeEmpty ? null : WordRules.Body(wording.Text ?? ""),
        Tags = WordRules.Tags(wording.Tags),
    };

    private static Foreign? KeptOf(ImportedNote note) => Foreign.OrNone(ForeignRules.Check(note.Foreign));

    private static Words? Because(string? reason) => WordRules.Reason(reason) is { } given ? new Words { Reason = given } : null;

    private static string? Name(string? name) => name is null ? null : AuthorName.Of(name);

    /// <summary>Of UTF-8 in all that it says.</summary>
    internal static int Bytes(ImportedNote note) => note.History.Append(new ImportedWording(null, note.Text, note.Tags))
        .Sum(wording => Encoding.UTF8.GetByteCount(wording.Text ?? "") + wording.Tags.Sum(Encoding.UTF8.GetByteCount)) + ForeignRules.Bytes(note.Foreign);
}
