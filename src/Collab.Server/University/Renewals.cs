using System.Collections.Concurrent;
using System.Security.Claims;
using Collab.Domain;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.University;

/// <summary>
/// Asks the university about its sessions that are in use, each some four minutes after the last time, beside what they are used for; who
/// comes later waits for the answer. Of all nodes one asks: a refresh token that is used twice would be taken for stolen.
/// </summary>
internal sealed partial class Renewals(
    IAccountStore accounts, UniversityGrants grants, UniversityRefresh university, UniversitySeats seats, IOptions<UniversityOptions> options, TimeProvider time, ILogger<Renewals> logger) : ISessionGrants
{
    public static readonly TimeSpan Due = TimeSpan.FromMinutes(4), Late = TimeSpan.FromMinutes(5);

    /// <summary>How long sessions go on while the university does not answer.</summary>
    public static readonly TimeSpan Unanswered = TimeSpan.FromHours(1);

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> _asking = [];
    private long? _silent;

    public async Task<bool> HoldsAsync(Session session)
    {
        var now = time.GetUtcNow();
        if (session.Checked is not { } asked)
            return !session.Way.IsOfInstitution() || now - session.SignedIn < TimeSpan.FromMinutes(options.Value.SessionMinutes) || await EndAsync(session);
        // A clock that was set back by a year must not spare anybody the question for one.
        var age = (now - asked).Duration();
        if (age < Due)
            return true;
        if (_silent is { } silent && time.GetElapsedTime(silent) < AskAgain)
            return age < Unanswered;
        var answer = _asking.GetOrAdd(session.Id, _ => new(() => AskAsync(session, asked, now))).Value;
        return age < Late || await answer;
    }

    private async Task<bool> AskAsync(Session session, DateTimeOffset asked, DateTimeOffset now)
    {
        // Asked beside what is under way, and not within it.
        await Task.Yield();
        try
        {
            return !await accounts.CheckSessionAsync(session.Id, asked, now) || await RenewAsync(session, now);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or RefusalException { Code: "unavailable" })
        {
            _silent = time.GetTimestamp();
            LogSilent(failure.Message);
            await accounts.CheckSessionAsync(session.Id, now, asked);
            return (now - asked).Duration() < Unanswered;
        }
        finally
        {
            _asking.TryRemove(session.Id, out _);
        }
    }

    private async Task<bool> RenewAsync(Session session, DateTimeOffset now)
    {
        if (await grants.ReadAsync(session.Id) is not { } grant || await university.AskAsync(grant) is not { } renewed)
            return await EndAsync(session);
        await grants.SaveAsync(session.Id, renewed.Grant, now);
        if (renewed.Claims is { } claims && await accounts.FindPersonAsync(session.Person) is { } person)
            await GiveSeatsAsync(person, claims);
        return true;
    }

    // The session holds, whatever becomes of a seat: it is tried again with the next answer.
    private async Task GiveSeatsAsync(Person person, ClaimsIdentity claims)
    {
        try
        {
            await seats.GiveAsync(person, claims);
        }
        catch (Exception failure)
        {
            LogNotGiven(failure);
        }
    }

    private async Task<bool> EndAsync(Session session)
    {
        await accounts.EndSessionAsync(session.Id, time.GetUtcNow());
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The university does not answer whether its people may still come in ({Why}). Their sessions go on for an hour after its last answer")]
    private partial void LogSilent(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Seats of the university could not be given or taken back; it is tried again at the next renewal")]
    private partial void LogNotGiven(Exception failure);
}
