using Collab.Contracts.Documents;
using Collab.Domain;

namespace Collab.Server.Admin;

/// <summary>This part says which node of a cluster holds a document.</summary>
internal static partial class AdminApi
{
    /// <param name="Node">The address by which the other nodes reach the one that decides what is written to it; null where none does just now.</param>
    /// <param name="Here">Whether that is the node that was asked.</param>
    public sealed record Holder(string? Node, bool Here);

    // It is looked up, not called: nothing wakes by being asked about.
    private static async Task<Holder> HolderAsync(string document, IGrainFactory grains, IServiceProvider services)
    {
        if (!Identifier.IsWellFormed(document))
            throw new RefusalException("not-found", $"There is no document “{document}” here. The command “info --documents” lists them.");
        var holder = await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grains.GetGrain<IDocumentGrain>(document));
        // A node of the role web is no silo.
        return new Holder(holder?.Endpoint.ToString(), holder is not null && holder.Equals(services.GetService<ILocalSiloDetails>()?.SiloAddress));
    }
}
