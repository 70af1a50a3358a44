using Collab.Domain;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>
/// What stands behind <c>/join#</c>. An invite's names its seminar, so that its grain is found; everything after that is random, and
/// one that is made up is answered like any other that is unknown.
/// </summary>
public static class JoinSecret
{
    private const char Invite = 'i', Owner = 'k', Personal = 'p', Seat = 's', Mailed = 'm';

    public static string NewInvite(string seminar) => $"{Invite}{seminar}{Secret.New()}";

    public static string NewOwner() => $"{Owner}{Secret.New()}";

    /// <summary>Of a link for another device or to return by. Told apart by the page, which asks nobody for a name whose seat has one.</summary>
    public static string NewPersonal() => $"{Personal}{Secret.New()}";

    /// <summary>Of an owner's link to a member's seat.</summary>
    public static string NewSeat() => $"{Seat}{Secret.New()}";

    /// <summary>Of a personal link that is sent by mail.</summary>
    public static string NewMailed() => $"{Mailed}{Secret.New()}";

    /// <summary>The seminar of an invite; null for anything else.</summary>
    public static string? SeminarOf(string secret) =>
        secret.Length > 1 + Identifier.Length && secret[0] == Invite && secret[1..(1 + Identifier.Length)] is var seminar && Identifier.IsWellFormed(seminar) ? seminar : null;

    /// <summary>Whether it opens a seat that is there, and so has a name.</summary>
    public static bool IsPersonal(string secret) => secret is [Personal or Seat or Mailed, ..];

    /// <summary>As what whoever comes in by it is signed in.</summary>
    public static SignInWay WayOf(string secret) => secret switch
    {
        [Personal, ..] => SignInWay.Link,
        [Seat, ..] => SignInWay.Seat,
        [Mailed, ..] => SignInWay.Mail,
        _ => SignInWay.Invite,
    };

    /// <summary>Whether it is among the links that accounts keep, and not in a seminar's log.</summary>
    public static bool IsKept(string secret) => secret.StartsWith(Owner) || IsPersonal(secret);
}
