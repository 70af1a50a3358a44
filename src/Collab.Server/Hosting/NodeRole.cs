namespace Collab.Server.Hosting;

/// <summary>What a node does.</summary>
public enum NodeRole
{
    /// <summary>It holds documents and serves readers: the default, and what recovers fastest from the death of another.</summary>
    All,

    /// <summary>It holds documents; of the web it answers health probes alone.</summary>
    Silo,

    /// <summary>It serves readers, and asks the silos for the documents.</summary>
    Web,
}
