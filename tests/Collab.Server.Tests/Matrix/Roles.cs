using Collab.Domain.Policy;

namespace Collab.Server.Tests.Matrix;

internal static class Roles
{
    /// <summary>Those who are members.</summary>
    public static readonly Role[] Members = [Role.Owner, Role.Moderator, Role.Annotator, Role.Reader, Role.Guest];

    public static readonly Role[] All = [.. Members, Role.Outsider, Role.Anonymous, Role.Admin];
}
