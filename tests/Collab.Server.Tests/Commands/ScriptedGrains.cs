using System.Reflection;
using Orleans;

namespace Collab.Server.Tests.Commands;

/// <summary>A grain factory that gives the grains of a test, by interface, or by a function of their key; observers are their own references.</summary>
public class ScriptedGrains : DispatchProxy
{
    private readonly Dictionary<Type, object> _grains = [];

    public static IGrainFactory Of(params (Type Interface, object Grain)[] grains)
    {
        var factory = Create<IGrainFactory, ScriptedGrains>();
        foreach (var (type, grain) in grains)
            ((ScriptedGrains)(object)factory)._grains[type] = grain;
        return factory;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IGrainFactory.GetGrain) => _grains[targetMethod.GetGenericArguments()[0]] is Func<string, object> byKey ? byKey((string)args![0]!) : _grains[targetMethod.GetGenericArguments()[0]],
        nameof(IGrainFactory.CreateObjectReference) => args![0],
        _ => throw new NotSupportedException(targetMethod.Name),
    };
}
