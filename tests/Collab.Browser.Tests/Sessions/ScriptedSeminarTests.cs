using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Browser.Tests.Sessions.Scripted;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Server.Security;
using Collab.Testing;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Sessions;

/// <summary>
/// A whole hour in less than a minute: six people at pages, 24 without. The moderator does everything by the page alone. In the end every
/// view has to be what the log says. Nothing waits for a time; COLLAB_SEED draws what the 24 do.
/// </summary>
public sealed partial class ScriptedSeminarTests(BrowserFixture fixture, ITestOutputHelper output) : BrowserTest(fixture)
{
    /// <summary>The points of the agenda in the order of the hour; one whose round is cancelled; one that is prepared and never reached.</summary>
    private const string First = "1", Blind = "5", Last = "3", Dropped = "7", Never = "9";

    private static readonly string[] Scale = ["agree", "disagree", "undecided"];

    private readonly Ledger _ledger = new();
    private Room _room = null!;
    private Crowd? _others;
    private Dictionary<string, string> _clauses = [];
    private string _link = "";

    /// <summary>The seq at which one went away.</summary>
    private long _left;

    /// <summary>The moderator; who follows; who is at a phone; who has keys alone; who goes away; who comes late, and sat before the wall until then.</summary>
    private Sitter _mara = null!, _ida = null!, _jon = null!, _kai = null!, _noor = null!, _lena = null!;

    private Crowd Others => _others!;

    private IReadOnlyList<Sitter> Seats => [_mara, _ida, _jon, _kai, _noor, _lena];

    private Reader Mara => _mara.Reader;

    [Fact]
    public async Task Six_pages_and_24_members_go_through_a_whole_hour_and_in_the_end_every_view_equals_the_log()
    {
        output.WriteLine($"COLLAB_SEED={Round.Seed}");
        var clock = Stopwatch.StartNew();
        foreach (var (name, part) in new (string, Func<Task>)[]
        {
            ("prepare", PrepareAsync), ("come in", ComeInAsync), ("open", OpenAsync), ("talk", TalkAsync), ("a blind round", RoundAsync), ("lead to words", LeadAsync), ("stances", TakeStancesAsync),
            ("the floor", SpeakAsync), ("moderate", ModerateAsync), ("a round for nothing", CancelAsync), ("come back, come late", ReturnAsync), ("close", CloseAsync), ("compare", CompareAsync), ("replay", ReplayAsync), ("take away", TakeAwayAsync),
        })
        {
            await part();
            output.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {name}");
        }
    }

    public override async Task DisposeAsync()
    {
        if (_others is not null)
            await _others.LeaveAsync();
        await base.DisposeAsync();
    }

