using Collab.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.Browser.Tests.Safety;

public sealed class PolicyTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [Fact]
    public async Task The_policy_that_the_browser_enforces_lets_no_injected_script_run()
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        await olga.OpenRoomAsync();

        // What the product never does is done here on purpose: the browser has to refuse each.
        var outcome = await olga.Page.EvaluateAsync<string[]>("""
            async () => {
              const refused = [];
              const attempt = (name, action) => { try { action(); } catch { refused.push(name); } };
              attempt('a policy of its own', () => trustedTypes.createPolicy('own', { createHTML: words => words }));
              attempt('a policy for all', () => trustedTypes.createPolicy('default', { createHTML: words => words }));
              attempt('innerHTML', () => { document.createElement('div').innerHTML = '<b>x</b>'; });
              await new Promise(done => setTimeout(() => { attempt('eval', () => eval('1')); done(); }));
              const script = document.createElement('script');
              script.append('globalThis.ran = 1');
              attempt('inline', () => document.body.append(script));
              const away = await fetch('http://other.example/').then(() => 'fetched', () => 'away');
              refused.push(away);
              if (globalThis.ran !== undefined) refused.push('RAN');
              return refused;
            }
            """);

        Assert.Contains("a policy of its own", outcome);
        Assert.Contains("a policy for all", outcome);
        Assert.Contains("innerHTML", outcome);
        Assert.Contains("eval", outcome);
        Assert.Contains("away", outcome);
        Assert.DoesNotContain("RAN", outcome);
        Assert.NotEmpty(olga.Complaints);
        olga.Forgive();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/join")]
    [InlineData("/help")]
    [InlineData("/check")]
    [InlineData("/import")]
    [InlineData("/account")]
    [InlineData("/nowhere")]
    [InlineData("{room}")]
    [InlineData("{room}/reading")]
    [InlineData("{room}/export")]
    [InlineData("{room}/manage")]
    [InlineData("{seminar}/audit")]
    public async Task No_page_breaks_the_policy_fails_in_its_script_or_leaves_its_origin(string page)
    {
        var room = await NewRoomAsync();
        var olga = await BrowserOfAsync(room.Owner, room);
        var failed = new List<string>();
        olga.Context.RequestFailed += (_, request) => failed.Add(request.Url);
        olga.Context.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Url.EndsWith("/nowhere", StringComparison.Ordinal))
                failed.Add($"{response.Status} {response.Url}");
        };

        var answer = await olga.Page.GotoAsync(page.Replace("{room}", room.Path).Replace("{seminar}", $"/seminars/{room.Seminar}"), new() { WaitUntil = WaitUntilState.Load });
        if (page == "{room}")
            await Expect(olga.State).ToHaveTextAsync("Live");

        Assert.Contains("require-trusted-types-for 'script'", answer!.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Empty(failed);
    }
}
