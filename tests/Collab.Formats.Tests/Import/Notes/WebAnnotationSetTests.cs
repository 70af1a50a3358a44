using System.Text;
using Collab.Domain.Importing;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>Bodies and targets of Web Annotations that are more than one, or elsewhere, or no Markdown.</summary>
public sealed class WebAnnotationSetTests
{
    private readonly DocumentBuilder _there = new("The committee is elected.", "It shall report.");

    [Theory]
    [InlineData("""{"type":"Choice","items":[ONE,TWO]}""", "0")]
    [InlineData("""{"type":"List","items":[ONE,TWO]}""", "0 1")]
    [InlineData("""{"type":"Composite","items":[ONE,TWO]}""", "0 1")]
    [InlineData("""{"type":"Independents","items":[TWO]}""", "1")]
    [InlineData("""[{"type":"Choice","items":[TWO,ONE]},ONE]""", "1 0")]
    [InlineData("""{"type":"List","items":[{"type":"Choice","items":[ONE]}]}""", "point-not-found")]
    [InlineData("""{"type":"Heap","items":[ONE]}""", "point-not-found")]
    [InlineData("""{"type":"Choice"}""", "point-not-found")]
    [InlineData("""{"type":"Choice","items":[]}""", "point-not-found")]
    [InlineData("\"https://example.org/text\"", "")]
    public void A_set_of_passages_is_on_these_or_listed_and_not_on_the_whole_text(string target, string where)
    {
        var (one, two) = (Quote("is elected"), Quote("shall report"));
        var note = Assert.Single(Place($$"""{"bodyValue":"x","target":{{target.Replace("ONE", one, StringComparison.Ordinal).Replace("TWO", two, StringComparison.Ordinal)}}}"""));
        Assert.Equal(where, note.Code ?? string.Join(' ', note.Targets.Select(at => at.Clause == _there.Clause(0) ? 0 : 1)));

        static string Quote(string exact) => $$"""{"source":"https://example.org/text","selector":{"exact":"{{exact}}","type":"TextQuoteSelector"} }""";
    }

    [Theory]
    [InlineData("""{"type":"SpecificResource","source":{"id":"http://lib.example/book"}}""", "<http://lib.example/book>")]
    [InlineData("""[{"type":"TextualBody","value":"One."},{"type":"TextualBody","value":"Two."}]""", "One.\n\nTwo.")]
    [InlineData("""{"type":"TextualBody","format":"text/html","value":"<p>Say <b>when</b> &amp; *where*.</p><script>x()</script><p>Now.</p>"}""", "Say when & \\*where\\*.\n\nNow.")]
    [InlineData("""{"type":"TextualBody","format":"TEXT/HTML; charset=utf-8","value":"a<br>b"}""", "a\nb")]
    [InlineData("""{"type":"TextualBody","format":"text/html","value":"<br>"}""", null)]
    [InlineData("""{"type":"TextualBody","format":"text/markdown","value":"<b>"}""", "<b>")]
    [InlineData("""{"type":"TextualBody","format":"text/html","purpose":"tagging","value":"R<i>&D</i>"}""", null)]
    public void The_words_are_all_texts_of_the_bodies_of_HTML_its_words_and_of_what_is_elsewhere_its_address(string body, string? words) =>
        Assert.Equal(words, Assert.Single(Place($$"""{"target":"https://example.org/text","body":{{body}} }""")).From.Note.Text);

    [Fact]
    public void HTML_that_is_not_read_stays_as_it_came()
    {
        var deep = string.Concat(Enumerable.Repeat("<i>", 2000));
        Assert.Equal(deep, Assert.Single(Place($$"""{"target":"https://example.org/text","body":{"format":"text/html","value":"{{deep}}"} }""")).From.Note.Text);
    }

    private IReadOnlyList<PlacedNote> Place(string annotation) =>
        new Placing(NotesReader.Read(Encoding.UTF8.GetBytes("{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"Annotation\"," + annotation[1..])), _there.State, new Dictionary<int, string>()).Notes;
}
