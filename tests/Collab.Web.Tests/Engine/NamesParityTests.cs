using System.Text.Json;
using Collab.Domain.Documents;

namespace Collab.Web.Tests.Engine;

/// <summary>The page and the server call a clause the same.</summary>
[Collection(EngineCollection.Name)]
public class NamesParityTests(EngineFixture engine)
{
    private static readonly string?[] Labels = [null, "", "3", "3.", "1.1", "12a", "§ 3", "§12a", "(3)", "(b)", "Article 3", "Art. I", "IV", "第一条", "٣", "3 bis", "é", "."];

    private static readonly string[] Texts =
    [
        "", "Short.", "Whereas the assembly has heard the report and wishes to answer it", "Averyveryverylongwordwithoutanyspacesinitatallwhichhastobecutsomewhere",
        "12345678901234567890123😀45678901234567890", "two\n\nparagraphs  and\tspaces to be joined into one line of words", "第一条这是一个很长的没有空格的句子它必须在某处被截断所以它足够长足够长",
    ];

    [Fact]
    public async Task Whatever_its_kind_label_and_text()
    {
        var clauses = (from kind in Enum.GetValues<ClauseKind>() from label in Labels from text in Texts select new Clause { Id = "c", Kind = kind, Label = label, Text = text }).ToList();
        await CompareAsync(clauses);
    }

    [Fact]
    public async Task Whatever_is_generated()
    {
        var random = new Random(20261123);
        string Any(string[] alphabet, int most) => string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => alphabet[random.Next(alphabet.Length)]));
        var generated = Enumerable.Range(0, 500).Select(_ => new Clause
        {
            Id = "c",
            Kind = (ClauseKind)random.Next(Enum.GetValues<ClauseKind>().Length),
            Label = Any(["a", "1", "(", ")", "§", ".", " ", "第", "٣", "😀"], 6),
            Text = Any(["word", "a", " ", "\n", ".", "😀", "é", "longerword"], 30),
        }).ToList();
        await CompareAsync(generated);
    }

    [Theory]
    [InlineData("3", "§ 3")]
    [InlineData("point 3", "§ 3")]
    [InlineData("§3", "§ 3")]
    [InlineData("4", "(4)")]
    [InlineData("article 5", "Article 5")]
    [InlineData("5", "Article 5")]
    [InlineData("1.1", "1.1")]
    [InlineData("11", "11")]
    [InlineData("b", "(b)")]
    [InlineData("第一条", "第一条")]
    [InlineData("preamble", null)]
    [InlineData("the preamble", null)]
    public async Task What_somebody_types_finds_its_point(string typed, string? label)
    {
        string?[] labels = [null, "1.1", "11", "§ 3", "(4)", "Article 5", "(b)", "第一条"];
        var clauses = labels.Select(l => new { kind = l is null ? "preamble" : "point", label = l, text = "Some words." });
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<int>("""
            async ([clauses, typed]) => {
              const { findClause } = await import('/js/model/names.js');
              const all = JSON.parse(clauses).map(clause => ({ ...clause, label: clause.label ?? undefined }));
              return all.indexOf(findClause(all, typed));
            }
            """, new[] { JsonSerializer.Serialize(clauses), typed });
        Assert.Equal(Array.IndexOf(labels, label), found);
        await page.Context.CloseAsync();
    }

    private async Task CompareAsync(List<Clause> clauses)
    {
        var page = await engine.OpenAsync();
        var names = await page.EvaluateAsync<string[]>("""
            async clauses => {
              const { nameOf } = await import('/js/model/names.js');
              return JSON.parse(clauses).map(({ kind, label, text }) => nameOf({ kind, label: label ?? undefined, text }));
            }
            """, JsonSerializer.Serialize(clauses.Select(c => new { kind = c.Kind.ToString().ToLowerInvariant(), label = c.Label, text = c.Text })));
        Assert.Equal(clauses.Select(c => c.Name), names);
        await page.Context.CloseAsync();
    }
}
