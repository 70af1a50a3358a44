namespace Collab.Server.Security;

/// <summary>Whether a caller's session or token still holds; asked every second for open connections, so it must be cheap.</summary>
public interface ICallerCheck
{
    /// <summary>False once it was signed out, revoked or has expired.</summary>
    ValueTask<bool> IsStillValidAsync(Caller caller, CancellationToken cancellation);
}
