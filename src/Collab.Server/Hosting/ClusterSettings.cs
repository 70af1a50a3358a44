namespace Collab.Server.Hosting;

/// <summary>
/// How the nodes of a cluster find each other: the section <c>Collab:Cluster</c> (<c>Collab__Cluster__Address</c>). It is used with
/// PostgreSQL alone; with SQLite there is one node. How soon a silent node is given up is set by <c>Collab:Cluster:Membership</c>, which
/// holds Orleans' <see cref="Orleans.Configuration.ClusterMembershipOptions"/>.
/// </summary>
public sealed class ClusterSettings
{
    public const string Section = $"{ServerOptions.Section}:Cluster";

    /// <summary>Nodes of one id are one cluster. Two clusters on one database lose nothing, but get in each other's way.</summary>
    public string Id { get; set; } = "collab";

    /// <summary>
    /// The address, or a name that stands for it, by which the other nodes reach this one; it is all that is listened on. Whoever reaches these
    /// ports is trusted: loopback by default, else a private network.
    /// </summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port for the other silos; 0: on loopback a free one, else 11111.</summary>
    public int SiloPort { get; set; }

    /// <summary>The port for nodes of the role web; 0: on loopback a free one, else 30000.</summary>
    public int GatewayPort { get; set; }
}