    private async Task PrepareAsync()
    {
        _room = await NewRoomAsync();
        _clauses = (await _room.SnapshotAsync(_room.Owner))["clauses"]!.AsArray().Where(clause => clause!["label"] is not null).ToDictionary(clause => ((string)clause!["label"]!).TrimEnd('.'), clause => (string)clause!["id"]!);
        _mara = await SitDownAsync(Role.Moderator, "Mara Stein");
        await Mara.OpenRoomAsync();

        // A link for those who are to come.
        await Mara.Button("Menu").ClickAsync();
        await Mara.Page.GetByRole(AriaRole.Link, new() { Name = "Links, people, locks" }).ClickAsync();
        await Mara.Page.WaitForURLAsync("**/manage");
        await Mara.Button("Make a link").ClickAsync();
        var link = Mara.Page.GetByLabel("The link, shown this once");
        await Expect(link).ToHaveValueAsync(new Regex("/join#.+"));
        _link = await link.InputValueAsync();

        // Commentary: two pins in an order of her own, two that come with their point.
        await Mara.OpenRoomAsync();
        var (second, first) = (await PinAsync(Blind), await PinAsync(Blind));
        await PinAsync(Blind, later: true);
        await PinAsync(Never, later: true, Fate.Apart);
        await Reader.ChooseAsync(Mara.Card(first.Mark), "Move pin up");
        await Expect(Mara.Cards(Blind).First).ToContainTextAsync(first.Mark);
        await Expect(Mara.Cards(Blind).Nth(1)).ToContainTextAsync(second.Mark);
        await Mara.LeaveAsync();

        await Mara.Button("Menu").ClickAsync();
        await Mara.Button("Lead a session").ClickAsync();
        await Expect(Mara.Panel).ToContainTextAsync("Prepared pins: point 5 (1), point 9 (1)");
        await Mara.Button("Set the agenda").ClickAsync();
        foreach (var point in new[] { First, Last, Blind })
            await Mara.Page.GetByRole(AriaRole.Checkbox, new() { Name = $"Point {point}", Exact = true }).CheckAsync();
        await Mara.Page.GetByLabel($"Minutes for point {Blind}", new() { Exact = true }).FillAsync("5");
        await Mara.Button($"Put point {Blind} earlier").ClickAsync();
        await Mara.Button("Save the agenda").ClickAsync();
        await Expect(Mara.Panel.Locator(".session > ol:not([aria-label]) > li")).ToHaveTextAsync(["Point 1", "Point 5 (5 min)", "Point 3"]);
        await Mara.Page.GetByLabel("To choose from").FillAsync(string.Join('\n', Scale));
        await Mara.Button("Begin anew with these").ClickAsync();
    }

    private async Task ComeInAsync()
    {
        _others = new Crowd(_room, _ledger, Round.Seed, _clauses);
        var joining = Others.JoinAsync(_link.Split('#')[1]);
        _ida = await SitDownAsync(Role.Annotator, "Ida Berg");
        _kai = await SitDownAsync(Role.Annotator, "Kai Lund");
        _noor = await SitDownAsync(Role.Annotator, "Noor Haddad");
        _lena = await SitDownAsync(Role.Guest, "Lena Roth");
        await Task.WhenAll(_ida.Reader.OpenRoomAsync(), _kai.Reader.OpenRoomAsync(), _noor.Reader.OpenRoomAsync(), _lena.Reader.GoAsync($"{_room.Path}/projector"));
        await _ida.Reader.Button("Follow").ClickAsync();

        // By the link, with a thumb.
        var jon = await BrowserOfAsync(null, _room, Phone.Options);
        var trace = await PageTrace.OfAsync(jon, _room.Document);
        await jon.GoAsync(_link);
        await jon.Page.GetByLabel("Your name").FillAsync("Jon Sand");
        await jon.Button("Come in").TapAsync();
        await jon.Page.GetByRole(AriaRole.Link, new() { Name = "Open the text" }).ClickAsync();
        await Expect(jon.State).ToHaveTextAsync("Live");
        var cookie = (await jon.Context.CookiesAsync()).Single(cookie => cookie.Name == SessionCookie.PlainName);
        var who = new Participant(Server, "Jon Sand", $"{cookie.Name}={cookie.Value}") { Role = Role.Annotator };
        var member = (string)(await who.ReadAsync("/api/me"))["seminars"]![0]!["member"]!;
        _jon = new Sitter(jon, new Participant(Server, "Jon Sand", who.Cookie) { Role = Role.Annotator, Member = member }, trace);
        await joining;
    }

