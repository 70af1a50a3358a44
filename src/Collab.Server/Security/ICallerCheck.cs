namespace Collab.Server.Security;

/// <summary>Whether callers' sessions and tokens still hold; asked twice a second for all open connections, so it must be cheap.</summary>
public interface ICallerCheck
{
    /// <summary>Of each, in their order: false once it was signed out, revoked or has expired.</summary>
    Task<IReadOnlyList<bool>> AreStillValidAsync(IReadOnlyList<Caller> callers);
}
