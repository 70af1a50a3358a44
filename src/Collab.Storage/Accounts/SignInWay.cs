namespace Collab.Storage.Accounts;

/// <summary>How somebody showed who they are when they signed in.</summary>
public enum SignInWay
{
    /// <summary>Nobody noted it: the session is older than these notes.</summary>
    Unknown = 0,

    /// <summary>By an invite link or an owner link: whoever held it sat down.</summary>
    Invite = 1,

    /// <summary>By a code that was read out.</summary>
    Code = 2,

    /// <summary>By a link that means one person.</summary>
    Link = 3,

    /// <summary>By a passkey.</summary>
    Passkey = 4,

    /// <summary>By the sign-in of an institution, which may have let them through by a session of its own.</summary>
    Institution = 5,

    /// <summary>By a link that was mailed to their address.</summary>
    Mail = 6,

    /// <summary>By a link that an owner of the seminar made for the seat.</summary>
    Seat = 7,

    /// <summary>By the sign-in of an institution, which says that they showed there just then who they are.</summary>
    InstitutionAnew = 8,
}
