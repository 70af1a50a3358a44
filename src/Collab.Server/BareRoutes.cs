using Microsoft.AspNetCore.Routing.Patterns;

namespace Collab.Server;

/// <summary>
/// Stands before the framework's methods of the same names, whose namespace is further away, so that an endpoint of which nobody said
/// who may call it does not compile. A <see cref="Door"/> is no class: to it the framework's apply.
/// </summary>
internal static class BareRoutes
{
    private const string Say = "Say who may call it: routes.Door(Right.X).MapGet(pattern, handler), where X is a row of permissions.yaml; or Access.SignedIn(\"why\"), Access.Everyone(\"why\").";

    [Obsolete(Say, error: true)]
    public static void MapGet<T>(this T _, string pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapGet<T>(this T _, string pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPost<T>(this T _, string pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPost<T>(this T _, string pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPut<T>(this T _, string pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPut<T>(this T _, string pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPatch<T>(this T _, string pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapPatch<T>(this T _, string pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapDelete<T>(this T _, string pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapDelete<T>(this T _, string pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback<T>(this T _, string pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback<T>(this T _, string pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback<T>(this T _, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map<T>(this T _, string pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map<T>(this T _, RoutePattern pattern, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapMethods<T>(this T _, string pattern, IEnumerable<string> methods, Delegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{methods} {pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapFallback<T>(this T _, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map<T>(this T _, string pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void Map<T>(this T _, RoutePattern pattern, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{pattern} {handler.Method}");

    [Obsolete(Say, error: true)]
    public static void MapMethods<T>(this T _, string pattern, IEnumerable<string> methods, RequestDelegate handler)
        where T : class, IEndpointRouteBuilder => throw new NotSupportedException($"{methods} {pattern} {handler.Method}");
}
