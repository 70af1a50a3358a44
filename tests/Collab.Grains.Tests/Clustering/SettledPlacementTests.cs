using System.Net;
using Collab.Grains.Clustering;

namespace Collab.Grains.Tests.Clustering;

public sealed class SettledPlacementTests
{
    private const int Now = 1_000_000;

    [Fact]
    public void A_node_that_has_just_started_is_passed_over() =>
        Assert.Equal([Started(60), Started(5)], SettledPlacement.Settled([Started(60), Started(4), Started(5), Started(0)], Now));

    [Fact]
    public void Where_all_have_just_started_each_will_do() => Assert.Equal([Started(1), Started(4)], SettledPlacement.Settled([Started(1), Started(4)], Now));

    [Fact]
    public void One_whose_clock_is_ahead_is_not_taken_for_new() => Assert.Equal([Started(-3600)], SettledPlacement.Settled([Started(-3600), Started(1)], Now));

    private static SiloAddress Started(int secondsAgo) => SiloAddress.New(IPAddress.Loopback, 11111, Now - secondsAgo);
}
