using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Reading;
using Collab.Domain.Relations;
using Collab.Domain.Revisions;
using Collab.Domain.Views;
using Collab.Formats.Export;
using Collab.Formats.Markdown;
using Collab.Web.Languages;
using Collab.Web.Models;

namespace Collab.Server.Pages;

/// <summary>The notes of a document for the page without script, as one audience may see them.</summary>
/// <param name="state">The document at the moment that is shown.</param>
/// <param name="head">The document now: a past moment is shown by the policy of now.</param>
/// <param name="own">The reader's private notes.</param>
/// <param name="text">Says it in the language of the page.</param>
internal sealed class ReadingNotes(DocumentState state, DocumentState head, Audience audience, IEnumerable<Annotation> own, PageTexts text)
{
    private readonly ILookup<string?, Annotation> _replies = Living(state.Annotations).Where(annotation => Above(annotation) is not null).OrderBy(annotation => annotation.Number).ToLookup(Above);
    private readonly List<Annotation> _roots = [.. Living(state.Annotations).Where(annotation => Above(annotation) is null).Concat(own).OrderBy(annotation => annotation.Created).ThenBy(annotation => annotation.Number)];

    private readonly ILookup<string, ExportRelation> _relations = state.Header.Relations.Where(said => Relation.IsTold(said.From, said.To, head, audience))
        .Select(said => new ExportRelation(said, state.Find(said.From)!.Number, [], state.Find(said.To)!.Number, [], ""))
        .SelectMany(said => new[] { (Of: said.Relation.From, said), (Of: said.Relation.To, said) }).ToLookup(said => said.Of, said => said.said);

    /// <summary>The notes at a clause: pins in their order, then the others.</summary>
    public IReadOnlyList<ReadingNote> At(Clause clause)
    {
        var pins = state.At(clause.Id).Pins.Select(pin => pin.Annotation).ToList();
        var pinned = pins.Select(id => _roots.Find(root => root.Id == id)).OfType<Annotation>().Select(note => Note(note, clause.Id) with { Pinned = true });
        return [.. pinned, .. _roots.Where(root => !pins.Contains(root.Id) && root.Targets.Any(target => target.Clause == clause.Id)).Select(note => Note(note, clause.Id))];
    }

    /// <summary>The notes at a clause that speak for a stance, by number, and whatever became of them.</summary>
    public IEnumerable<Annotation> Speaking(string clause) =>
        state.Annotations.Where(note => note.Stance is not null && note.Targets.Any(target => target.Clause == clause)).OrderBy(note => note.Number);

    /// <summary>The notes on the whole document that are pinned nowhere.</summary>
    public IReadOnlyList<ReadingNote> OnDocument()
    {
        var pinned = state.Pins.Select(pin => pin.Annotation).ToHashSet();
        return [.. _roots.Where(root => root.Targets.IsEmpty && !pinned.Contains(root.Id)).Select(note => Note(note, null))];
    }

    /// <summary>What its author removed is left out, unless an answer to it stands.</summary>
    private static IEnumerable<Annotation> Living(IEnumerable<Annotation> annotations)
    {
        var all = annotations.ToDictionary(annotation => annotation.Id);
        HashSet<string> kept = [];
        foreach (var living in all.Values.Where(annotation => annotation.State != AnnotationState.Deleted))
        {
            for (var at = living; at is not null && kept.Add(at.Id); at = Above(at) is { } parent ? all.GetValueOrDefault(parent) : null)
            {
            }
        }

        return all.Values.Where(annotation => kept.Contains(annotation.Id));
    }

    private string Named(string words, bool markdown = true) => Mentions.Named(words, member => audience.NameOf(member, head.Header), markdown);
    /// <summary>The note under which one stands: the one that it answers, or the one under which its thread was merged.</summary>
    private static string? Above(Annotation annotation) => annotation.ReplyTo ?? annotation.MergedInto;

    private IEnumerable<string> For(Annotation note)
    {
        if (note.Said is { } said)
            yield return text["said aloud by {0}", said.Speaker ?? audience.NameOf(said.Member!, head.Header) ?? ""];
        if (note.Stance is { } stance)
            yield return text["for the stance “{0}”", text.StanceName(state.Header.Stances, stance)];
        foreach (var relation in _relations[note.Id])
            yield return Said(relation, note.Number);
    }

    private string Said(ExportRelation said, int of) => (said.Relation.Kind, said.FromNumber == of) switch
    {
        (RelationKind.Answers, true) => text["answers note {0}", said.ToNumber],
        (RelationKind.Answers, false) => text["answered by note {0}", said.FromNumber],
        (RelationKind.Contradicts, true) => text["contradicts note {0}", said.ToNumber],
        (RelationKind.Contradicts, false) => text["contradicted by note {0}", said.FromNumber],
        (_, true) => text["supports note {0}", said.ToNumber],
        (_, false) => text["supported by note {0}", said.FromNumber],
    };

    private static ReadingQuote Quote(Target target, Edition? edition) => new(target.Quote!.Exact, edition?.Title, edition?.Language);

    private ReadingNote Note(Annotation annotation, string? clause)
    {
        var (shown, withheld) = AnnotationView.Of(annotation, head, audience);
        return new ReadingNote(shown.Id, shown.Number, audience.NameOf(shown.Creator, head.Header) ?? "", shown.Created)
        {
            Modified = shown.Modified,
            State = AnnotationWriter.Name(shown.State),
            Reason = shown.Reason,
            // Where a passage is marked, somebody reads what is said about it.
            Spans = withheld ? [] : [.. shown.Targets.Where(target => target.Position is not null && (target.Edition is not null || target.Revision == state.Header.Revision)).Select(target => new TextSpan(target.Clause, target.Position!.Start, target.Position.End, target.Edition))],
            Quotes = [.. shown.Targets.Where(target => target.Clause == clause && target.Quote is not null).Select(target => Quote(target, state.Header.Editions.FirstOrDefault(edition => edition.Id == target.Edition)))],
            Text = shown.Body is { } said ? Named(said.Text, markdown: false) : null,
            Html = shown.Body is { } body ? MarkdownRenderer.ToHtml(Named(body.Text)) : null,
            Tags = [.. shown.Tags],
            Resolved = shown.Resolved,
            ThreadReason = shown.ThreadReason,
            For = [.. For(shown)],
            OnEarlierText = ReviewQueue.IsOnEarlierText(shown, state.Header.Revision),
            Private = AnnotationId.IsPrivate(shown.Id),
            Reactions = [.. shown.Reactions.Select(reaction => new ReactionModel(reaction.Emoji, reaction.Members.Length)).OrderByDescending(reaction => reaction.Count)],
            Replies = [.. _replies[shown.Id].Select(reply => Note(reply, clause))],
            AlsoAt = [.. shown.Targets.Select(target => target.Clause).Distinct().Where(other => other != clause)
                .Select(state.Header.ClauseOf).OfType<Clause>().Select(other => text.NameOf(other))],
        };
    }
}
