using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Testing;

namespace Collab.Formats.Tests.Export;

/// <summary>Every format says what members hold of a point, and who only where names show.</summary>
public sealed class StanceExportTests
{
    public static TheoryData<string, bool> Formats
    {
        get
        {
            var formats = new TheoryData<string, bool>();
            foreach (var exporter in Exporters.All.Where(exporter => exporter.Format != "paper"))
            {
                formats.Add(exporter.Format, false);
                formats.Add(exporter.Format, true);
            }

            return formats;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_is_held_and_why_is_there_and_who_only_where_names_show(string format, bool anonymous)
    {
        var (document, taker, other) = Document(anonymous);
        var text = await ExportAsync(format, document);
        Assert.Contains("disagree", text, StringComparison.Ordinal);
        Assert.Contains("Too short", text, StringComparison.Ordinal);
        // What is said of the one that is not said of the other gives them away.
        Assert.Equal(anonymous, Count(text, taker) == Count(text, other) && Count(text, "Ida Lund") == Count(text, "Ole Dahl"));
    }

    [Fact]
    public async Task Formats_for_people_count_name_and_tell_what_was_before()
    {
        var (named, _, _) = Document(anonymous: false);
        var text = await ExportAsync("markdown", named);
        Assert.Contains("Stances: agree 1 (Mona Berg), agree with changes 0, disagree 1 (Ida Lund), abstain 0", text, StringComparison.Ordinal);
        Assert.Contains("Ida Lund: agree until 23 November 2026, 08:36 UTC", text, StringComparison.Ordinal);
        var (unnamed, _, _) = Document(anonymous: true);
        Assert.Contains("Stances: agree 1, agree with changes 0, disagree 1, abstain 0; without names", await ExportAsync("markdown", unnamed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("text")]
    [InlineData("html")]
    public async Task A_note_for_a_stance_stands_beside_the_count_while_it_can_be_read(string format)
    {
        var (document, taker, moderator) = Document(anonymous: true);
        document.Say(taker, 0, "We were outvoted, not refuted.", new Said(), "disagree");
        var note = document.State.Annotations.Single();
        Assert.Contains("For “disagree”: note 1", Plain(await ExportAsync(format, document)), StringComparison.Ordinal);
        document.Hide(moderator, note.Id);
        Assert.DoesNotContain("For “disagree”", Plain(await ExportAsync(format, document)), StringComparison.Ordinal);

        static string Plain(string text) => System.Net.WebUtility.HtmlDecode(text);
    }

    [Fact]
    public async Task A_scope_takes_the_stances_of_its_points_and_mine_takes_my_own()
    {
        var (document, taker, _) = Document(anonymous: true);
        var clause = document.Clause(0);
        Assert.Equal(2, Taken(await ExportAsync("json", document, ExportScope.Parse($"clause:{clause}"))));
        Assert.Equal(0, Taken(await ExportAsync("json", document, ExportScope.Parse($"clause:{document.Clause(1)}"))));
        Assert.Equal(0, Taken(await ExportAsync("json", document, ExportScope.Parse("pinned"))));
        Assert.Equal(1, Taken(await ExportAsync("json", document, ExportScope.Parse("mine"), document.As(taker))));
    }

    [Fact]
    public async Task The_reasons_of_all_without_a_name_go_with_an_erasure_and_in_moments_before_it_too()
    {
        var (document, _, other) = Document(anonymous: true);
        var moment = document.State;
        document.Erase(other);
        foreach (var exporter in Exporters.All)
            Assert.DoesNotContain("Too short", await ExportAsync(exporter.Format, document, moment: moment), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reason_that_is_hidden_leaves_to_moderators_alone_and_of_moments_before_it_neither()
    {
        var (document, taker, moderator) = Document(anonymous: false);
        var moment = document.State;
        document.HideReason(moderator, moment.At(document.Clause(0)).StanceOf(taker)!.Id, 0);
        foreach (var exporter in Exporters.All)
        {
            Assert.DoesNotContain("Too short", await ExportAsync(exporter.Format, document, audience: new Audience(false, null), moment: moment), StringComparison.Ordinal);
            // Paper counts stances alone.
            Assert.Equal(exporter.Format != "paper", (await ExportAsync(exporter.Format, document)).Contains("Too short", StringComparison.Ordinal));
        }

        Assert.Contains("disagree, Ida Lund (reason hidden by a moderator)", await ExportAsync("markdown", document, audience: new Audience(false, null)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_held_of_a_point_that_went_is_in_every_format()
    {
        var (document, _, _) = Document(anonymous: false);
        document.Revise(document.Join("Vera Lind", Role.Owner), new ClauseDraft("1", ClauseKind.Point, 0, "Two."));
        Assert.Equal("One.", Assert.Single(document.State.Header.Gone).Text);
        foreach (var exporter in Exporters.All)
        {
            var text = await ExportAsync(exporter.Format, document);
            Assert.Contains(exporter.Format == "paper" ? "Point 1, which is in the text no more: “One.” agree 1, agree with changes 0, disagree 1, abstain 0" : "Too short.", text, StringComparison.Ordinal);
        }

        Assert.Contains("<p>Point 1, which is in the text no more: “One.”</p><p>Stances: agree 1 (Mona Berg)", await ExportAsync("akn", document), StringComparison.Ordinal);
    }

    private static (DocumentBuilder Document, string Taker, string Other) Document(bool anonymous)
    {
        var document = new DocumentBuilder("One.", "Two.");
        var (taker, other, moderator) = (document.Join("Ida Lund"), document.Join("Ole Dahl"), document.Join("Mona Berg", Role.Moderator));
        if (anonymous)
            document.AskWithoutNames(moderator);
        document.Stance(taker, 0, "agree", anonymous);
        document.Stance(taker, 0, "disagree", anonymous, "Too short.");
        document.Stance(moderator, 0, "agree", anonymous);
        return (document, taker, other);
    }

    private static async Task<string> ExportAsync(string format, DocumentBuilder document, ExportScope? scope = null, Audience? audience = null, DocumentState? moment = null)
    {
        using var stream = new MemoryStream();
        var export = ExportSelection.Of(moment ?? document.State, document.State, audience ?? new Audience(true, null), scope ?? ExportScope.All, new ExportOptions(new Uri("https://host/")));
        await Exporters.All.Single(exporter => exporter.Format == format).WriteAsync(export, stream);
        return ExportedText.Of(stream.ToArray());
    }

    private static int Taken(string json) => JsonNode.Parse(json)!["stances"]!["taken"]!.AsArray().Count;

    private static int Count(string text, string word) => text.Split(word).Length - 1;
}
