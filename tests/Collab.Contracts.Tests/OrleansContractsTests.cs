using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;

namespace Collab.Contracts.Tests;

/// <summary>
/// What silos of neighbouring versions must agree on while one is replaced by the other. A line may be added; one that is
/// changed or gone breaks calls between them.
/// </summary>
public sealed class OrleansContractsTests
{
    private static readonly Type[] Types = typeof(Reply).Assembly.GetTypes();

    private static string Approved([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src/Collab.Contracts/OrleansContracts.txt"));

    [Fact]
    public void The_contracts_are_the_approved_ones()
    {
        var now = Describe();
        if (Environment.GetEnvironmentVariable("COLLAB_APPROVE_CONTRACTS") == "1")
            File.WriteAllText(Approved(), now);
        Assert.True(now == File.ReadAllText(Approved()), $"""
            The contracts between silos are not those of src/Collab.Contracts/OrleansContracts.txt.
            If the change is meant and a silo of the version before can live with it, approve it:
              COLLAB_APPROVE_CONTRACTS=1 dotnet test tests/Collab.Contracts.Tests --filter OrleansContracts
            {string.Join('\n', now.Split('\n').Except(File.ReadAllLines(Approved())).Select(l => "+ " + l).Concat(File.ReadAllLines(Approved()).Except(now.Split('\n')).Select(l => "- " + l)))}
            """);
    }

    [Fact]
    public void Everything_between_grains_has_a_name_of_its_own()
    {
        foreach (var grain in Grains())
        {
            Assert.NotNull(AliasOf(grain));
            Assert.All(grain.GetMethods(), method => Assert.True(AliasOf(method) is not null, $"{grain.Name}.{method.Name} needs an [Alias]."));
            Assert.Equal(grain.GetMethods().Length, grain.GetMethods().Select(AliasOf).Distinct().Count());
        }

        Assert.All(Messages(), message => Assert.True(AliasOf(message) is not null, $"{message.Name} needs an [Alias]."));
        Assert.Equal(Grains().Concat(Messages()).Count(), Grains().Concat(Messages()).Select(AliasOf).Distinct().Count());
    }

    [Fact]
    public void Every_field_of_a_message_has_its_number_once() => Assert.All(Messages(), message =>
    {
        var numbers = Fields(message).Select(f => f.Id).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.All(message.GetProperties().Where(p => p.CanWrite), p => Assert.True(p.GetCustomAttribute<IdAttribute>() is not null, $"{message.Name}.{p.Name} needs an [Id]: it would be left behind."));
    });

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var grain in Grains().OrderBy(AliasOf, StringComparer.Ordinal))
        {
            text.Append($"interface {AliasOf(grain)}\n");
            foreach (var method in grain.GetMethods().OrderBy(AliasOf, StringComparer.Ordinal))
                text.Append($"  {AliasOf(method)}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))}): {Name(method.ReturnType)}\n");
        }

        foreach (var message in Messages().OrderBy(AliasOf, StringComparer.Ordinal))
        {
            text.Append($"message {AliasOf(message)}\n");
            foreach (var (id, property) in Fields(message))
                text.Append($"  {id} {property.Name}: {Name(property.PropertyType)}\n");
        }

        // Records of the domain travel as JSON under the name of their type, and so do their properties.
        foreach (var type in Filled.Concrete(typeof(Command)))
            text.Append($"command {type.FullName}({string.Join(", ", type.GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order(StringComparer.Ordinal))})\n");
        foreach (var type in Filled.Concrete(typeof(EventData)))
            text.Append($"event {type.Name}({string.Join(", ", type.GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Order(StringComparer.Ordinal))})\n");
        return text.ToString();
    }

    private static IEnumerable<Type> Grains() => Types.Where(t => t.IsInterface && (t.IsAssignableTo(typeof(IGrain)) || t.IsAssignableTo(typeof(IGrainObserver))));

    private static IEnumerable<Type> Messages() => Types.Where(t => t.GetCustomAttribute<GenerateSerializerAttribute>() is not null);

    private static IEnumerable<(uint Id, PropertyInfo Property)> Fields(Type message) =>
        message.GetProperties().Where(p => p.GetCustomAttribute<IdAttribute>() is not null).Select(p => (p.GetCustomAttribute<IdAttribute>()!.Id, p)).OrderBy(f => f.Id);

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : AliasOf(type) ?? type.Name;
}
