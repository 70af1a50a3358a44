using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Web.Tests.Engine;

/// <summary>Its text is revised now and then.</summary>
internal sealed partial class RandomDocument
{
    /// <summary>A point has other words, or is gone, or one comes; and what that left may be left there.</summary>
    private void Revise()
    {
        var parts = Head.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, clause.Text)).ToList();
        var at = random.Next(parts.Count);
        if (random.Next(3) > 0)
            parts[at] = parts[at] with { Text = $"Once more: {parts[at].Text}" };
        else if (parts.Count > 2)
            parts.RemoveAt(at);
        else
            parts.Add(new(null, ClauseKind.Paragraph, 0, $"Amendment {random.Next(1000)} has words that stand nowhere else."));
        var pairs = RevisionPreview.PairsOf(Head.Header, Head.Header.Revision, parts, null, new HashSet<int>());
        Do(new ReviseText { CommandId = Guid.NewGuid(), Actor = Owner, Revision = Head.Header.Revision, Text = "text", Drafts = [.. parts], Pairs = [.. pairs.Select(pair => pair with { Sure = true })], Reason = random.Next(2) == 0 ? null : "a correction" });
        if (ReviewQueue.Of(Head).FirstOrDefault(note => ReviewQueue.Waits(note, Head.Header.Revision)) is { } left)
            Do(new KeepNote { CommandId = Guid.NewGuid(), Actor = Owner, Annotation = left.Id, Version = left.Version });
    }
}
