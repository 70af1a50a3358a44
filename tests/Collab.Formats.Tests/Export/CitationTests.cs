using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

/// <summary>The lines by which things are cited.</summary>
public class CitationTests
{
    private readonly Samples samples = new();

    [Fact]
    public void A_line_names_the_text_the_place_the_moment_and_ends_with_the_address()
    {
        var document = samples.For(samples.Ana);
        var (room, header) = (document.Address.AbsoluteUri, samples.State.Header);
        const string Text = "A. Author: “Resolution on the Opposition” (2 November 1917)";
        Assert.Equal($"{Text}, revision 1. {room}/text/1?epoch={header.Epoch}", Citation.OfRevision(document).Line);
        Assert.Equal($"{Text}, point 2, revision 1. {room}/points/{header.Clauses[2].Id}", Citation.OfPoint(document, header.Clauses[2]).Line);
        Assert.Equal($"{Text}, revision 1, with its discussion as of event {header.Seq} of epoch {header.Epoch}, 23 November 2026, 08:55 UTC. {room}?at={header.Epoch}:{header.Seq}", Citation.OfMoment(document).Line);
        var answer = Note(document, samples.Answer);
        Assert.Equal($"Ben: reply {answer.Number} on point 1 of {Text}, revision 1, event {answer.Annotation.Seq} of epoch {header.Epoch}, 23 November 2026, 08:39 UTC. {room}/notes/{answer.Number}?epoch={header.Epoch}", Citation.OfNote(document, answer).Line);
        Assert.Equal(new Uri($"{room}/notes/{answer.Number}"), answer.Address);
        Assert.Contains($"note {Note(document, samples.Whole).Number} on {Text}", Citation.OfNote(document, Note(document, samples.Whole)).Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_wrote_what_is_gone_is_in_no_line_and_who_is_known_by_a_pseudonym_is_cited_by_it()
    {
        var document = samples.For(samples.Ben);
        Assert.DoesNotContain("Ana", Citation.OfNote(document, Note(document, samples.Deleted)).Line, StringComparison.Ordinal);
        var withheld = Samples.Select(samples.State, new(new Domain.Policy.ViewClass(ReadsHidden: true, SeesNames: false), null));
        var cited = Citation.OfNote(withheld, Note(withheld, samples.Answer)).Line;
        Assert.DoesNotContain("Ben", cited, StringComparison.Ordinal);
        Assert.StartsWith(Domain.Seminars.Pseudonyms.Of(samples.State.Header.Seminar, samples.State.Header.Members[samples.Ben].Number), cited, StringComparison.Ordinal);
    }

    private static ExportNote Note(ExportDocument document, string id) => document.Notes.Single(note => note.Annotation.Id == id);
}
