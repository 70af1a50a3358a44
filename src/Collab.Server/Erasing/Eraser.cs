using System.Collections.Concurrent;
using Collab.Contracts;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Seminars;
using Collab.Server.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Storage.Erasures;

namespace Collab.Server.Erasing;

/// <summary>
/// Erases a person's words and name wherever they are kept. Each erasure is put on the list of all nodes before anything is done, and noted
/// in the storage when all is done: what a crash has cut short, and what an older backup has brought back, is done before the server opens.
/// </summary>
internal sealed partial class Eraser(IGrainFactory grains, IStorage storage, Credentials credentials, ErasureList list, TimeProvider time, ILogger<Eraser> logger)
    : IDisposable
{
    /// <summary>A backup that reads keeps the database's files from being cleaned.</summary>
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>What is damaged stays so until an operator has restored it, which is a start.</summary>
    private static readonly TimeSpan AgainAfterDamage = TimeSpan.FromDays(1);

    private readonly IAccountStore _accounts = storage.Accounts;
    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, long> _damaged = [];

    /// <summary>Erases a member's words and name from the seminar, its documents and the member's notebooks; all is gone on return.</summary>
    /// <param name="actor">The member who asks; null for the operator.</param>
    /// <exception cref="RefusalException"><c>forbidden</c>, <c>not-found</c>; <c>damaged</c>, <c>unavailable</c>, <c>storage-full</c>: it is noted, and will be done.</exception>
    public async Task EraseMemberAsync(string seminar, string? actor, string member)
    {
        var state = await grains.GetGrain<ISeminarGrain>(seminar).OpenDeletedAsync() ?? throw new RefusalException("not-found", "There is no such seminar.");
        SeminarDecider.Erase(state, actor, member);
        await RunAsync(await NotedAsync([New(seminar, member)]), _ => actor);
    }

    /// <summary>Erases a person's words and name from one seminar; or from all, and the account, which is signed out everywhere.</summary>
    /// <exception cref="RefusalException">As above.</exception>
    public async Task ErasePersonAsync(FoundPerson person, string? seminar)
    {
        var seats = person.Seats.Where(seat => seminar is null || seat.Seminar == seminar).Select(seat => New(seat.Seminar, seat.Member));
        await RunAsync(await NotedAsync([.. seats, .. seminar is null ? new[] { New(person: person.Id) } : []]), static _ => null);
    }

    /// <summary>Erases a person's words and name from all seminars, and the account, as the person asks; they are signed out everywhere.</summary>
    /// <param name="seats">Every seat that they had; they have left.</param>
    /// <exception cref="RefusalException">As above.</exception>
    public async Task EraseSelfAsync(string person, IReadOnlyList<(string Seminar, string Member)> seats) =>
        await RunAsync(await NotedAsync([.. seats.Select(seat => New(seat.Seminar, seat.Member)), New(person: person)]), static erasure => erasure.Member);

    /// <summary>Erases the words and names of everybody who is or was in a seminar, deleted or not.</summary>
    /// <exception cref="RefusalException">As above.</exception>
    public async Task EraseSeminarAsync(SeminarState seminar) =>
        await RunAsync(await NotedAsync([.. seminar.Members.Keys.Select(member => New(seminar.Id, member))]), static _ => null, isTriedAgain: seminar.Deleted);

    /// <summary>Does what is on the list and not done yet; what was found damaged, once a day.</summary>
    /// <exception cref="RefusalException">The first that could not be done; the others are.</exception>
    public async Task FinishAsync()
    {
        var pending = (await list.PendingAsync(_accounts)).Where(erasure => !_damaged.TryGetValue(erasure.Id, out var found) || time.GetElapsedTime(found) >= AgainAfterDamage);
        await RunAsync([.. pending], static _ => null, isTriedAgain: true);
    }

    public void Dispose() => _one.Dispose();

    private Erasure New(string? seminar = null, string? member = null, string? person = null) => new(Secret.NewId(), time.GetUtcNow(), seminar, member, person);

    /// <summary>Puts them on the list, all or none; one that waits there already is it.</summary>
    private async Task<IReadOnlyList<Erasure>> NotedAsync(IReadOnlyList<Erasure> asked)
    {
        await _one.WaitAsync();
        try
        {
            var waiting = await list.PendingAsync(_accounts);
            IReadOnlyList<Erasure> noted = [.. asked.Select(erasure => waiting.FirstOrDefault(known => known with { Id = erasure.Id, At = erasure.At } == erasure) ?? erasure)];
            list.Add([.. noted.Except(waiting)]);
            return noted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The list of erasures {list.File} cannot be written, so nothing was erased. Make room for it, and let the server's user write it; then ask again.", failure);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <param name="actor">Who asks for each; null for the operator.</param>
    /// <param name="isTriedAgain">What its seminar has written is not written once more: nothing came after it.</param>
    private async Task RunAsync(IReadOnlyList<Erasure> erasures, Func<Erasure, string?> actor, bool isTriedAgain = false)
    {
        RefusalException? refused = null;
        List<Erasure> done = [];
        await _one.WaitAsync();
        try
        {
            await list.MergeAsync(_accounts);
            foreach (var erasure in erasures)
            {
                if (await CarryOutBesideDamageAsync(erasure, actor(erasure), isTriedAgain) is not { } refusal)
                {
                    done.Add(erasure);
                    continue;
                }

                refused ??= refusal;
                if (refusal.Code == "damaged")
                    _damaged[erasure.Id] = time.GetTimestamp();
            }

            if (done.Count > 0)
                await storage.CleanAsync();
            foreach (var erasure in done)
                await ErasureList.SetDoneAsync(_accounts, erasure);
        }
        catch (StorageDamagedException damage)
        {
            refused ??= new RefusalException("damaged", damage.Message);
            foreach (var erasure in done)
                _damaged[erasure.Id] = time.GetTimestamp();
        }
        finally
        {
            _one.Release();
        }

        if (refused is not null)
            throw refused;
    }

    // What is damaged of one must not keep the others from being done.
    private async Task<RefusalException?> CarryOutBesideDamageAsync(Erasure erasure, string? actor, bool isTriedAgain)
    {
        try
        {
            return await CarryOutAsync(erasure, actor, isTriedAgain);
        }
        catch (Exception damage) when (damage is StorageDamagedException or DamagedStreamException)
        {
            return new RefusalException("damaged", damage.Message);
        }
    }

    private Task<RefusalException?> CarryOutAsync(Erasure erasure, string? actor, bool isTriedAgain) => erasure switch
    {
        { Seminar: { } seminar, Member: { } member } => EraseFromSeminarAsync(erasure, seminar, actor, member, isTriedAgain),
        { Person: { } person } => EraseAccountAsync(person),
        _ => Task.FromResult<RefusalException?>(null),
    };

    private async Task<RefusalException?> EraseAccountAsync(string person)
    {
        foreach (var session in (await _accounts.ListSessionsAsync(person)).Where(session => session.Ended is null))
            await credentials.EndSessionAsync(session.Id);
        foreach (var token in await _accounts.ListTokensAsync(person))
            await credentials.RevokeTokenAsync(person, token.Id);
        await _accounts.ErasePersonAsync(person, Member.ErasedName, time.GetUtcNow());
        return null;
    }

    private async Task<RefusalException?> RefusalOfAsync(Func<Task<Reply>> erase)
    {
        for (var attempt = 1; ; attempt++)
        {
            Reply reply;
            try
            {
                reply = await erase();
            }
            catch (TimeoutException)
            {
                reply = Reply.Refused(new RefusalException("unavailable", "A document takes long to be erased. Ask again in a moment."));
            }
            catch (Exception damage) when (damage is StorageDamagedException or DamagedStreamException)
            {
                return new RefusalException("damaged", damage.Message);
            }
            catch (Exception unopened) when (unopened is not RefusalException)
            {
                // One that cannot be opened, for whatever reason, keeps the words in none of the others.
                LogUnopened(logger, unopened);
                return new RefusalException("unavailable", "Something that is to be erased cannot be opened just now. It is tried again in a minute.");
            }

            if (reply.Outcome is not null)
                return null;
            if (reply.Code is not ("unavailable" or "outcome-unknown") || attempt == Attempts)
                return new RefusalException(reply.Code!, reply.Detail!);
            await Task.Delay(Pause, time);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A log from which somebody is to be erased cannot be opened; the others are erased, and it is tried again")]
    private static partial void LogUnopened(ILogger logger, Exception failure);
}
