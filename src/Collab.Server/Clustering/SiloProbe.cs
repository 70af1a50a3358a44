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
        // Each question goes to the next silo in turn: one that is frozen does not speak for the others.
        var asked = Enumerable.Range(0, Math.Max(1, cluster.Current.Silos.Count)).Select(_ => AnswersAsync(over.Token)).ToList();
        await foreach (var answer in Task.WhenEach(asked))
        {
            if (await answer)
                return ClusterAnswer.Counts;
        }

        return ClusterAnswer.Silence;
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
