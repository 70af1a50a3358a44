using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.Hypothesis;

/// <summary>
/// The text of a document as the page has it on which Hypothesis' client runs: the title, then the clauses, and nothing between them. Its
/// positions count UTF-16 units of the whole page, ours code points within a clause.
/// </summary>
public sealed class PageText
{
    private static readonly ConditionalWeakTable<ImmutableDictionary<string, Clause>, PageText> Known = [];

    private readonly DocumentHeader header;
    private readonly List<(Clause Clause, int Start)> places = [];
    private readonly Lazy<Landing> landing;
    private readonly Lock gate = new();

    private PageText(DocumentHeader header)
    {
        this.header = header;
        landing = new(() => new Landing(header));
        var at = header.Title.Length;
        foreach (var clause in header.Clauses)
        {
            places.Add((clause, at));
            at += clause.Text.Length;
        }

        Text = string.Concat([header.Title, .. header.Clauses.Select(clause => clause.Text)]);
    }

    public string Text { get; }

    public static PageText Of(DocumentHeader header) => Known.GetValue(header.ClausesById, _ => new PageText(header));

    /// <summary>The page that was made when the log stood there, which may show a text that was revised since.</summary>
    public static PageText At(DocumentHeader header, long seq) => header.Former.FirstOrDefault(text => seq <= text.Until) is not { } former ? Of(header)
        : new PageText(header with { Clauses = former.Clauses, ClausesById = former.Clauses.ToImmutableDictionary(clause => clause.Id), Revision = former.Revision });

    /// <summary>Of the text that it shows.</summary>
    public int Revision => header.Revision;

    /// <summary>Where a target's words are in the page; null where they are not, are another edition's, or those of an earlier text.</summary>
    public (int Start, int End)? RangeOf(Target target)
    {
        if (target.Edition is not null || target.Revision != header.Revision || places.Find(place => place.Clause.Id == target.Clause) is not { Clause: { } clause } place)
            return null;
        if (target.IsWhole)
            return (place.Start, place.Start + clause.Text.Length);
        return Export.PassagePlace.In(clause, target, header.Revision) is var (start, end) ? (place.Start + start, place.Start + end) : null;
    }

    /// <summary>
    /// The passages that the selectors of a target name here, one for each clause that they reach into. What is not there word by word, or could
    /// be in more than one place, is nowhere: never in a clause that was not meant.
    /// </summary>
    /// <param name="target">A target as the client sends it.</param>
    public ImmutableArray<TargetRequest> Find(JsonElement target) => [.. Passages(target).Select(passage => passage with { Revision = Revision })];

    private ImmutableArray<TargetRequest> Passages(JsonElement target)
    {
        var quote = Selectors.Quote(Selectors.Find(target, "TextQuoteSelector"));
        if (Selectors.Find(target, "ClauseSelector") is { } ours && ours.Text("clause") is { } clause)
            return InClause(clause, ours, quote);
        if (quote is null)
            return [];
        if (Selectors.Position(Selectors.Find(target, "TextPositionSelector")) is var (start, end) && IsAt(start, end, quote.Exact))
            return Cut(start, end);
        return Land(new Passage(null, null, null, quote));
    }

    /// <summary>Our own selector, which names the clause: as it comes back when a file of ours is imported.</summary>
    private ImmutableArray<TargetRequest> InClause(string clause, JsonElement selector, TextQuoteSelector? quote)
    {
        var position = Selectors.Position(selector);
        if (!header.ClausesById.TryGetValue(clause, out var known) || selector.Text("edition") is not null)
            return [];
        // What it says of another text is no place in this one, whatever stands there.
        if (selector.Number("revision") is { } revision && header.ClauseIn(revision, clause)?.Text != known.Text)
            return [];
        // A note on a whole clause quotes all of it, for readers that know no clauses.
        var whole = position is null && (quote is null || quote.Exact == known.Text);
        return Land(new Passage(clause, null, known.Text, whole ? null : quote, position));
    }

    /// <summary>One at a time: it remembers what it has read, and all who ask about the text share it.</summary>
    private ImmutableArray<TargetRequest> Land(Passage passage)
    {
        lock (gate)
            return landing.Value.Land(passage).Target is { } found ? [found] : [];
    }

    private bool IsAt(int start, int end, string exact) => start >= 0 && end > start && end <= Text.Length && Text.AsSpan(start, end - start).SequenceEqual(exact)
        && !Splits(start) && !Splits(end);

    private bool Splits(int at) => at > 0 && at < Text.Length && char.IsSurrogatePair(Text[at - 1], Text[at]);

    private ImmutableArray<TargetRequest> Cut(int start, int end)
    {
        var passages = ImmutableArray.CreateBuilder<TargetRequest>();
        foreach (var (clause, at) in places)
        {
            var (from, to) = (Math.Max(start, at) - at, Math.Min(end, at + clause.Text.Length) - at);
            if (to <= from || string.IsNullOrWhiteSpace(clause.Text[from..to]))
                continue;
            var here = Anchoring.Describe(clause.Id, 1, clause.Text, from, to);
            passages.Add(new TargetRequest(clause.Id, null, here.Quote, here.Position));
        }

        return passages.ToImmutable();
    }
}
