using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Collab.Testing;
using Microsoft.Playwright;

namespace Collab.Browser.Tests.Safety;

/// <summary>A browser in which whatever runs is noted with the page that it ran on, and from which barriers can be taken.</summary>
internal sealed class Watched : IAsyncDisposable
{
    private readonly Uri _address;
    private readonly Barriers _barriers;
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<(string Page, int Number)> _ran = [];
    private readonly ConcurrentQueue<string> _complaints = [];
    private string _where = "";

    private Watched(Uri address, Barriers barriers, IBrowserContext context, IPage page) => (_address, _barriers, _context, Page) = (address, barriers, context, page);

    public IPage Page { get; }

    /// <summary>On which page what ran.</summary>
    public IReadOnlyCollection<(string Page, int Number)> Ran => _ran;

    /// <summary>What the browser refused or a page failed at, and requests that would have left the server.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Whether the payload that swallows the rest of a page stands there in place of all others.</summary>
    public bool Swallowing { get; set; }

    /// <summary>Whether pages come as the server made them, whatever barriers are down.</summary>
    public bool PagesAsTheyAre { get; set; }

    /// <summary>What stands at an address beside the server's own.</summary>
    public Dictionary<string, string> Files { get; } = [];

    public bool Escapes => _barriers.HasFlag(Barriers.Escaping);

    public static async Task<Watched> OpenAsync(IBrowser browser, Participant who, Uri address, Barriers barriers)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = address.ToString(), ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(15_000);
        var (name, value) = who.Cookie!.Split('=', 2) is [var first, var second] ? (first, second) : throw new InvalidOperationException("Who watches is signed in.");
        await context.AddCookiesAsync([new() { Name = name, Value = value, Domain = address.Host, Path = "/", HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
        var watched = new Watched(address, barriers, context, await context.NewPageAsync());
        await watched.ListenAsync();
        return watched;
    }

    /// <summary>Opens a page and does to all that is suspicious in it what a reader could do. Answers how much is.</summary>
    /// <param name="name">What the page is called.</param>
    /// <param name="ready">What to wait for before.</param>
    public async Task<int> VisitAsync(string name, string path, Func<Task>? ready = null)
    {
        _where = name;
        await Page.GotoAsync(path);
        if (ready is not null)
            await ready();
        return await ProvokeAsync();
    }

    /// <summary>Clicks, touches and focuses whatever would run by it.</summary>
    public async Task<int> ProvokeAsync()
    {
        return await Page.EvaluateAsync<int>("""
            async () => {
              let found = 0;
              // Nobody leaves the page by it: only what would run is followed.
              const runs = address => /^\s*javascript:/i.test(address ?? '');
              document.addEventListener('click', event => {
                const link = event.target.closest('a');
                if (link && !runs(link.href?.baseVal ?? link.href)) event.preventDefault();
              }, true);
              document.addEventListener('submit', event => {
                if (!runs(event.submitter?.getAttribute('formaction') ?? event.target.getAttribute('action'))) event.preventDefault();
              }, true);
              for (const element of document.querySelectorAll('*')) {
                if (![...element.attributes].some(attribute => /^on/i.test(attribute.name) || /^[\s\x00-\x1f]*(java\s*script|vbscript|data:text)/i.test(attribute.value))) continue;
                found++;
                for (const type of ['mouseover', 'focus', 'toggle', 'animationstart', 'start', 'begin', 'load', 'error'])
                  element.dispatchEvent(new Event(type, { bubbles: false }));
                if (element instanceof HTMLFormElement) element.requestSubmit();
                else element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
              }
              // What was asked for comes or fails, and what was put off for a moment has its turn.
              await Promise.all([...document.images].map(image => image.complete || new Promise(done => ['load', 'error'].forEach(type => image.addEventListener(type, done)))));
              await new Promise(done => setTimeout(done));
              return found;
            }
            """);
    }

    /// <summary>All words of the page, those in its fields too.</summary>
    public async Task<string> WordsAsync() => Collapse(await Page.EvaluateAsync<string>("""
        () => [document.documentElement.textContent, ...[...document.querySelectorAll('input, textarea')].map(field => field.value)].join('\n')
        """));

    public static string Collapse(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public ValueTask DisposeAsync() => new(_context.CloseAsync());

    private async Task ListenAsync()
    {
        await _context.ExposeFunctionAsync<JsonElement>("ran", number => _ran.Enqueue((_where, number.ValueKind == JsonValueKind.Number ? number.GetInt32() : 0)));
        await _context.AddInitScriptAsync("globalThis.alert = number => { ran(number); };");
        if (!Escapes)
            await _context.AddInitScriptAsync(Undoing.PageScript);
        Page.Dialog += async (_, dialog) =>
        {
            // Our own pages ask before they do what cannot be undone.
            if (dialog.Type == DialogType.Alert)
                _ran.Enqueue((_where, int.TryParse(dialog.Message, CultureInfo.InvariantCulture, out var number) ? number : 0));
            await dialog.DismissAsync();
        };
        _context.Console += (_, message) =>
        {
            if (message.Type == "error" && (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase) || message.Text.Contains("Trusted", StringComparison.Ordinal)))
                _complaints.Enqueue($"{_where}: {message.Text}");
        };
        _context.WebError += (_, error) => _complaints.Enqueue($"{_where}: {error.Error}");
        await _context.RouteAsync(_ => true, AnswerAsync);
    }

    private async Task AnswerAsync(IRoute route)
    {
        var url = new Uri(route.Request.Url);
        if (url.Authority != _address.Authority)
        {
            _complaints.Enqueue($"{_where} asked {url}");
            await route.AbortAsync();
        }
        else if (Files.TryGetValue(url.AbsolutePath, out var file))
            await route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Body = Weaken(file) });
        else if (!Escapes && url.AbsolutePath.EndsWith("/markdown.js", StringComparison.Ordinal))
            await route.FulfillAsync(new() { ContentType = "text/javascript", Body = Undoing.MarkdownModule });
        else if (!Escapes && route.Request.IsNavigationRequest && route.Request.Frame == Page.MainFrame)
            await AnswerWeakenedAsync(route);
        else
            await route.ContinueAsync();
    }

    private async Task AnswerWeakenedAsync(IRoute route)
    {
        var answer = await route.FetchAsync();
        var headers = answer.Headers.ToDictionary();
        if (!_barriers.HasFlag(Barriers.Policy))
            headers.Remove("content-security-policy");
        else if (!_barriers.HasFlag(Barriers.TrustedTypes))
            headers["content-security-policy"] = headers["content-security-policy"].Replace("; require-trusted-types-for 'script'; trusted-types 'none'", "", StringComparison.Ordinal);
        await route.FulfillAsync(new() { Response = answer, Headers = headers, Body = Weaken(await answer.TextAsync()) });
    }

    private string Weaken(string html)
    {
        if (!Escapes && !PagesAsTheyAre)
            html = Undoing.Escaping(html, Swallowing);
        return _barriers.HasFlag(Barriers.Policy) ? html : Undoing.OwnPolicy(html);
    }
}
