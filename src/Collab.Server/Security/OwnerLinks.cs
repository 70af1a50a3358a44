using Collab.Contracts.Seminars;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>Links that make whoever opens them an owner: once, within a day. Each is in the seminar's log before it opens anything.</summary>
public sealed class OwnerLinks(IGrainFactory grains, IAccountStore accounts, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The secret of a new link.</summary>
    /// <param name="remote">Whether it may be opened from another machine than the server's.</param>
    public async Task<string> MakeAsync(string seminar, bool remote)
    {
        var (now, secret) = (time.GetUtcNow(), JoinSecret.NewOwner());
        (await grains.GetGrain<ISeminarGrain>(seminar).MakeOwnerLinkAsync(now + Lifetime, remote)).Demand();
        await accounts.AddLinkAsync(new SignInLink(LinkKind.Owner, null, seminar, "owner", now, now + Lifetime, remote), secret);
        return secret;
    }
}
