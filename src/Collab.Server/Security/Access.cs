using Collab.Domain.Policy;

namespace Collab.Server.Security;

/// <summary>Who may call an endpoint: whom a row of the permission table lets in, or, with a reason, everybody.</summary>
public sealed class Access
{
    private Access(object metadata) => Metadata = metadata;

    /// <summary>A <see cref="Permission"/> or an <see cref="Unprotected"/>.</summary>
    public object Metadata { get; }

    /// <param name="why">Why anybody may.</param>
    public static Access Everyone(string why) => new(new Unprotected(why, SignedIn: false));

    /// <param name="why">Why everybody who is signed in may.</param>
    public static Access SignedIn(string why) => new(new Unprotected(why, SignedIn: true));

    public static implicit operator Access(Right right) => new(new Permission(PermissionTable.ActionOf(right)));
}
