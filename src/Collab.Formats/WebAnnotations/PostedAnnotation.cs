using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.WebAnnotations;

/// <summary>A Web Annotation that a program sends, as a note of a document: its passages where they are, and beside them all that a note has no word for.</summary>
public sealed record PostedAnnotation
{
    /// <summary>Empty where there are no words.</summary>
    public string Text { get; private init; } = "";

    public ImmutableArray<string> Tags { get; private init; } = [];

    /// <summary>Of a note without words: highlighting, whatever else it says to be for.</summary>
    public string Motivation { get; private init; } = Motivations.Commenting;

    /// <summary>The id of the note that it answers; null for a note.</summary>
    public string? ReplyTo { get; private init; }

    /// <summary>The passages that are found in the text; none for the whole document.</summary>
    public ImmutableArray<TargetRequest> Targets { get; private init; } = [];

    public Foreign? Foreign { get; private init; }

    /// <summary>Whether it is about what the annotation was about that it replaces, word for word as that was given: also where it is on an earlier text, in which nothing is placed anew.</summary>
    public bool KeepsTarget { get; private init; }

    /// <param name="now">The note that it replaces, whose motivation stays; null for a new one.</param>
    /// <param name="given">That note as it is given to whoever replaces it.</param>
    /// <exception cref="RefusalException"><c>bad-request</c>: see <see cref="AnnotationRules"/>; <c>not-found</c>: a clause of the document is meant that it does not have.</exception>
    public static PostedAnnotation Of(JsonElement annotation, WebAddresses addresses, DocumentState document, Annotation? now = null, JsonElement? given = null)
    {
        AnnotationRules.Demand(annotation);
        var bodies = WebAnnotationBodies.Of(annotation);
        var text = bodies.Text is { } words && !WordRules.IsBlank(words) ? words : "";
        var targets = annotation.List("target").Select(target => (Json: target, Source: SourceOf(target))).ToList();
        var answered = targets is [{ Source: { } only }] ? NoteAt(only, addresses, document) : null;
        var motivation = now?.Motivation ?? MotivationOf(annotation, text, answered);
        var id = now is null ? annotation.Text("id") : null;
        var keeps = given?.Get("target") is { } before && annotation.Get("target") is { } after && JsonElement.DeepEquals(before, after);
        var placed = answered is null && !keeps ? Placed(targets, addresses, document) : [];
        return new PostedAnnotation
        {
            Text = text,
            Tags = bodies.Tags,
            Motivation = motivation,
            ReplyTo = answered,
            Targets = placed,
            KeepsTarget = keeps,
            Foreign = ForeignParts.Of(annotation, motivation, keeps ? now?.Foreign?.Target is null : annotation.Get("target") is { } target && IsPlain(target, answered, placed, addresses, document.Header), id),
        };
    }

    /// <summary>Whether the note gives the target back as it came.</summary>
    private static bool IsPlain(JsonElement target, string? answered, ImmutableArray<TargetRequest> placed, WebAddresses addresses, DocumentHeader header)
    {
        if (target.ValueKind == JsonValueKind.String)
            return target.GetString() == (answered is null ? addresses.Page : addresses.Note(answered));
        return answered is null && ForeignParts.IsPlainTarget(target, addresses.IsHere) && target.EnumerateArray().Zip(placed).All(pair =>
        {
            var (sent, found) = pair;
            var here = Anchoring.Resolve(TextIn(header, found.Clause, found.Edition) ?? "", found, 1);
            return sent.Text("source") == addresses.Clause(found.Clause, found.Edition) && sent.Text("scope") == addresses.Page
                && here.Quote == Selectors.Quote(Selectors.Find(sent, "TextQuoteSelector")) && here.Position == Selectors.PositionIn(sent);
        });
    }

    /// <summary>Whether it is about the passages that a note is about, and no others.</summary>
    public bool IsAbout(Annotation note) => Targets.Length == note.Targets.Length && Targets.Zip(note.Targets).All(pair =>
    {
        var (asked, now) = pair;
        if (asked.Clause != now.Clause || asked.Edition != now.Edition)
            return false;
        return (asked.Position is null || asked.Position == now.Position) && (asked.Quote is null ? asked.Position is not null || now.IsWhole : asked.Quote.Exact == now.Quote?.Exact);
    });

