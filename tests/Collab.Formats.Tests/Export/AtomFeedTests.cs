using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

/// <summary>What RFC 4287 asks of a feed (no package registry carries a schema of it), and who reads what in it.</summary>
public class AtomFeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Threading = "http://purl.org/syndication/thread/1.0";
    private static readonly AtomLinks Links = new(new Uri("https://room.example/api/documents/d/feed?before=9-1"), new Uri("https://room.example/api/documents/d/feed"), new Uri("https://room.example/api/documents/d/feed?before=2-1"));

    private readonly Samples samples = new();

    [Fact]
    public void A_feed_and_its_entries_have_what_the_standard_asks_for_each_once()
    {
        var feed = Read(samples.For(samples.Ana));
        Assert.Equal(Atom + "feed", feed.Name);
        DemandCommon(feed);
        Assert.Equal("Resolution on the Opposition", (string)feed.Element(Atom + "title")!);
        Assert.Equal(Links.Self.AbsoluteUri, Link(feed, "self"));
        Assert.Equal(Links.First.AbsoluteUri, Link(feed, "first"));
        Assert.Equal(Links.Next!.AbsoluteUri, Link(feed, "next"));
        Assert.Null(Link(Read(samples.For(samples.Ana), Links with { Next = null }), "next"));
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(samples.State.Annotations.Count(), entries.Count);
        Assert.All(entries, entry =>
        {
            DemandCommon(entry);
            Assert.NotEqual("", (string)Assert.Single(Assert.Single(entry.Elements(Atom + "author")).Elements(Atom + "name")));
            Assert.Single(entry.Elements(Atom + "published"));
            Assert.Equal("html", (string)Assert.Single(entry.Elements(Atom + "content")).Attribute("type")!);
            Assert.StartsWith("https://room.example/rooms/", Link(entry, "alternate"), StringComparison.Ordinal);
        });
        Assert.Equal(samples.State.Annotations.OrderByDescending(note => Math.Max(note.Changed, note.Seq)).ThenByDescending(note => note.Number).Select(note => note.Id), entries.Select(entry => ((string)entry.Element(Atom + "id")!).Split(':')[^1]));
        Assert.Equal(feed.Elements(Atom + "entry").Elements(Atom + "updated").Max(Time), Time(feed.Element(Atom + "updated")!));
    }

    [Fact]
    public void An_entry_says_who_said_what_where_and_to_what_it_answers()
    {
        var first = Entry(samples.Ana, samples.First);
        Assert.Equal("Note 2 on point 1", (string)first.Element(Atom + "title")!);
        Assert.Equal("Ana", (string)first.Element(Atom + "author")!.Element(Atom + "name")!);
        Assert.Equal("<blockquote>all the fundamental positions</blockquote><p>Is this about numbers?</p>", (string)first.Element(Atom + "content")!);
        Assert.Equal(["question", "numbers"], first.Elements(Atom + "category").Select(tag => (string)tag.Attribute("term")!));
        var answer = Entry(samples.Ana, samples.Answer);
        Assert.Equal("Reply 3 to note 2 on point 1", (string)answer.Element(Atom + "title")!);
        Assert.Equal((string)first.Element(Atom + "id")!, (string)answer.Element(Threading + "in-reply-to")!.Attribute("ref")!);
        Assert.EndsWith("/notes/2", (string)answer.Element(Threading + "in-reply-to")!.Attribute("href")!, StringComparison.Ordinal);
        Assert.Equal("<p>About <strong>principle</strong>.</p>", (string)answer.Element(Atom + "content")!);
    }

    [Fact]
    public void What_changed_last_comes_first_and_what_may_not_be_read_stays_an_entry_that_says_so()
    {
        samples.Builder.Hide(samples.Moderator, samples.Whole, "too short");
        var feed = Read(samples.For(samples.Ben));
        Assert.Equal($"urn:collab:note:{samples.Whole}", (string)feed.Elements(Atom + "entry").First().Element(Atom + "id")!);
        var hidden = samples.Builder.Log[^1].At;
        Assert.True(hidden > samples.State.Annotations.Max(note => note.Modified ?? note.Created));
        Assert.Equal([hidden, hidden], new[] { feed.Element(Atom + "updated")!, Entry(samples.Ben, samples.Whole).Element(Atom + "updated")! }.Select(Time));
        var times = feed.Elements(Atom + "entry").Select(entry => Time(entry.Element(Atom + "updated")!)).ToList();
        Assert.Equal(times.OrderDescending(), times);
        Assert.Equal("<p><em>Hidden: too short</em></p>", (string)Entry(samples.Ben, samples.Whole).Element(Atom + "content")!);
        Assert.Contains("Removed by its author", (string)Entry(samples.Ben, samples.Deleted).Element(Atom + "content")!, StringComparison.Ordinal);
        Assert.Equal((true, true, false), (Has(samples.Moderator), Has(samples.Ben), Has(samples.Ana)));
        Assert.DoesNotContain(Samples.DeletedWords, feed.ToString(), StringComparison.Ordinal);

        bool Has(string member) => Read(samples.For(member)).ToString().Contains(Samples.HiddenWords, StringComparison.Ordinal);
    }

    [Fact]
    public void M177_whatever_is_written_the_feed_is_well_formed_and_what_is_shown_of_it_runs_nothing()
    {
        var builder = new DocumentBuilder("A <point> & more \u0001.");
        var ana = builder.Join("Ana <script>");
        foreach (var body in Hostile.Bodies.Where(body => body.Trim().Length > 0))
            builder.Note(ana, body, ["<b>", "a & b"], "commenting", (0, "<point>"));
        var entries = Read(Samples.Select(builder.State, builder.As(ana))).Elements(Atom + "entry").ToList();
        Assert.True(entries.Count > 10);
        string[] harmless = ["p", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "br", "del", "html", "head", "body"];
        Assert.All(entries, entry =>
        {
            var html = new HtmlParser().ParseDocument((string)entry.Element(Atom + "content")!);
            Assert.All(html.All, element =>
            {
                Assert.Contains(element.LocalName, harmless);
                Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, new[] { "href", "rel", "start", "dir", "title" }));
                if (element.GetAttribute("href") is { } address)
                    Assert.Matches("^(https?|mailto):", address);
            });
        });
    }

    private XElement Entry(string member, string note) => Read(samples.For(member)).Elements(Atom + "entry").Single(entry => (string)entry.Element(Atom + "id")! == $"urn:collab:note:{note}");

    private XElement Read(ExportDocument document, AtomLinks? links = null)
    {
        using var bytes = new MemoryStream(AtomFeed.Write(document, links ?? Links, samples.Builder.Log.ToDictionary(e => e.Seq, e => e.At)));
        return XDocument.Load(bytes, LoadOptions.PreserveWhitespace).Root!;
    }

    private static void DemandCommon(XElement element)
    {
        Assert.True(Uri.TryCreate((string)Assert.Single(element.Elements(Atom + "id")), UriKind.Absolute, out _));
        Assert.NotEqual("", (string)Assert.Single(element.Elements(Atom + "title")));
        // RFC 3339, with an upper-case T and Z.
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)Assert.Single(element.Elements(Atom + "updated")));
        Assert.Equal(element.Elements(Atom + "link").Count(), element.Elements(Atom + "link").Select(link => (string)link.Attribute("rel")!).Distinct().Count());
    }

    private static DateTimeOffset Time(XElement element) => DateTimeOffset.Parse(element.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Link(XElement element, string relation) => (string?)element.Elements(Atom + "link").SingleOrDefault(link => (string)link.Attribute("rel")! == relation)?.Attribute("href");
}
