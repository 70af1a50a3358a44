using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>What takes longest begins first: else it would run on by itself when all others are done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(FreezeTests), nameof(KillTests), nameof(HostsCollection), nameof(DiskTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(collection => Array.FindIndex(Longest, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var place and >= 0 ? place : Longest.Length)
        .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
