using Collab.Browser.Tests.Support;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Reading;

/// <summary>Labels that are words, headings that have one, and writing from right to left.</summary>
public sealed class LabelTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Lamp = "The lamp is put out at ten, and whoever reads longer than that reads by a candle of their own, in the small room, and says so.";

    private Task<Room> WithLabelsAsync() => Room.WithClausesAsync(
        Server,
        "Rules of the house",
        new ClauseDraft("Chapter I.", ClauseKind.Heading, 0, "Birds"),
        new ClauseDraft("1", ClauseKind.Point, 0, Lamp),
        new ClauseDraft("Article 1", ClauseKind.Point, 0, Lamp),
        new ClauseDraft("Section 12", ClauseKind.Point, 1, Lamp),
        new ClauseDraft("Статья 11", ClauseKind.Point, 0, "Лампа гаснет в десять часов."),
        new ClauseDraft("المادة 1", ClauseKind.Point, 0, "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق، وقد وهبوا عقلا وضميرا."),
        new ClauseDraft("The second supplementary article of the third and last part", ClauseKind.Point, 0, Lamp));

    [Theory]
    [InlineData(375)]
    [InlineData(800)]
    [InlineData(1360)]
    public async Task No_label_lies_over_a_text_in_the_room_and_in_the_reading_view(int width)
    {
        var room = await WithLabelsAsync();
        var ida = await EnterAsync(room, Role.Annotator, "Ida Berg", new() { ViewportSize = new() { Width = width, Height = 800 } });
        await ExpectApartAsync(ida, width);
        if (width > 960)
        {
            var points = ida.Page.GetByRole(AriaRole.Navigation, new() { Name = "Points" });
            Assert.True(await points.EvaluateAsync<bool>("""
                points => {
                  const words = [...points.children].map(point => { const range = document.createRange(); range.selectNodeContents(point); return range.getBoundingClientRect(); });
                  return words.every((word, i) => i === 0 || word.left - words[i - 1].right >= 8) && document.getElementById('bar').scrollWidth <= innerWidth && document.getElementById('bar').offsetHeight < 70;
                }
                """));
        }

        await ida.GoAsync($"{room.Path}/reading");
        await ExpectApartAsync(ida, width);
    }

    [Fact]
    public async Task A_heading_is_shown_with_its_label()
    {
        var room = await WithLabelsAsync();
        var ida = await EnterAsync(room, Role.Annotator);
        await Expect(ida.Page.GetByRole(AriaRole.Heading, new() { Name = "Chapter I. Birds", Exact = true })).ToBeVisibleAsync();
        await ida.SelectAsync("Chapter I", "Birds");
        await ida.Button("Annotate").ClickAsync();
        await ida.WriteAsync("Which birds?");
        await Expect(ida.Card("Which birds?").Locator("q")).ToHaveTextAsync("Birds");

        await ida.GoAsync($"{room.Path}/reading");
        // The number of the note follows.
        await Expect(ida.Page.GetByRole(AriaRole.Heading, new() { Name = "Chapter I. Birds" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_written_from_right_to_left_stands_so()
    {
        var room = await WithLabelsAsync();
        await room.WriteAsync(room.Owner, "المادة 1", "זו הערה בעברית.", quote: "جميع الناس");
        var ida = await EnterAsync(room, Role.Annotator);
        var card = ida.Card("הערה");
        await Expect(card).ToBeVisibleAsync();

        Assert.Equal("rtl", await DirectionAsync(card.Locator(".body")));
        Assert.Equal("rtl", await DirectionAsync(card.Locator("q")));
        Assert.Equal("rtl", await DirectionAsync(ida.Text("المادة 1")));
        Assert.Equal("ltr", await DirectionAsync(ida.Text("Article 1")));
        // Its label stands at the right, where its lines begin.
        Assert.True(await ida.Clause("المادة 1").EvaluateAsync<bool>("clause => clause.querySelector('.number').getBoundingClientRect().right > clause.querySelector('.text').getBoundingClientRect().right"));

        await ida.GoAsync($"{room.Path}/reading");
        Assert.Equal("rtl", await DirectionAsync(ida.Page.Locator(".text", new() { HasText = "يولد" })));
        Assert.Equal("rtl", await DirectionAsync(ida.Page.Locator(".note .body")));
        Assert.Equal("rtl", await DirectionAsync(ida.Page.Locator("blockquote.quote")));
    }

    [Theory]
    [InlineData(375)]
    [InlineData(800)]
    [InlineData(1024)]
    [InlineData(1360)]
    public async Task What_is_said_after_a_note_covers_no_word_of_the_text(int width)
    {
        var ida = await EnterAsync(await WithLabelsAsync(), Role.Annotator, "Ida Berg", new() { ViewportSize = new() { Width = width, Height = 800 } });
        await ida.CommentAsync("1", "Posted here.");
        await Expect(ida.Card("Posted here.")).ToHaveAttributeAsync("data-number", "1");
        var said = ida.Page.Locator(".undo");
        await Expect(said).ToContainTextAsync("Posted.");

        Assert.True(await said.EvaluateAsync<bool>("""
            said => {
              const toast = said.getBoundingClientRect(), bar = document.getElementById('bar').getBoundingClientRect(), range = document.createRange();
              return toast.bottom <= bar.bottom + 1 || [...document.querySelectorAll('.clause .text')].every(text => {
                range.selectNodeContents(text);
                return [...range.getClientRects()].every(line => line.left >= toast.right);
              });
            }
            """));
    }

    [Fact]
    public async Task On_a_phone_what_else_can_be_done_at_a_point_stands_beside_the_comment()
    {
        var mara = await EnterAsync(await NewRoomAsync(), Role.Moderator, "Mara Stein", Phone.Of(375, 800));
        await mara.CommentAsync("3", "The first.");
        await mara.CommentAsync("3", "The second.");
        await Expect(mara.Button("All 2 notes at point 3")).ToBeVisibleAsync();

        var (comment, more) = (await mara.Button("Comment on point 3").First.BoundingBoxAsync(), await mara.Button("Point 3: lock, lead").BoundingBoxAsync());
        Assert.InRange(more!.Y, comment!.Y - 4, comment.Y + 4);
    }

    private static Task<string> DirectionAsync(ILocator of) => of.EvaluateAsync<string>("element => getComputedStyle(element).direction");

    private static async Task ExpectApartAsync(Reader who, int width) => Assert.Empty(await who.Page.EvaluateAsync<string[]>("""
        width => {
          const lines = element => { const range = document.createRange(); range.selectNodeContents(element); return [...range.getClientRects()]; };
          const over = [...document.querySelectorAll('.clause .number bdi')].filter(label => lines(label).some(a => a.left < -1 || a.right > width + 1
            || lines(label.closest('.clause').querySelector('.text')).some(b => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1))).map(label => label.textContent);
          return document.documentElement.scrollWidth > width ? [...over, `scrolls to ${document.documentElement.scrollWidth}`] : over;
        }
        """, width));
}
