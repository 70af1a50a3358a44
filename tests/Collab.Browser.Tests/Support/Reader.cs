using System.Collections.Concurrent;
using Collab.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Support;

/// <summary>Somebody at a browser of their own: a fresh profile, one page.</summary>
public sealed class Reader : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly Room? _room;
    private readonly Uri _address;

    private Reader(Participant? who, Room? room, Uri address, IBrowserContext context, IPage page) => (Who, _room, _address, Context, Page) = (who, room, address, context, page);

    /// <summary>Null for somebody whom the server does not know yet.</summary>
    public Participant? Who { get; }

    public IBrowserContext Context { get; }

    public IPage Page { get; private set; }

    /// <summary>What went wrong in the page and is no test's purpose: script errors, broken policy, requests to others.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Whether requests that leave the origin are let pass unsaid.</summary>
    public bool MayLeave { get; set; }

    public static async Task<Reader> SitDownAsync(IBrowser browser, Participant? who, Room? room, BrowserNewContextOptions? options, Uri address)
    {
        options ??= new();
        options.ViewportSize ??= new() { Width = 1360, Height = 900 };
        options.ReducedMotion ??= ReducedMotion.Reduce;
        options.BaseURL ??= address.ToString();
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        if (who?.Cookie is { } cookie)
        {
            var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..]);
            await context.AddCookiesAsync([new() { Name = name, Value = value, Domain = address.Host, Path = "/", HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
        }

        var page = await context.NewPageAsync();
        var reader = new Reader(who, room, address, context, page);
        reader.Listen();
        return reader;
    }

    public async Task GoAsync(string path) => await Page.GotoAsync(path);

    /// <summary>Opens the room and waits until it is live.</summary>
    public async Task OpenRoomAsync(string more = "")
    {
        await GoAsync(_room!.Path + more);
        await Expect(State).ToHaveTextAsync("Live");
    }

    /// <summary>Closes the tab, whatever is being written in it, and opens the room in another.</summary>
    public async Task ReopenAsync()
    {
        await Page.CloseAsync();
        Page = await Context.NewPageAsync();
        ListenToSockets();
        await GoAsync(_room!.Path);
    }

    /// <summary>Forgets the complaints of a test that brought them about on purpose.</summary>
    public void Forgive() => _complaints.Clear();

    public ValueTask DisposeAsync() => new(Context.CloseAsync());

    // --- what is on the page ---

    /// <summary>How live the room is, in a word.</summary>
    public ILocator State => Page.Locator("#bar .state");

    /// <summary>Who is here, in the bar.</summary>
    public ILocator Here => Page.Locator("#bar .people summary");

    public ILocator Notices => Page.Locator("#notices");

    public ILocator Panel => Page.Locator(".panel");

    public ILocator Composer => Page.Locator(".composer");

    /// <summary>A clause by its label.</summary>
    public ILocator Clause(string label) => Page.Locator($"section.clause[data-label='{label}'], section.clause[data-label='{label}.']");

    public ILocator Text(string label) => Clause(label).Locator(".text");

    /// <summary>The cards in the margin of a clause.</summary>
    public ILocator Cards(string label) => Clause(label).Locator(".card");

    /// <summary>A card anywhere in the margin, by words in it.</summary>
    public ILocator Card(string words) => Page.Locator(".card", new() { HasText = words });

    /// <summary>A note in the panel, by words in it.</summary>
    public ILocator Note(string words) => Panel.Locator("article.note", new() { HasText = words });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    // --- what people do ---

    /// <summary>Comments on a point as a whole, by its button.</summary>
    public async Task CommentAsync(string label, string text)
    {
        await Clause(label).Locator(".comment").ClickAsync();
        await WriteAsync(text);
        await LeaveAsync();
    }

    /// <summary>Moves the mouse out of the margin: nothing waits there any more.</summary>
    public Task LeaveAsync() => Page.Mouse.MoveAsync(4, 450);

    /// <summary>Writes in the open composer, and posts.</summary>
    public async Task WriteAsync(string text)
    {
        await Composer.GetByLabel("Your note").FillAsync(text);
        await Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Composer).ToHaveCountAsync(0);
    }

    /// <summary>Drags the mouse over words of a clause.</summary>
    public async Task SelectAsync(string label, string words)
    {
        var at = await WhereIsAsync(label, words);
        await Page.Mouse.MoveAsync(at[0], at[1]);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(at[2], at[3], new() { Steps = 4 });
        await Page.Mouse.UpAsync();
    }

    public async Task ClickWordAsync(string label, string word)
    {
        var at = await WhereIsAsync(label, word);
        await Page.Mouse.ClickAsync((at[0] + at[2]) / 2, at[1]);
    }

    /// <summary>Brings words of a clause into view: x and y of their beginning and of their end.</summary>
    public Task<float[]> WhereIsAsync(string label, string words) => Text(label).EvaluateAsync<float[]>("""
        (element, words) => {
          element.scrollIntoView({ block: 'center', behavior: 'instant' });
          const node = element.firstChild, from = node.data.indexOf(words), range = document.createRange();
          const box = (start, end) => { range.setStart(node, start); range.setEnd(node, end); return range.getClientRects()[0]; };
          const first = box(from, from + 1), last = box(from + words.length - 1, from + words.length);
          return [first.left + 1, (first.top + first.bottom) / 2, last.right - 1, (last.top + last.bottom) / 2];
        }
        """, words);

    /// <summary>Opens a card's thread in the panel.</summary>
    public async Task OpenThreadAsync(string words)
    {
        await Card(words).First.Locator("a.author").ClickAsync();
        await Expect(Panel).ToBeVisibleAsync();
    }

    /// <summary>Picks an entry of a note's menu.</summary>
    public static async Task ChooseAsync(ILocator note, string entry)
    {
        await note.Locator(".menu > button").First.ClickAsync();
        await note.Locator(".menu-list").GetByRole(AriaRole.Button, new() { Name = entry }).ClickAsync();
    }

    /// <summary>Goes by the Tab key until something has the focus.</summary>
    public async Task TabToAsync(ILocator target, string key = "Tab")
    {
        for (var i = 0; i < 120; i++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await Page.Keyboard.PressAsync(key);
        }

        Assert.Fail($"{target} cannot be reached by {key}.");
    }

    /// <summary>Picks an entry of a note's menu by keys alone.</summary>
    public async Task ChooseByKeysAsync(ILocator note, string entry)
    {
        await TabToAsync(note.Locator(".menu > button").First);
        await PressAsync("Enter");
        await Expect(note.Locator(".menu-list")).ToBeVisibleAsync();
        await TabToAsync(note.Locator(".menu-list").GetByRole(AriaRole.Button, new() { Name = entry }), "ArrowDown");
        await PressAsync("Enter");
    }

    /// <summary>Presses keys one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await Page.Keyboard.PressAsync(key);
    }

    /// <summary>What is painted over the text under a name of the highlights' registry, as the words it covers.</summary>
    public Task<string[]> PaintedAsync(params string[] names) => Page.EvaluateAsync<string[]>("""
        names => names.flatMap(name => [...(CSS.highlights.get(name) ?? [])].map(range => range.startContainer.data.slice(range.startOffset, range.endOffset)))
        """, names);

    /// <summary>Waits until words are painted under one of the names.</summary>
    public async Task ExpectPaintedAsync(string words, params string[] names) => await Page.WaitForFunctionAsync("""
        ([words, names]) => names.some(name => [...(CSS.highlights.get(name) ?? [])].some(range => range.startContainer.data.slice(range.startOffset, range.endOffset).includes(words)))
        """, new object[] { words, names });

    /// <summary>Where an element stands, once it stands still for two frames: what was opened just now may still make room for itself.</summary>
    public static async Task<LocatorBoundingBoxResult> BoxOfAsync(ILocator of)
    {
        await of.EvaluateAsync("""
            element => new Promise(done => {
              let before = '';
              const look = () => {
                const { x, y, width, height } = element.getBoundingClientRect(), now = [x, y, width, height].join();
                if (now === before) return done();
                before = now;
                requestAnimationFrame(() => requestAnimationFrame(look));
              };
              look();
            })
            """);
        return (await of.BoundingBoxAsync())!;
    }

    /// <summary>Waits until nothing is painted under the names.</summary>
    public async Task ExpectNothingPaintedAsync(params string[] names) => await Page.WaitForFunctionAsync("names => names.every(name => !CSS.highlights.get(name)?.size)", names);

    private void Listen()
    {
        Context.Console += (_, message) =>
        {
            if (message.Type == "error" && (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) || message.Text.Contains("TrustedHTML", StringComparison.Ordinal)))
                _complaints.Enqueue($"{Page.Url}: {message.Text}");
        };
        Context.WebError += (_, error) => _complaints.Enqueue($"{Page.Url}: {error.Error}");
        Context.Request += (_, request) =>
        {
            if (!MayLeave && request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith(_address.ToString(), StringComparison.Ordinal))
                _complaints.Enqueue($"{Page.Url} asked {request.Url}");
        };
        ListenToSockets();
    }

    private void ListenToSockets() =>
        Page.WebSocket += (_, socket) =>
        {
            if (!socket.Url.StartsWith($"{(_address.Scheme == "https" ? "wss" : "ws")}://{_address.Authority}/", StringComparison.Ordinal))
                _complaints.Enqueue($"{Page.Url} opened {socket.Url}");
        };
}
