using System.Collections.Immutable;
using System.Reflection;
using Collab.Domain.Documents;

namespace Collab.Domain.Tests.Support;

/// <summary>Values with something in every field, so that a field that is lost on the way is missed.</summary>
public sealed class Filled
{
    private int _count;

    /// <summary>A value of the type, and one of each concrete type under an abstract one.</summary>
    public static IEnumerable<object> All(Type type) => Concrete(type).Select(concrete => new Filled().Of(concrete, concrete.Name.Length)!);

    public static IEnumerable<Type> Concrete(Type type) => type.IsAbstract && type.IsClass
        ? type.Assembly.GetTypes().Where(t => t.IsSubclassOf(type) && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal)
        : [type];

    public object? Of(Type type, int choice = 0)
    {
        var n = ++_count;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner, choice);
        if (type == typeof(string))
            return $"wörd😀{n}";
        if (type == typeof(bool))
            return true;
        if (type == typeof(double))
            return n / 8.0;
        if (type == typeof(int))
            return n;
        if (type == typeof(long))
            return (long)n << 33;
        if (type == typeof(Guid))
            return new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.Zero).AddTicks(n);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue((n + choice) % Enum.GetValues(type).Length);
        if (type == typeof(DocumentMetadata))
            return DocumentMetadata.Empty.With("author", $"name {n}").With("Ort", "Straße");
        if (type == typeof(DocumentState))
            return Histories.Of(seed: 8, length: 60).State;
        if (type.IsGenericType)
            return Generic(type, choice);
        var concrete = Concrete(type).ToList();
        return Record(concrete[choice % concrete.Count], choice);
    }

    private object Generic(Type type, int choice)
    {
        var items = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        var values = Enumerable.Range(choice, 2).Select(c => items.Select(item => Of(item, c)).ToArray()).ToList();
        if (definition == typeof(ImmutableDictionary<,>))
            return Call(typeof(ImmutableDictionary), nameof(ImmutableDictionary.CreateRange), items, Pairs(items, values));
        var array = Array.CreateInstance(items[0], values.Count);
        for (var i = 0; i < values.Count; i++)
            array.SetValue(values[i][0], i);
        if (definition == typeof(ImmutableArray<>))
            return Call(typeof(ImmutableArray), nameof(ImmutableArray.CreateRange), items, array);
        if (definition == typeof(ImmutableHashSet<>))
            return Call(typeof(ImmutableHashSet), nameof(ImmutableHashSet.CreateRange), items, array);
        return definition == typeof(IReadOnlyList<>) ? array : throw new NotSupportedException($"Say here how to fill a {type}.");
    }

    private static Array Pairs(Type[] items, List<object?[]> values)
    {
        var pair = typeof(KeyValuePair<,>).MakeGenericType(items);
        var pairs = Array.CreateInstance(pair, values.Count);
        for (var i = 0; i < values.Count; i++)
            pairs.SetValue(Activator.CreateInstance(pair, values[i]), i);
        return pairs;
    }

    private static object Call(Type type, string method, Type[] items, object argument) =>
        type.GetMethods().Single(m => m.Name == method && m.GetGenericArguments().Length == items.Length && m.GetParameters() is [{ ParameterType: var p }] && p.Name.StartsWith("IEnumerable", StringComparison.Ordinal))
            .MakeGenericMethod(items).Invoke(null, [argument])!;

    private object Record(Type type, int choice)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length) ?? throw new NotSupportedException($"Say here how to fill a {type}.");
        var given = constructor.GetParameters();
        var value = constructor.Invoke([.. given.Select(p => Of(p.ParameterType, choice))]);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.CanWrite && given.All(p => p.Name != property.Name))
                property.SetValue(value, Of(property.PropertyType, choice));
        }

        return value;
    }
}
