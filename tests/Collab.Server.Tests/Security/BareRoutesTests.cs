using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collab.Server.Tests.Security;

public sealed class BareRoutesTests
{
    /// <summary>The compiler takes ours because their namespace is nearer; where one of ours were missing, it would take the framework's without a word.</summary>
    [Fact]
    public void Every_way_of_the_framework_to_map_a_handler_is_an_error_here()
    {
        var theirs = Mapping(typeof(EndpointRouteBuilderExtensions)).Concat(Mapping(typeof(FallbackEndpointRouteBuilderExtensions))).ToList();
        var ours = Mapping(typeof(BareRoutes)).ToList();
        Assert.True(theirs.Count >= 14, $"{theirs.Count} ways");
        Assert.Empty(theirs.Select(Signature).Except(ours.Select(Signature)));
        Assert.All(ours, method => Assert.True(method.GetCustomAttribute<ObsoleteAttribute>() is { IsError: true, Message: { } said } && said.Contains("permissions.yaml", StringComparison.Ordinal)));
    }

    private static IEnumerable<MethodInfo> Mapping(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.GetParameters() is [{ ParameterType: var first }, ..] parameters
            && (first == typeof(IEndpointRouteBuilder) || first.IsGenericMethodParameter) && parameters.Any(parameter => parameter.ParameterType == typeof(Delegate) || parameter.ParameterType == typeof(RequestDelegate)));

    private static string Signature(MethodInfo method) => $"{method.Name}({string.Join(", ", method.GetParameters().Skip(1).Select(parameter => parameter.ParameterType))})";
}
