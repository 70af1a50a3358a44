using Collab.Testing;
using CsCheck;
using Xunit.Abstractions;

namespace Collab.Domain.Tests;

/// <summary>Alone, and so after the others: it also says what all of them tried.</summary>
[CollectionDefinition(nameof(SamplingTests), DisableParallelization = true)]
[Collection(nameof(SamplingTests))]
public sealed class SamplingTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_run_has_the_same_examples_and_they_are_counted()
    {
        var before = Sampling.Tried;
        output.WriteLine(Round.Recorded("properties", before, 0));
        List<int> first = [], second = [];
        Gen.Int.Sample(first.Add, iter: 7);
        Gen.Int.Sample(second.Add, iter: 7);
        Assert.Equal(Math.Max(7, Round.Number("COLLAB_EXAMPLES", 0)), first.Count);
        Assert.Equal(first, second);
        Assert.Equal(before + (2 * first.Count), Sampling.Tried);
    }

    [Fact]
    public void One_that_fails_is_named_with_its_seed()
    {
        var named = Assert.ThrowsAny<Exception>(() => Gen.Int[0, 1000].Sample(number => Assert.True(number < 1)));
        Assert.Contains("seed", named.Message, StringComparison.OrdinalIgnoreCase);
    }
}
