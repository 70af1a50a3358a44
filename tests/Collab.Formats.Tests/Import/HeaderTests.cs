using Collab.Domain.Documents;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>Title and metadata at the top of a text. All texts are made up.</summary>
public class HeaderTests
{
    private const string Body = "\n\nWe have met by the river.\n\n1. Dig.\n\n2. Rest.";

    [Theory]
    [InlineData("Rules of the garden", "Rules of the garden", null, null)]
    [InlineData("RULES OF\nTHE GARDEN", "RULES OF THE GARDEN", null, null)]
    [InlineData("A. B. Gardener\n\nRules of the garden\n\nMay 2, 1931", "Rules of the garden", "A. B. Gardener", "May 2, 1931")]
    [InlineData("Rules of the garden\nby Anna Gardener\n2 May 1931", "Rules of the garden", "Anna Gardener", "2 May 1931")]
    [InlineData("Rules of the garden\n\nAnna Gardener\n\n1931", "Rules of the garden", "Anna Gardener", "1931")]
    [InlineData("Anna Gardener\n\nRules of the garden\n\n1931", "Rules of the garden", "Anna Gardener", "1931")]
    [InlineData("Rules of the garden\n\nNeustadt, 2. Mai 1931", "Rules of the garden", null, "Neustadt, 2. Mai 1931")]
    [InlineData("Правила сада\n\n2 мая 1931 г.", "Правила сада", null, "2 мая 1931 г.")]
    [InlineData("花园章程\n\n一九三一年五月二日", "花园章程", null, "一九三一年五月二日")]
    [InlineData("Title: Rules\nAuthor: Anna Gardener\nDate: 1931-05-02", "Rules", "Anna Gardener", "1931-05-02")]
    [InlineData("Titel: Regeln\nAutor: Anna Gärtner\nDatum: 2. Mai 1931", "Regeln", "Anna Gärtner", "2. Mai 1931")]
    [InlineData("标题：章程\n作者：安娜\n日期：一九三一年", "章程", "安娜", "一九三一年")]
    [InlineData("Rules\n\nAdopted: 2 May 1931", "Rules", null, "2 May 1931")]
    public void The_head_is_read(string head, string? title, string? author, string? date)
    {
        TextFormat[] withoutMarks = [TextFormat.Text, TextFormat.Markdown];
        foreach (var format in withoutMarks)
        {
            var draft = TextImport.Split(head + Body, format);
            Assert.Equal(title, draft.Title);
            Assert.Equal(author, draft.Metadata.Author);
            Assert.Equal(date, draft.Metadata.Date);
            Assert.Equal("preamble [] We have met by the river.\n[1] Dig.\n[2] Rest.", Outlines.Of(draft));
        }
    }

    [Theory]
    [InlineData("We, who met by the river, agree:")]
    [InlineData("The committee has met. It has agreed.")]
    [InlineData("We resolve: to dig, to water and to rest, as is written below.")]
    public void A_sentence_at_the_top_is_no_head(string sentence)
    {
        var draft = TextImport.Split(sentence + Body, TextFormat.Text);
        Assert.Null(draft.Title);
        Assert.Empty(draft.Metadata.Entries);
        Assert.Equal(sentence, draft.Clauses[0].Text);
    }

    [Fact]
    public void A_dialogue_is_no_metadata()
    {
        var draft = TextImport.Split("Anna: Who digs?\nBertha: You dig.\n\nAnna: Why me?\nBertha: Why not?", TextFormat.Text);
        Assert.Empty(draft.Metadata.Entries);
        Assert.Contains("Who digs?", draft.Clauses[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_keys_are_kept_as_printed_and_a_wrapped_value_is_joined()
    {
        var draft = TextImport.Split("Rules\n\nTypist: Carl Writer\nSource: The paper of the\n   old mill\nOn line: no" + Body, TextFormat.Text);
        Assert.Equal("Rules", draft.Title);
        Assert.Equal(
            [new("Typist", "Carl Writer"), new("source", "The paper of the old mill"), new("On line", "no")],
            draft.Metadata.Entries);
    }

    [Fact]
    public void Front_matter_is_metadata()
    {
        var draft = TextImport.Split("---\ntitle: \"Rules\"\nauthor: Anna Gardener\ntags:\n  - river\n  - mill\n---\n\n# Rules" + Body, TextFormat.Markdown);
        Assert.Equal("Rules", draft.Title);
        Assert.Equal([new("author", "Anna Gardener"), new("tags", "river, mill")], draft.Metadata.Entries);
        Assert.Equal(ClauseKind.Preamble, draft.Clauses[0].Kind);
    }

    [Fact]
    public void A_key_given_twice_keeps_both_values() =>
        Assert.Equal("Anna; Bertha", TextImport.Split("Author: Anna\nAuthor: Bertha" + Body, TextFormat.Text).Metadata.Author);
}
