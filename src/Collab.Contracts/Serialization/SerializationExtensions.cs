using System.Reflection;
using System.Text.Json;
using Collab.Domain.Commands;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Collab.Contracts.Serialization;

/// <summary>How the domain's records travel between silos, which know Orleans where the domain does not.</summary>
public static class SerializationExtensions
{
    private static readonly Assembly Domain = typeof(Command).Assembly;

    /// <summary>
    /// Domain types go between silos as JSON under their type's name, and within a silo by reference: they are immutable.
    /// Silo and client need it both.
    /// </summary>
    public static ISerializerBuilder AddCollabSerialization(this ISerializerBuilder builder)
    {
        builder.Services.AddSingleton<IGeneralizedCopier, DomainCopier>();
        builder.Services.AddSingleton<CollectionExpressionCodec>();
        builder.Services.AddSingleton<IGeneralizedCodec>(services => services.GetRequiredService<CollectionExpressionCodec>());
        builder.Services.AddSingleton<IGeneralizedCopier>(services => services.GetRequiredService<CollectionExpressionCodec>());
        // No copyable types: the JSON codec would copy by writing and reading.
        return builder.AddJsonSerializer(IsOfDomain, isCopyable: null, options => options.Configure(json =>
        {
            json.SerializerOptions = TransportJson.Options;
            json.WriterOptions = new JsonWriterOptions { Encoder = TransportJson.Options.Encoder };
        }));
    }

    /// <summary>Enumerations are left to Orleans, which writes their number.</summary>
    internal static bool IsOfDomain(Type type) => type.Assembly == Domain && !type.IsEnum;
}
