using Microsoft.AspNetCore.Routing.Patterns;

namespace Collab.Server;

/// <summary>
/// Stands before the framework's methods of the same names, whose namespace is further away, so that an endpoint of which nobody said
/// who may call it does not compile.
/// </summary>
internal static class BareRoutes
{
    private const string Say = "Say who may call it: routes.Get(pattern, handler, Right.X), where X is a row of permissions.yaml; or Access.SignedIn(\"why\"), Access.Everyone(\"why\").";

    [Obsolete(Say, error: true)]
    public static void MapGet(this IEndpointRouteBuilder _, string pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapGet(this IEndpointRouteBuilder _, string pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPost(this IEndpointRouteBuilder _, string pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPost(this IEndpointRouteBuilder _, string pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPut(this IEndpointRouteBuilder _, string pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPut(this IEndpointRouteBuilder _, string pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPatch(this IEndpointRouteBuilder _, string pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPatch(this IEndpointRouteBuilder _, string pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapDelete(this IEndpointRouteBuilder _, string pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapDelete(this IEndpointRouteBuilder _, string pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback(this IEndpointRouteBuilder _, string pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback(this IEndpointRouteBuilder _, string pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback(this IEndpointRouteBuilder _, Delegate handler) => throw new NotSupportedException($"{handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map(this IEndpointRouteBuilder _, string pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map(this IEndpointRouteBuilder _, RoutePattern pattern, Delegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapMethods(this IEndpointRouteBuilder _, string pattern, IEnumerable<string> methods, Delegate handler) => throw new NotSupportedException($"{methods} {pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback(this IEndpointRouteBuilder _, RequestDelegate handler) => throw new NotSupportedException($"{handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map(this IEndpointRouteBuilder _, string pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map(this IEndpointRouteBuilder _, RoutePattern pattern, RequestDelegate handler) => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapMethods(this IEndpointRouteBuilder _, string pattern, IEnumerable<string> methods, RequestDelegate handler) => throw new NotSupportedException($"{methods} {pattern} {handler.Method}");
}