    private async Task OpenAsync()
    {
        await Mara.Page.GetByLabel("Title, if it has one").FillAsync("The second evening");
        await Mara.Button("Open a session").ClickAsync();
        foreach (var reader in new[] { _ida.Reader, _jon.Reader, _kai.Reader, _noor.Reader })
            await Expect(Line(reader)).ToContainTextAsync("The second evening");
        await Mara.Button($"Next: point {First}").ClickAsync();
        await Expect(_ida.Reader.Clause(First)).ToBeInViewportAsync();
        await Expect(Line(_kai.Reader)).ToContainTextAsync("We are at point 1 (1 of 3)");
        await Expect(_lena.Reader.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Point 1");
    }

    private async Task TalkAsync()
    {
        var talking = Others.TalkAsync("1", "2", "4");
        await _ida.Reader.SelectAsync(First, "obvious minority");
        await _ida.Reader.Button("Annotate").ClickAsync();
        await _ida.Reader.Composer.GetByLabel("A question").CheckAsync();
        await _ida.Reader.WriteAsync(_ledger.Say(_ida.Who.Member).Text);
        await _ida.Reader.LeaveAsync();
        await _jon.Reader.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Comment on point 1$") }).First.TapAsync();
        await _jon.Reader.WriteAsync(_ledger.Say(_jon.Who.Member).Text);
        await _kai.Reader.PressAsync("2", "c");
        await TypeAsync(_kai.Reader, _ledger.Say(_kai.Who.Member).Text);
        await talking;

        // Noor has read all of it, and goes; what is said then is new to her, and somebody names her.
        await SettledAsync();
        await _noor.Reader.Button("Menu").ClickAsync();
        await _noor.Reader.Button("Mark all as read").ClickAsync();
        await Expect(_noor.Reader.Page.Locator(".card.unread")).ToHaveCountAsync(0);
        _left = (long)(await _room.SnapshotAsync(_room.Owner))["seq"]!;
        await _noor.Trace.RawAsync();
        await _noor.Reader.Page.CloseAsync();
        await Task.WhenAll(Others.TalkAsync("1", "2", "8"), Others.KeepAsync("2"), NameNoorAsync());
        await SettledAsync();
    }

    /// <summary>Far down: what stands in the window while she reads what is new counts as read after a moment.</summary>
    private async Task NameNoorAsync()
    {
        await _kai.Reader.PressAsync("8", "c");
        await _kai.Reader.Page.Keyboard.TypeAsync("@Noo");
        await Expect(_kai.Reader.Composer.Locator("[role=listbox] [role=option]")).ToHaveTextAsync(["Noor Haddad"]);
        await _kai.Reader.PressAsync("Enter");
        await TypeAsync(_kai.Reader, _ledger.Say(_kai.Who.Member).Text);
    }

    private static async Task TypeAsync(Reader who, string text)
    {
        await who.Page.Keyboard.TypeAsync(text);
        await who.PressAsync("Control+Enter");
        await Expect(who.Composer).ToHaveCountAsync(0);
    }

    private async Task<Said> PinAsync(string point, bool later = false, Fate fate = Fate.Shown)
    {
        var said = _ledger.Say(_mara.Who.Member, fate);
        await Mara.Clause(point).Locator(".comment").ClickAsync();
        await Mara.Composer.GetByLabel($"Pin to point {point}").CheckAsync();
        if (later)
            await Mara.Composer.GetByLabel("Only when we come to it").CheckAsync();
        await Mara.WriteAsync(said.Text);
        await Expect(Mara.Clause(point).Locator(later ? ".aside" : ".card.pinned", new() { HasText = said.Mark })).ToHaveCountAsync(1);
        await Mara.LeaveAsync();
        return said;
    }

    private async Task<Sitter> SitDownAsync(Role role, string name)
    {
        var who = await _room.JoinAsync(role, name);
        var reader = await BrowserOfAsync(who, _room);
        return new Sitter(reader, who, await PageTrace.OfAsync(reader, _room.Document));
    }

    /// <summary>Until everybody without a page has received all that there is.</summary>
    private async Task<JsonObject> SettledAsync()
    {
        var snapshot = await _room.SnapshotAsync(_room.Owner);
        await Others.ReachedAsync((long)snapshot["seq"]!);
        return snapshot;
    }

    private static ILocator Line(Reader who) => who.Page.Locator(".hour");

    private Task HeardAsync(string kind, string words) => Others.Members[0].Trace.HeardAsync(kind, words);

    private static ILocator RoundAt(Reader who, string point) => who.Clause(point).Locator(".round .round-now");
}
