namespace Collab.Storage.Accounts;

/// <summary>What holds for several ways to sign in.</summary>
public static class SignInWays
{
    /// <summary>Whether an institution let them in, and may do so no more some day.</summary>
    public static bool IsOfInstitution(this SignInWay way) => way is SignInWay.Institution or SignInWay.InstitutionAnew;
}
