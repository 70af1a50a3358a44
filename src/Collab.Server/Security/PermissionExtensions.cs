namespace Collab.Server.Security;

/// <summary>Declares who may call an endpoint. One that declares nothing answers nobody.</summary>
public static class PermissionExtensions
{
    /// <param name="action">A row of the permission table.</param>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string action)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Permission(action));

    /// <param name="why">Why anybody may.</param>
    public static TBuilder ForEveryone<TBuilder>(this TBuilder builder, string why)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Unprotected(why, false));

    /// <param name="why">Why everybody who is signed in may.</param>
    public static TBuilder ForSignedIn<TBuilder>(this TBuilder builder, string why)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Unprotected(why, true));

    /// <summary>The seat that the caller has in the seminar or document of the address.</summary>
    public static Seat Seat(this HttpContext context) => context.Features.Get<Seat>() ?? throw new InvalidOperationException("The endpoint has no seminar or document in its address.");

    public static void Take(this HttpContext context, Seat seat) => context.Features.Set(seat);

    public static Caller? Caller(this HttpContext context) => Security.Caller.Of(context.User);

    public static Caller DemandCaller(this HttpContext context) => context.Caller() ?? throw SignIns.Missing;
}
