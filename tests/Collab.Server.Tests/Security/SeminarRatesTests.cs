using Collab.Domain.Policy;
using Collab.Server.Limits;
using Collab.Server.Tests.Feeds;
using Collab.Server.Tests.Hubs;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Security;

public sealed class SeminarRatesTests
{
    private readonly FakeTimeProvider _time = new(Story.Began);

    [Fact]
    public void Three_hundred_who_write_at_once_and_one_who_floods_are_let_through_and_more_must_wait()
    {
        var limits = new LimitsOptions();
        var rates = new SeminarRates(Options.Create(limits), _time);
        Assert.Equal(limits.SeminarBurst, Passed(rates, "monday", 300 * 50));
        Assert.Equal(1, Passed(rates, "tuesday", 1));
        for (var second = 0; second < 5; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            // Half of 300 people, and one program at the limit of a person.
            Assert.Equal(150 + limits.HubCalls, Passed(rates, "monday", 150 + limits.HubCalls));
        }
    }

    [Fact]
    public void Whoever_must_wait_is_told_how_long()
    {
        var rates = new SeminarRates(Options.Create(new LimitsOptions { SeminarWrites = 2, SeminarBurst = 1 }), _time);
        rates.Count("monday");
        var wait = Assert.Throws<RateLimitedException>(() => rates.Count("monday")).RetryAfter;
        Assert.Equal(TimeSpan.FromSeconds(0.5), wait);
        _time.Advance(wait);
        rates.Count("monday");
    }

    [Fact]
    public void Who_has_written_too_much_is_not_forgotten_for_the_ten_thousands_who_wrote_a_little()
    {
        var limits = new LimitsOptions();
        var rates = new SeminarRates(Options.Create(limits), _time);
        Assert.Equal(limits.SeminarBurst, Passed(rates, "monday", limits.SeminarBurst + 1));
        for (var other = 0; other < 30_000; other++)
        {
            rates.Count($"seminar {other}");
            if (other == 25_000)
                _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(limits.SeminarWrites, Passed(rates, "monday", limits.SeminarBurst));
    }

    [Fact]
    public async Task All_who_write_in_a_seminar_count_together_over_HTTP_and_the_hub_and_other_seminars_are_not_held_up()
    {
        // Time stands still: nothing is filled up meanwhile.
        await using var server = await CollabServer.StartAsync(
            settings: new Dictionary<string, string?> { ["Collab:Limits:SeminarBurst"] = "3" },
            configure: builder => builder.Services.AddSingleton(services => new SeminarRates(services.GetRequiredService<IOptions<LimitsOptions>>(), _time)));
        var (first, second) = (await server.JoinAsync(Role.Annotator), await server.JoinAsync(Role.Annotator));
        var (_, elsewhere, document) = await server.NewSeminarAsync();
        await first.AnnotateAsync(server.Document, "one");
        await second.AnnotateAsync(server.Document, "two");
        await using var hub = await second.ConnectAsync();
        await hub.InvokeAsync("Annotate", Note("three"));

        using var refused = await first.PostAsync($"/api/documents/{server.Document}/annotations", Note("four", withDocument: false));
        Assert.Equal("429 rate-limited", await refused.OutcomeAsync());
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("rate-limited", await HubRefusal.CodeAsync(hub.InvokeAsync("Annotate", Note("four"))));
        await elsewhere.AnnotateAsync(document, "hello");
        Assert.Equal("200", await first.GetAsync($"/api/documents/{server.Document}").OutcomeAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        await first.AnnotateAsync(server.Document, "four");

        Dictionary<string, object> Note(string text, bool withDocument = true)
        {
            var note = new Dictionary<string, object> { ["commandId"] = Guid.NewGuid(), ["targets"] = Array.Empty<object>(), ["body"] = new { text, format = "markdown" }, ["visibility"] = "shared" };
            if (withDocument)
                note["document"] = server.Document;
            return note;
        }
    }

    private static int Passed(SeminarRates rates, string seminar, int writes) => Enumerable.Range(0, writes).Count(_ =>
    {
        try
        {
            rates.Count(seminar);
            return true;
        }
        catch (RateLimitedException)
        {
            return false;
        }
    });
}
