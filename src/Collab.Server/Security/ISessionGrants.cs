using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>Whether an institution still vouches for the sessions that it signed in.</summary>
public interface ISessionGrants
{
    /// <summary>False where it no longer does. Asked at every use of a session: the answer is remembered.</summary>
    Task<bool> HoldsAsync(Session session);
}
