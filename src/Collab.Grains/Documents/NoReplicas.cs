using Collab.Domain.Documents;

namespace Collab.Grains.Documents;

/// <summary>A silo through which nobody reads.</summary>
public sealed class NoReplicas : IReplicas
{
    public DocumentState? Find(string document) => null;
}
