using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Running;

/// <summary>Fails with what the checker found, each of it whole: a list of it would be cut short.</summary>
internal static class Verdict
{
    public static void AssertHolds(this Evidence evidence)
    {
        var violations = Checker.Check(evidence);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }
}
