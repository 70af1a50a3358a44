using Collab.Contracts.Clustering;
using Orleans.Runtime.Services;

namespace Collab.Server.Clustering;

/// <summary>
/// Asks the table of nodes in the database, and the other nodes. The table's word is final. Where it cannot be read, nobody can be given
/// up but by nodes that can read it: a majority that still counts this one is enough.
/// </summary>
internal sealed class ClusterProbe(IServiceProvider services, IMembershipTable table, IClusterMembershipService membership, ILocalSiloDetails self, TimeProvider time)
    : GrainServiceClient<IPeerService>(services), IClusterProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<ClusterAnswer> AskAsync()
    {
        using var over = new CancellationTokenSource(Patience, time);
        var (row, majority) = (ReadRowAsync(over.Token), ReachMajorityAsync(over.Token));
        return await row switch
        {
            ClusterAnswer.Silence when await majority => ClusterAnswer.Counts,
            var answer => answer,
        };
    }

    public async Task<TimeSpan?> AskOfStorageAsync()
    {
        using var over = new CancellationTokenSource(Patience, time);
        return (await Task.WhenAll(Others().Select(node => AskOfStorageAsync(node, over.Token)))).Min();
    }

    private async Task<ClusterAnswer> ReadRowAsync(CancellationToken over)
    {
        try
        {
            var rows = await table.ReadRowAsync(self.SiloAddress, over).WaitAsync(over);
            return rows.Members is [{ Item1.Status: not SiloStatus.Dead }] ? ClusterAnswer.Counts : ClusterAnswer.GivenUp;
        }
        catch (Exception)
        {
            // Whatever it is, nothing was heard.
            return ClusterAnswer.Silence;
        }
    }

    /// <summary>Whether more than half of the active nodes, this one included, count this one.</summary>
    private async Task<bool> ReachMajorityAsync(CancellationToken over)
    {
        var others = Others();
        var counting = await Task.WhenAll(others.Select(node => CountsAsync(node, over)));
        return 1 + counting.Count(counts => counts) > (1 + others.Count) / 2;
    }

    private List<SiloAddress> Others() =>
        [.. membership.CurrentSnapshot.Members.Values.Where(node => node.Status == SiloStatus.Active && !node.SiloAddress.Equals(self.SiloAddress)).Select(node => node.SiloAddress)];

    private async Task<bool> CountsAsync(SiloAddress node, CancellationToken over)
    {
        try
        {
            return await GetGrainService(node).CountsAsync(self.SiloAddress).WaitAsync(over);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private async Task<TimeSpan?> AskOfStorageAsync(SiloAddress node, CancellationToken over)
    {
        try
        {
            return await GetGrainService(node).SilenceOfStorageAsync().WaitAsync(over);
        }
        catch (Exception)
        {
            // It does not answer, or is of a version that cannot be asked.
            return null;
        }
    }
}
