using Collab.Domain.Documents;
using Collab.Domain.Revisions;
using Collab.Server.Pages;

namespace Collab.Server.Tests.Pages;

public sealed class RevisionPagesTests
{
    [Fact]
    public void A_page_gives_one_budget_to_all_its_changes()
    {
        // 40 words each, none of which stands once: 79 pieces by 79, and so half of what this page may cost and a little.
        static string Words(int seed) => string.Join(' ', Enumerable.Range(0, 40).Select(n => $"w{(n + 1) * seed % 7}"));
        static Clause Point(string id, int seed) => new() { Id = id, Kind = ClauseKind.Point, Text = Words(seed) };
        TextChange[] changes = [.. Enumerable.Range(1, 3).Select(n => new TextChange(ClauseChange.Reworded, [Point($"c{n}", 2)], [Point($"c{n}", 3)]))];
        var shown = RevisionPages.ToChanges(changes, DocumentState.New("d", "e").Header, new DiffBudget(2_000)).ToList();
        Assert.Contains(shown[0].Words, word => word.Kept == 0);
        Assert.All(shown.Skip(1), change => Assert.Equal([-1, 1], change.Words.Select(word => word.Kept)));
    }
}
