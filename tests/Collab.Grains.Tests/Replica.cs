using Collab.Domain.Documents;
using Collab.Grains.Documents;

namespace Collab.Grains.Tests;

/// <summary>A node that knows one document, or none.</summary>
public sealed class Replica : IReplicas
{
    /// <summary>What it knows.</summary>
    public DocumentState? Known { get; set; }

    public DocumentState? Find(string document) => Known?.Header.Id == document ? Known : null;
}
