using Collab.Cluster.Tests.Running;
using Xunit.Sdk;

namespace Collab.Cluster.Tests;

/// <summary>What is taken for harm, and what for chance.</summary>
public sealed class ComparisonTests
{
    private const double Promised = 1.1;

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public void A_little_more_than_promised_in_every_round_is_harm(int rounds) => Assert.ThrowsAny<XunitException>(() => Of(rounds, rounds, 11.2).Demand(Promised));

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public void As_much_as_is_promised_is_none(int rounds) => Of(rounds, rounds, 10.9).Demand(Promised);

    [Fact]
    public void Of_nine_rounds_one_may_have_been_spoiled_by_something_else() => Assert.ThrowsAny<XunitException>(() => Of(9, 8, 11.2).Demand(Promised));

    [Theory]
    [InlineData(5, 4)]
    [InlineData(9, 7)]
    public void What_is_not_the_slowest_nearly_always_may_be_chance(int rounds, int slowest) => Of(rounds, slowest, 20).Demand(Promised);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void What_takes_three_times_as_long_is_harm_however_often(int rounds) => Assert.ThrowsAny<XunitException>(() => Of(rounds, (rounds / 2) + 1, 51).Demand(Promised));

    /// <summary>Ten milliseconds before and after; beside, so long in so many rounds, and in the others nine.</summary>
    private static Comparison Of(int rounds, int slowest, double beside) => new([.. Enumerable.Range(0, rounds).Select(round => (10.0, round < slowest ? beside : 9.0, 10.0))]);
}
