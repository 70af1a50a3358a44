using Collab.Contracts.Clustering;
using Orleans.Metadata;

namespace Collab.Server.Clustering;

/// <summary>For a node of the role web, which is no silo itself: asks whether any of them answers.</summary>
internal sealed class SiloProbe(IGrainFactory grains, IClusterManifestProvider cluster, TimeProvider time) : IClusterProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<ClusterAnswer> AskAsync()
    {
        using var over = new CancellationTokenSource(Patience, time);
        await foreach (var answer in Task.WhenEach(OfEach(() => AnswersAsync(over.Token))))
        {
            if (await answer)
                return ClusterAnswer.Counts;
        }

        return ClusterAnswer.Silence;
    }

    public async Task<TimeSpan?> AskOfStorageAsync()
    {
        using var over = new CancellationTokenSource(Patience, time);
        return (await Task.WhenAll(OfEach(() => AskOfStorageAsync(over.Token)))).Min();
    }

    // Each question goes to the next silo in turn: one that is frozen does not speak for the others.
    private List<Task<T>> OfEach<T>(Func<Task<T>> ask) => [.. Enumerable.Range(0, Math.Max(1, cluster.Current.Silos.Count)).Select(_ => ask())];

    private async Task<TimeSpan?> AskOfStorageAsync(CancellationToken over)
    {
        try
        {
            return await grains.GetGrain<IContactGrain>(0).SilenceOfStorageAsync().WaitAsync(over);
        }
        catch (Exception)
        {
            // It does not answer, or is of a version that cannot be asked.
            return null;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken over)
    {
        try
        {
            await grains.GetGrain<IContactGrain>(0).AnswerAsync().WaitAsync(over);
            return true;
        }
        catch (ArgumentException)
        {
            // All silos are of a version that cannot be asked. They are believed, as they were.
            return true;
        }
        catch (Exception)
        {
            // Whatever it is, nothing was heard.
            return false;
        }
    }
}
