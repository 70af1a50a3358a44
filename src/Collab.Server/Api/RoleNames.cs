using Collab.Domain;
using Collab.Domain.Policy;

namespace Collab.Server.Api;

/// <summary>Roles as they are called on the wire.</summary>
internal static class RoleNames
{
    public static readonly IReadOnlyList<string> All = ["owner", "moderator", "annotator", "reader", "guest"];

    public static bool IsRole(string name) => All.Contains(name);

    /// <exception cref="RefusalException"><c>bad-request</c>.</exception>
    public static Role Parse(string name) => IsRole(name)
        ? Enum.Parse<Role>(name, ignoreCase: true)
        : throw new RefusalException("bad-request", "The role is one of owner, moderator, annotator, reader, guest.");

    public static string Of(Role role) => role.ToString().ToLowerInvariant();
}
