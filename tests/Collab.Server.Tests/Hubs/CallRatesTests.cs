using Collab.Server.Hubs;
using Collab.Server.Limits;
using Collab.Server.Tests.Feeds;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Hubs;

public sealed class CallRatesTests
{
    private readonly FakeTimeProvider _time = new(Story.Began);

    [Fact]
    public void A_burst_passes_then_so_many_a_second_and_others_are_unaffected()
    {
        var rates = new CallRates(Options.Create(new LimitsOptions { HubBurst = 20, HubCalls = 10 }), _time);
        Assert.Equal(20, Passed(rates, "ada", 100));
        Assert.Equal(20, Passed(rates, "mei", 20));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, Passed(rates, "ada", 100));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(20, Passed(rates, "ada", 100));
    }

    [Fact]
    public void Without_rates_everything_passes()
    {
        var rates = new CallRates(Options.Create(new LimitsOptions { HubBurst = 1, HubCalls = 1, Rates = false }), _time);
        Assert.Equal(1_000, Passed(rates, "ada", 1_000));
    }

    [Fact]
    public void Messages_wait_until_as_many_are_paid_for_and_no_more_is_owed_than_a_burst()
    {
        var rates = new CallRates(Options.Create(new LimitsOptions { HubBurst = 20, HubCalls = 10 }), _time);
        Assert.Equal(TimeSpan.Zero, rates.CountRead("ada", 80));
        Assert.Equal(TimeSpan.FromSeconds(0.5), rates.CountRead("ada", 20));
        Assert.Equal(TimeSpan.FromSeconds(2), rates.CountRead("ada", 1_000_000));
        Assert.Equal(TimeSpan.Zero, rates.CountRead("mei", 1));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(0.1), rates.CountRead("ada", 4));
        // A message is no call: those have their own.
        Assert.Equal(20, Passed(rates, "ada", 100));
        Assert.Equal(TimeSpan.Zero, new CallRates(Options.Create(new LimitsOptions { HubBurst = 1, HubCalls = 1, Rates = false }), _time).CountRead("ada", 1_000));
    }

    private static int Passed(CallRates rates, string person, int calls) => Enumerable.Range(0, calls).Count(_ => rates.Count(person) is not { Code: "rate-limited" });
}
