using Collab.Domain.Documents;

namespace Collab.Grains.Documents;

/// <summary>The documents that are read through this node: what it knows of them need not be read again where they wake here.</summary>
public interface IReplicas
{
    /// <summary>The document as this node knows it, which may be behind; null where it is not read here.</summary>
    DocumentState? Find(string document);
}
