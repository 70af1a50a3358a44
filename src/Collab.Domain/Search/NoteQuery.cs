using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;

namespace Collab.Domain.Search;

/// <summary>A search in one document by one reader: what it asks of an index, and what is asked of each note that the index names.</summary>
public sealed class NoteQuery
{
    private readonly SearchQuery _query;
    private readonly ImmutableHashSet<string> _pinned;
    private readonly ImmutableHashSet<string>[] _points;
    private readonly int[] _beyond;

    /// <param name="query">What is looked for.</param>
    /// <param name="state">The document now: by it is judged.</param>
    /// <param name="audience">Whoever asks.</param>
    /// <exception cref="RefusalException"><c>bad-query</c>: the text has no such point.</exception>
    public NoteQuery(SearchQuery query, DocumentState state, Audience audience)
    {
        (_query, State, Audience) = (query, state, audience);
        _pinned = query.Conditions.Any(condition => condition is Condition.Is { Kind: NoteKind.Pinned }) ? [.. state.Pins.Select(pin => pin.Annotation)] : [];
        _points = [.. query.Conditions.Select(condition => condition is Condition.About about ? PointRange.Of(about, state.Header) : [])];
        _beyond = [.. Enumerable.Range(0, query.Conditions.Length).Where(i => query.Conditions[i] is not (Condition.Holds or Condition.By))];
        Terms = [.. query.Conditions.Select(TermOf).OfType<IndexTerm>()];
    }

    /// <summary>The document by which it is judged.</summary>
    public DocumentState State { get; }

    /// <summary>Whoever asks.</summary>
    public Audience Audience { get; }

    /// <summary>What must all be so by the index; none where it cannot help.</summary>
    public ImmutableArray<IndexTerm> Terms { get; }

    /// <summary>Whether the reader may read the note, and whether everything is so that the index does not know.</summary>
    public bool Admits(Annotation note)
    {
        if (!Audience.MayRead(note))
            return false;
        foreach (var i in _beyond)
        {
            if (!Admits(note, _query.Conditions[i], _points[i]))
                return false;
        }

        return true;
    }

    /// <summary>The same with what the index knows: for a note that has changed since.</summary>
    public bool Finds(Annotation note)
    {
        if (!Admits(note))
            return false;
        var tokens = IndexedNote.Of(note).Tokens;
        return Terms.All(term => term.Finds(tokens));
    }

    /// <summary>How much a note is about what was asked: more for what stands in it often, in few words, and in its tags. Of nothing but this note.</summary>
    public double Relevance(Annotation note)
    {
        var (body, tags, quotes) = (IndexedNote.Said(note), note.Tags.SelectMany(Tokenizer.Tokens).ToList(), note.Targets.SelectMany(target => Tokenizer.Tokens(target.Quote?.Exact ?? "")).ToList());
        var score = 0.0;
        foreach (var term in Terms.Where(term => !term.IsNot))
        {
            var count = term.Phrase is null ? 0 : term.Phrase.CountIn(body) + (2 * term.Phrase.CountIn(tags)) + (0.5 * term.Phrase.CountIn(quotes));
            count += term.CountOfMembers([IndexedNote.Author(note.Creator), .. body]);
            score += count / (count + 1 + (body.Count / 100.0));
        }

        return score;
    }

    private bool Admits(Annotation note, Condition condition, ImmutableHashSet<string> points) => condition switch
    {
        Condition.Is kind => IsOf(note, kind.Kind) != condition.IsNot,
        Condition.Tagged tag => note.Tags.Any(text => IsTag(text, tag)) != condition.IsNot,
        Condition.About => IsAbout(note, points) != condition.IsNot,
        Condition.Within time => (note.Created >= time.From && note.Created < time.Until) != condition.IsNot,
        _ => true,
    };

    private bool IsOf(Annotation note, NoteKind kind) => kind switch
    {
        NoteKind.Note => note.ReplyTo is null,
        NoteKind.Reply => note.ReplyTo is not null,
        NoteKind.Question => note.Motivation == Motivations.Questioning,
        NoteKind.Pinned => _pinned.Contains(note.Id),
        NoteKind.Resolved => note.ReplyTo is null && note.Resolved,
        NoteKind.Unresolved => note.ReplyTo is null && !note.Resolved,
        NoteKind.Edited => note.Version > 1,
        NoteKind.Hidden => note.State == AnnotationState.Hidden,
        _ => note.Creator == Audience.Member,
    };

    private static bool IsTag(string text, Condition.Tagged asked)
    {
        var tokens = Tokenizer.Tokens(text);
        return asked.Whole.IsEmpty ? asked.Tag.Begins(tokens) : tokens.SequenceEqual(asked.Whole);
    }

    /// <summary>A reply is about what its thread is about.</summary>
    private bool IsAbout(Annotation note, ImmutableHashSet<string> points)
    {
        var targets = note.Thread is { } thread && State.Find(thread) is { } root ? root.Targets : note.Targets;
        return targets.IsEmpty ? note.Home is { } home && points.Contains(home) : targets.Any(target => points.Contains(target.Clause));
    }

    private IndexTerm? TermOf(Condition condition) => condition switch
    {
        Condition.Holds words => new(words.Phrase, [.. Called(words.Phrase).SelectMany(member => new[] { IndexedNote.Author(member), IndexedNote.Named(member) })], words.IsNot),
        Condition.By by => new(null, by.Name is { } name ? [.. Called(name).Select(IndexedNote.Author)] : Mine, by.IsNot),
        // A tag that must not be there may stand as words elsewhere: the index would say too much.
        Condition.Tagged { IsNot: false } tag => new(tag.Tag, [], false),
        Condition.Is { Kind: NoteKind.Mine } mine => new(null, Mine, mine.IsNot),
        _ => null,
    };

    private ImmutableArray<string> Mine => Audience.Member is { } me ? [IndexedNote.Author(me)] : [];

    /// <summary>The members whose names, as the reader sees them, have these words.</summary>
    private IEnumerable<string> Called(Phrase words) =>
        State.Header.Members.Values.Where(member => words.IsIn(Tokenizer.Tokens(Audience.NameOf(member, State.Header.Seminar)))).Select(member => member.Id);
}
