using Collab.Browser.Tests.Support;
using Collab.Domain.Planting;
using Xunit.Abstractions;

namespace Collab.Browser.Tests.Safety;

/// <summary>
/// A hundred payloads wherever people's words are shown. With all barriers none runs and the policy has nothing to refuse; with neither
/// escaping nor sanitizer, on the server and in the page, the policy alone lets none run; and without the policy too, they do: what looks here can see it.
/// Alone: the sanitizer is taken out of the whole process.
/// </summary>
[CollectionDefinition(nameof(SinksTests), DisableParallelization = true)]
[Collection(nameof(SinksTests))]
public sealed class SinksTests(BrowserFixture fixture, ITestOutputHelper output) : BrowserTest(fixture)
{
    private static bool All => Environment.GetEnvironmentVariable("COLLAB_POLICIES") == "all";

    [Fact]
    public async Task N97_nothing_that_people_write_runs_and_the_policy_alone_would_see_to_that()
    {
        var hostile = await HostileRoom.BuildAsync(Server);

        await using var shipped = await OpenAsync(hostile, Barriers.AsShipped);
        var visit = new SinkVisit(shipped, hostile);
        await visit.AllAsync();
        Assert.Empty(shipped.Ran);
        Assert.Empty(shipped.Complaints);
        Assert.Equal(0, visit.Suspicious);
        output.WriteLine($"Shown of {Payloads.Count}: {string.Join(", ", visit.Shown.Select(sink => $"{sink.Key} {sink.Value}"))}.");
        Assert.All(visit.Shown, sink => Assert.Equal(Payloads.Count, sink.Value));

#if PLANTED_DEFECTS
        await Planted.WhileAsync(Defect.SanitizerOff, async () =>
        {
            foreach (var barriers in All ? [Barriers.Policy | Barriers.TrustedTypes, Barriers.Policy, Barriers.None] : new[] { Barriers.Policy | Barriers.TrustedTypes, Barriers.None })
                await WithoutEscapingAsync(hostile, barriers);
            if (!All)
                output.WriteLine("The policy without Trusted Types, as older browsers have it, is tested with COLLAB_POLICIES=all.");
        });
#else
        output.WriteLine("The policy alone is tested in a debug build only: this one has a sanitizer that cannot be taken out.");
#endif
    }

    private async Task WithoutEscapingAsync(HostileRoom hostile, Barriers barriers)
    {
        await using var browser = await OpenAsync(hostile, barriers);
        var visit = new SinkVisit(browser, hostile);
        await visit.AllAsync();
        var numbers = browser.Ran.Select(ran => ran.Number).Distinct().Select(Payloads.Of).Where(ran => ran.Sink != Sink.None).ToList();
        var (payloads, sinks, pages) = (numbers.Select(ran => ran.Payload).Distinct().Count(), numbers.Select(ran => ran.Sink).Distinct().Order().ToList(), browser.Ran.Select(ran => ran.Page).Distinct().ToList());
        output.WriteLine($"{barriers}: {payloads} of {Payloads.Count} payloads ran, at {numbers.Count} places ({string.Join(", ", numbers.CountBy(ran => ran.Sink).Select(sink => $"{sink.Key} {sink.Value}"))}); Trusted Types refused {visit.Refused}.");
        Assert.True(visit.Suspicious > 100, $"{visit.Suspicious}: the payloads do not stand in the pages.");
        if (barriers.HasFlag(Barriers.TrustedTypes))
            Assert.True(visit.Refused > 100, $"{visit.Refused}");
        if (barriers.HasFlag(Barriers.Policy))
        {
            Assert.Empty(browser.Ran);
            return;
        }

        // What looks here can see it, wherever it would run. The name of a file is shown nowhere; a quotation is of the text.
        Assert.True(payloads >= 40, $"{payloads}");
        Assert.Equal([Sink.Text, Sink.Name, Sink.Title, Sink.Tag, Sink.LinkText, Sink.LinkAddress, Sink.Reason, Sink.Error, Sink.Search, Sink.Body, Sink.Reply], sinks);
        Assert.All(["reading", "manage", "home", "audit", "export page", "exported", "error", "room"], page => Assert.Contains(page, pages));
    }

    private Task<Watched> OpenAsync(HostileRoom hostile, Barriers barriers) => Watched.OpenAsync(Browser, hostile.Moderator, Server.Address, barriers);
}
