using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Formats.Export.Paper;

namespace Collab.Formats.Tests.Export;

/// <summary>The edition to be printed: what is chosen, what is counted, and what never goes on paper.</summary>
public class PaperExporterTests
{
    private readonly Samples samples = new();

    [Fact]
    public async Task M162_What_is_hidden_is_not_on_paper_whoever_prints_it_but_counted()
    {
        foreach (var member in new[] { samples.Moderator, samples.Ben, samples.Ana })
        {
            var text = await Samples.Text("paper", samples.For(member));
            Assert.DoesNotContain(Samples.HiddenWords, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Samples.DeletedWords, text, StringComparison.Ordinal);
            Assert.Contains("1 hidden by moderators, 1 removed by their authors; private notes are in no record", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task M162_Of_a_hidden_note_that_is_pinned_nothing_but_its_number_is_on_paper()
    {
        var builder = new DocumentBuilder("One.", "The quoted words.");
        var (moderator, ana) = (builder.Join("Mo", Role.Moderator), builder.Join("Ana Holm"));
        var hidden = builder.Say(moderator, 1, "HIDDENWORDS", new Said(Speaker: "Somebody Named"));
        builder.Pin(moderator, hidden, 1);
        builder.Reply(ana, hidden, "An answer that is read.");
        builder.Hide(moderator, hidden);
        var text = await Samples.Text("paper", Samples.Select(builder.State, builder.As(moderator)));
        Assert.Contains("An answer that is read.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody Named", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HIDDENWORDS", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task M162_The_file_runs_and_fetches_nothing_whatever_the_title_and_the_notes_say()
    {
        var document = HostileDocument.Make();
        document = document with { Title = "</style><script>alert(1)</script>\"}</style>" + document.Title };
        var page = await PageAsync(document);
        Assert.Empty(page.QuerySelectorAll("script, img, link, iframe, form, [onerror], [onclick], [style]"));
        Assert.DoesNotMatch("(?i)url\\(|@import|expression|</", Assert.Single(page.QuerySelectorAll("style")).TextContent);
        Assert.All(page.QuerySelectorAll("a[href]"), a => Assert.Matches("^(https?:|mailto:|#)", a.GetAttribute("href")));
        Assert.Contains("@top-left { content: \"\\00003C \\00002F style\\00003E ", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(page.QuerySelectorAll("a[href^='#']"), a => Assert.NotNull(page.GetElementById(a.GetAttribute("href")![1..])));
    }

    [Fact]
    public async Task Pins_come_first_and_whole_then_those_in_which_most_people_speak_until_the_room_is_full()
    {
        var builder = new DocumentBuilder("One.", "Two.");
        var (moderator, ana, ben) = (builder.Join("Mo", Role.Moderator), builder.Join("Ana"), builder.Join("Ben"));
        var pinned = builder.Note(moderator, $"Pinned {new string('p', PaperThread.LongestNote * 2)} end.", (0, ""));
        builder.Pin(moderator, pinned, 0);
        for (var i = 0; i < 40; i++)
            builder.Note(ana, $"Alone {i} {new string('a', 600)}", (0, ""));
        var question = builder.Note(ana, $"Who asks? {new string('q', 600)}", [], "questioning", (0, ""));
        var spoken = builder.Note(ana, "Two speak here.", (1, ""));
        for (var i = 0; i < 9; i++)
            builder.Reply(ben, spoken, $"Answer {i}.");
        var document = Samples.Select(builder.State, builder.As(ana));
        var edition = PaperEdition.Of(document);
        var chosen = edition.Threads.Values.Where(thread => thread.Note.Pins.IsEmpty).ToList();
        Assert.Contains(builder.NumberOf(pinned), edition.Threads.Keys);
        Assert.Equal([builder.NumberOf(spoken), builder.NumberOf(question), 2, 3], chosen.OrderByDescending(thread => thread.Voices).ThenByDescending(thread => thread.IsOpenQuestion).ThenBy(thread => thread.Note.Number).Select(thread => thread.Note.Number).Take(4));
        Assert.InRange(chosen.Sum(thread => thread.Length), PaperEdition.Room - 900, PaperEdition.Room);

        var page = await PageAsync(document);
        Assert.Contains(" end.", page.GetElementById($"note-{builder.NumberOf(pinned)}")!.TextContent, StringComparison.Ordinal);
        var stand = page.QuerySelectorAll("article.note").Length;
        Assert.Equal(edition.InThreads.Count, stand);
        Assert.Equal($"{stand} of 52 notes and replies are printed here.", page.QuerySelector("header .quiet")!.TextContent);
        Assert.Equal([$"{52 - stand - 4} notes and replies at point 1 are not printed.", "4 more replies to note 43.", "4 notes and replies at point 2 are not printed."], page.QuerySelectorAll(".left").Select(left => left.TextContent));
    }

    [Fact]
    public async Task What_was_said_aloud_who_was_there_and_what_is_open_stand_after_the_text()
    {
        var builder = new DocumentBuilder("Resolution", DocumentMetadata.Of([new("source", "Works, p. 277"), new("licence", "CC BY 4.0"), new("consent", "given by all on 2 May")]), new ClauseDraft("1", ClauseKind.Point, 0, "One."));
        var (moderator, ana) = (builder.Join("Mona Berg", Role.Moderator), builder.Join("Ana"));
        builder.Say(moderator, 0, "We never voted on this.", new Said(Speaker: "Ida Lund"));
        builder.Note(ana, "Who voted?", [], "questioning", (0, "One"));
        builder.Hold(moderator, "The first hour", 0, ana, moderator);
        var page = await PageAsync(Samples.Select(builder.State, builder.As(ana)));
        Assert.Equal(["Said aloud", "Open questions", "Sessions, and who was there", "Colophon"], page.QuerySelectorAll("h2:not(.label)").Select(head => head.TextContent));
        var back = page.QuerySelectorAll(".back li").Select(line => line.TextContent.Trim()).ToList();
        Assert.Equal("Ida Lund, noted by Mona Berg note 1 at point 1 We never voted on this.", back[0]);
        Assert.Equal("Ana note 2 at point 1 Who voted?", back[1]);
        Assert.Contains(back, line => line.Contains("Attended: Ana; Mona Berg", StringComparison.Ordinal));
        var colophon = page.QuerySelector("footer")!.TextContent;
        foreach (var said in new[] { "Source Works, p. 277", "revision 1", "Licence CC BY 4.0", "Consent given by all on 2 May", "nothing was hidden, removed or erased", "none was verified", builder.State.Header.Hash, builder.State.Header.Epoch })
            Assert.Contains(said, colophon, StringComparison.Ordinal);
        // Said once: not among the notes at the point too.
        Assert.Null(page.GetElementById("note-1"));
        Assert.NotNull(page.GetElementById("note-2"));
    }

    [Fact]
    public async Task Pseudonyms_and_erased_names_are_told_and_a_licence_that_nobody_named_is_not_made_up()
    {
        samples.Builder.Erase(samples.Ben);
        var text = await Samples.Text("paper", Samples.Select(samples.State, new Audience(new ViewClass(ReadsHidden: false, SeesNames: false), null)));
        foreach (var said in new[] { "Members stand under pseudonyms. 1 name was erased.", "none is named", "none is recorded", "erased on request" })
            Assert.Contains(said, text, StringComparison.Ordinal);
    }

    private static async Task<IHtmlDocument> PageAsync(ExportDocument document) => new HtmlParser().ParseDocument(await Samples.Text("paper", document));
}