    /// <summary>What it says beside the note that it replaces: where that came from, and what it is called everywhere, stays.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: <c>canonical</c> or <c>via</c> is another.</exception>
    public Foreign ForeignAfter(Annotation note)
    {
        var (before, after) = (note.Foreign?.Properties, Foreign?.Properties);
        // What is no Web Annotation's comes by no annotation, and is not taken away by one.
        var own = (Foreign ?? new Foreign()) with { Extra = note.Foreign?.Extra };
        if (before is null)
            return own;
        var (old, now) = (JsonNode.Parse(before)!.AsObject(), after is null ? [] : JsonNode.Parse(after)!.AsObject());
        foreach (var lasting in new[] { "canonical", "via" })
        {
            if (old[lasting] is not { } kept)
                continue;
            if (now[lasting] is { } sent && !JsonNode.DeepEquals(sent, kept))
                throw AnnotationRules.Bad($"Its {lasting} stays what it is. Leave it as it was.");
            now[lasting] ??= kept.DeepClone();
        }

        return own with { Properties = now.Count == 0 ? null : now.ToJsonString() };
    }

    private static string? SourceOf(JsonElement target) => target.Text() ?? target.Text("source") ?? target.Get("source")?.Text("id") ?? target.Text("id");

    /// <summary>By its address here, or by the permanent one that people pass on.</summary>
    private static string? NoteAt(string iri, WebAddresses addresses, DocumentState document) =>
        addresses.NoteOf(iri) is { } id ? document.Find(id) is { } known ? known.Id : throw NoSuchNote
        : addresses.NumberOf(iri) is not var (number, epoch) ? null
        : epoch is not null && epoch != document.Header.Epoch ? throw new RefusalException("resync", "That note was cited before this document was restored from a backup: what has its number now may be another. Send the address that it has now.")
        : document.Annotations.FirstOrDefault(note => note.Number == number)?.Id ?? throw NoSuchNote;

    private static RefusalException NoSuchNote => new("not-found", "There is no such note in this document to answer.");

    private static string MotivationOf(JsonElement annotation, string text, string? answered) => answered is not null ? Motivations.Replying
        : text.Length == 0 ? "highlighting"
        : annotation.Texts("motivation").FirstOrDefault(Motivations.All.Contains) ?? Motivations.Commenting;

    private static ImmutableArray<TargetRequest> Placed(List<(JsonElement Json, string? Source)> targets, WebAddresses addresses, DocumentState document)
    {
        if (targets.Count > ClauseDecider.MaxTargets)
            throw new RefusalException("bad-request", $"An annotation takes at most {ClauseDecider.MaxTargets} targets. Make two of it.");
        var landing = new Lazy<Landing>(() => new Landing(document.Header));
        return [.. targets.Where(target => target.Source is { } source && addresses.IsHere(source)).Select(target => Place(target.Json, addresses.PlaceOf(target.Source!), landing, document.Header)).OfType<TargetRequest>()];
    }

    /// <summary>
    /// The passage where the selectors that are understood name one; where they do not, what the address alone names: the clause, or null
    /// for the whole document. It is never a guess: the selectors are kept as they came.
    /// </summary>
    private static TargetRequest? Place(JsonElement target, (string? Clause, string? Edition) named, Lazy<Landing> landing, DocumentHeader header)
    {
        var (clause, edition) = named;
        if (edition == Edition.First)
            edition = null;
        if ((clause is not null && !header.ClausesById.ContainsKey(clause)) || (edition is not null && header.Editions.All(known => known.Id != edition)))
            throw new RefusalException("not-found", "There is no such point in this document, or no such edition of it. Read the document again for its points.");
        var quote = Selectors.Quote(Selectors.Find(target, "TextQuoteSelector"));
        var position = clause is null ? null : Selectors.PositionIn(target);
        // What is placed in the text as it is now is not said of a later one.
        int? revision = edition is null ? header.Revision : null;
        var whole = clause is null ? null : new TargetRequest(clause, revision, Edition: edition);
        if (quote is null && position is null)
            return whole;
        var text = clause is null ? null : TextIn(header, clause, edition);
        return landing.Value.Land(new Passage(clause, null, text, quote, position, edition)).Target is { } landed && (clause is null || landed.Clause == clause) ? landed with { Revision = revision } : whole;
    }
    private static string? TextIn(DocumentHeader header, string clause, string? edition) =>
        edition is null ? header.ClausesById[clause].Text : header.Editions.First(known => known.Id == edition).Find(clause)?.Text;
}
