using Collab.Contracts.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Collab.Contracts.Tests.Serialization;

/// <summary>Orleans' own serializer, set up as silos and clients have it.</summary>
public sealed class SerializerFixture : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(builder => builder.AddCollabSerialization()).BuildServiceProvider();

    public Serializer Serializer => _services.GetRequiredService<Serializer>();

    public DeepCopier Copier => _services.GetRequiredService<DeepCopier>();

    public void Dispose() => _services.Dispose();
}
