namespace Collab.Server.Security;

/// <summary>Maps endpoints, each with who may call it. There is no other way: see <see cref="BareRoutes"/>.</summary>
public static class RouteExtensions
{
    public static RouteHandlerBuilder Get(this IEndpointRouteBuilder routes, string pattern, Delegate handler, Access access) => EndpointRouteBuilderExtensions.MapGet(routes, pattern, handler).Under(access);

    public static RouteHandlerBuilder Post(this IEndpointRouteBuilder routes, string pattern, Delegate handler, Access access) => EndpointRouteBuilderExtensions.MapPost(routes, pattern, handler).Under(access);

    public static RouteHandlerBuilder Put(this IEndpointRouteBuilder routes, string pattern, Delegate handler, Access access) => EndpointRouteBuilderExtensions.MapPut(routes, pattern, handler).Under(access);

    public static RouteHandlerBuilder Patch(this IEndpointRouteBuilder routes, string pattern, Delegate handler, Access access) => EndpointRouteBuilderExtensions.MapPatch(routes, pattern, handler).Under(access);

    public static RouteHandlerBuilder Delete(this IEndpointRouteBuilder routes, string pattern, Delegate handler, Access access) => EndpointRouteBuilderExtensions.MapDelete(routes, pattern, handler).Under(access);

    /// <summary>For what the framework maps as a whole: files, the hub. What stands under nothing answers nobody.</summary>
    public static TBuilder Under<TBuilder>(this TBuilder builder, Access access)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(access.Metadata);
}
