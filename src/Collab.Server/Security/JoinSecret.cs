using Collab.Domain;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>
/// What stands behind <c>/join#</c>. An invite's names its seminar, so that its grain is found; everything after that is random, and
/// one that is made up is answered like any other that is unknown.
/// </summary>
public static class JoinSecret
{
    private const char Invite = 'i', Owner = 'k', Personal = 'p';

    public static string NewInvite(string seminar) => $"{Invite}{seminar}{Secret.New()}";

    public static string NewOwner() => $"{Owner}{Secret.New()}";

    /// <summary>Of a link for another device or to return by. Told apart by the page, which asks nobody for a name whose seat has one.</summary>
    public static string NewPersonal() => $"{Personal}{Secret.New()}";

    /// <summary>The seminar of an invite; null for anything else.</summary>
    public static string? SeminarOf(string secret) =>
        secret.Length > 1 + Identifier.Length && secret[0] == Invite && secret[1..(1 + Identifier.Length)] is var seminar && Identifier.IsWellFormed(seminar) ? seminar : null;

    public static bool IsPersonal(string secret) => secret.StartsWith(Personal);

    /// <summary>Whether it is among the links that accounts keep, and not in a seminar's log.</summary>
    public static bool IsKept(string secret) => secret.StartsWith(Owner) || IsPersonal(secret);
}
