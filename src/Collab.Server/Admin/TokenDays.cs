namespace Collab.Server.Admin;

/// <summary>How long a token holds that the operator makes for a program.</summary>
internal static class TokenDays
{
    public const int Usual = 366, Most = 3660;
}
