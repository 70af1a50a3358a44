#if PLANTED_DEFECTS
using Collab.Domain.Planting;
using Collab.Grains.Tests.EventSourcing;
using Xunit.Sdk;

namespace Collab.Grains.Tests;

/// <summary>What is planted in the grains fails the test that docs/reliability.md names. Alone: a defect is planted for the whole process.</summary>
[CollectionDefinition(nameof(PlantedDefectTests), DisableParallelization = true)]
[Collection(nameof(PlantedDefectTests))]
public sealed class PlantedDefectTests
{
    [Fact]
    public Task Answers_that_are_kept_for_ever_are_found() =>
        Assert.ThrowsAnyAsync<XunitException>(() => Planted.WhileAsync(Defect.AnswersKeptForEver, () => Task.Run(new RecentCommandsTests().Of_ever_so_many_answers_the_newest_are_kept)));
}
#endif
