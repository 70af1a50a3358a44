#if PLANTED_DEFECTS
using Collab.Domain.Planting;
using Xunit.Abstractions;

namespace Collab.Simulation.Tests;

/// <summary>The simulation finds what is planted, by the promise that it breaks. What finds the others is told in docs/reliability.md.</summary>
public sealed class PlantedDefectTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>A defect that is not found by so many seeds would be found by chance.</summary>
    private const int MostSeeds = 60;

    public void Dispose() => Planted.Now = null;

    [Theory]
    [InlineData(Defect.AcknowledgedBeforeDurable, "C1")]
    [InlineData(Defect.PublishedBeforeDurable, "C5")]
    [InlineData(Defect.FailedWriteApplied, "C9")]
    [InlineData(Defect.LostAnswerIsFailure, "C2")]
    [InlineData(Defect.RetryAnswersAnotherSeq, "C1")]
    [InlineData(Defect.ReusedIdAccepted, "C2")]
    [InlineData(Defect.ConflictNotDecidedAgain, "C3")]
    [InlineData(Defect.StaleDecisionAccepted, "Rule")]
    [InlineData(Defect.DuplicateFailsItsBatch, "C3")]
    [InlineData(Defect.ResumeOneTooFar, "C5")]
    [InlineData(Defect.ResumeOneTooNear, "C5")]
    [InlineData(Defect.DroppedOnReconnect, "C5")]
    [InlineData(Defect.RingFloorIgnored, "C9")]
    [InlineData(Defect.PageWithHole, "C5")]
    [InlineData(Defect.WakeUpForgotten, "C9")]
    [InlineData(Defect.ReadsBeforeItIsThere, "C7")]
    [InlineData(Defect.GateNeverOpens, "C9")]
    [InlineData(Defect.TimeGoesBack, "Rule")]
    [InlineData(Defect.NumberGivenTwice, "Rule")]
    [InlineData(Defect.RoleChangeIgnored, "Rule")]
    [InlineData(Defect.MembersThoughtTold, "Rule")]
    public void Is_found_by_the_promise_that_it_breaks(Defect defect, string promise)
    {
        Planted.Now = defect;
        for (var seed = 1; seed <= MostSeeds; seed++)
        {
            var found = Simulation.Run(seed).Violations.FirstOrDefault(v => v.StartsWith(promise + ":", StringComparison.Ordinal));
            if (found is null)
                continue;
            output.WriteLine($"{defect}: seed {seed}: {found}");
            return;
        }

        Assert.Fail($"{defect} is not found as {promise} by {MostSeeds} seeds.");
    }

    [Fact]
    public void A_disk_that_says_too_early_that_it_has_written_is_found()
    {
        var found = Enumerable.Range(1, MostSeeds).SelectMany(seed => Simulation.Run(seed, diskLies: true).Violations);
        Assert.Contains(found, v => v.StartsWith("C1:", StringComparison.Ordinal));
    }
}
#endif
