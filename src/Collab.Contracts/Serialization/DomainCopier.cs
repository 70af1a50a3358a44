using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Cloning;

namespace Collab.Contracts.Serialization;

/// <summary>Domain types are immutable: the copy that Orleans makes for a call within a silo is the thing itself.</summary>
internal sealed class DomainCopier : IGeneralizedCopier
{
    public bool IsSupportedType(Type type) => SerializationExtensions.IsOfDomain(type);

    [return: NotNullIfNotNull(nameof(input))]
    public object? DeepCopy(object? input, CopyContext context) => input;
}
