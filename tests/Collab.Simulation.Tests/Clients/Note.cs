namespace Collab.Simulation.Tests.Clients;

/// <summary>A note that somebody was told of.</summary>
internal sealed class Note(string id, string writer)
{
    public string Id => id;

    public string Writer => writer;

    /// <summary>The version that its writer last heard of.</summary>
    public int Version { get; set; } = 1;

    public bool IsHidden { get; set; }
}
