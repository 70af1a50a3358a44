namespace Collab.Benchmarks;

internal static class TaskExtensions
{
    /// <summary>Nobody waits for it: its failure shows elsewhere.</summary>
    public static void Forget(this Task task) => _ = task;
}
