namespace Collab.Server.Security;

/// <summary>Says who may call what is mapped. There is no other way: see <see cref="BareRoutes"/>.</summary>
public static class RouteExtensions
{
    /// <summary>Where handlers are mapped that stand under the same.</summary>
    public static Door Door(this IEndpointRouteBuilder routes, Access access) => new(routes.MapGroup("").Under(access));

    /// <summary>For what the framework maps as a whole: files, the hub. What stands under nothing answers nobody.</summary>
    public static TBuilder Under<TBuilder>(this TBuilder builder, Access access)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(access.Metadata);
}
