using Collab.Testing;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>What may be taken away, in every format that carries notes.</summary>
internal static class Exports
{
    private static readonly string[] Formats = ["json", "jsonld", "markdown", "html", "csv"];

    /// <summary>Expects each note and reason that somebody may read in it once, and nothing of any other.</summary>
    public static async Task ExpectAsync(Participant who, string document, Ledger ledger, bool readsHidden)
    {
        var wrong = new List<string>();
        foreach (var format in Formats)
        {
            using var answer = await who.GetAsync($"/api/documents/{document}/export?format={format}&scope=all");
            answer.EnsureSuccessStatusCode();
            Check(await answer.Content.ReadAsStringAsync(), format);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        void Check(string text, string format)
        {
            foreach (var said in ledger.All)
            {
                var (times, reads) = (text.Split(said.Mark).Length - 1, said.Fate == Fate.Shown || (said.Fate == Fate.Hidden && (readsHidden || said.Author == who.Member)));
                var may = said.Fate switch
                {
                    Fate.Former => format == "json",
                    Fate.Outdated => format is "json" or "markdown" or "html",
                    _ => false,
                };
                if (times != (reads ? 1 : 0) && !(may && times == 1))
                    wrong.Add($"{format} for {who.Name}: {said} is in it {times} times");
            }
        }
    }
}
