using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Seminars;
using Collab.Grains.Seminars;
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

    private readonly IAccountStore _accounts = storage.Accounts;
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Erases a member's words and name from the seminar, its documents and the member's notebooks; all is gone on return.</summary>
    /// <param name="actor">The member who asks; null for the operator.</param>
    /// <exception cref="RefusalException"><c>forbidden</c>, <c>not-found</c>; <c>damaged</c>, <c>unavailable</c>, <c>storage-full</c>: it is noted, and will be done.</exception>
    public async Task EraseMemberAsync(string seminar, string? actor, string member)
    {
        var state = await grains.GetGrain<ISeminarGrain>(seminar).OpenDeletedAsync() ?? throw new RefusalException("not-found", "There is no such seminar.");
        SeminarDecider.Erase(state, actor, member);
        await RunAsync([Noted(seminar, member)], _ => actor);
    }

    /// <summary>Erases a person's words and name from one seminar; or from all, and the account, which is signed out everywhere.</summary>
    /// <exception cref="RefusalException">As above.</exception>
    public async Task ErasePersonAsync(FoundPerson person, string? seminar)
    {
        List<Erasure> erasures = [.. person.Seats.Where(seat => seminar is null || seat.Seminar == seminar).Select(seat => Noted(seat.Seminar, seat.Member))];
        if (seminar is null)
            erasures.Add(Noted(person: person.Id));
        await RunAsync(erasures, static _ => null);
    }

    /// <summary>Erases a person's words and name from all seminars, and the account, as the person asks; they are signed out everywhere.</summary>
    /// <param name="seats">Every seat that they had; they have left.</param>
    /// <exception cref="RefusalException">As above.</exception>
    public async Task EraseSelfAsync(string person, IReadOnlyList<(string Seminar, string Member)> seats) =>
        await RunAsync([.. seats.Select(seat => Noted(seat.Seminar, seat.Member)), Noted(person: person)], static erasure => erasure.Member);

    /// <summary>Erases the words and names of everybody who is or was in a seminar, deleted or not.</summary>
    /// <exception cref="RefusalException">As above.</exception>
    public async Task EraseSeminarAsync(SeminarState seminar) => await RunAsync([.. seminar.Members.Keys.Select(member => Noted(seminar.Id, member))], static _ => null);

    /// <summary>Does what is on the list and not done yet.</summary>
    /// <exception cref="RefusalException">The first that could not be done; the others are.</exception>
    public async Task FinishAsync() => await RunAsync(await list.PendingAsync(_accounts), static _ => null);

    public void Dispose() => _one.Dispose();

    private Erasure Noted(string? seminar = null, string? member = null, string? person = null)
    {
        var erasure = new Erasure(Secret.NewId(), time.GetUtcNow(), seminar, member, person);
        try
        {
            list.Add(erasure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"The list of erasures {list.File} cannot be written, so nothing was erased. Make room for it, and let the server's user write it; then ask again.", failure);
        }

        return erasure;
    }

    /// <param name="actor">Who asks for each; null for the operator.</param>
    private async Task RunAsync(IReadOnlyList<Erasure> erasures, Func<Erasure, string?> actor)
    {
        RefusalException? refused = null;
        List<Erasure> done = [];
        await _one.WaitAsync();
        try
        {
            await list.MergeAsync(_accounts);
            foreach (var erasure in erasures)
            {
                if (await CarryOutBesideDamageAsync(erasure, actor(erasure)) is { } refusal)
                    refused ??= refusal;
                else
                    done.Add(erasure);
            }

            if (done.Count > 0)
                await storage.CleanAsync();
            foreach (var erasure in done)
                await ErasureList.SetDoneAsync(_accounts, erasure);
        }
        catch (StorageDamagedException damage)
        {
            refused ??= new RefusalException("damaged", damage.Message);
        }
        finally
        {
            _one.Release();
        }

        if (refused is not null)
            throw refused;
    }

    // What is damaged of one must not keep the others from being done.
    private async Task<RefusalException?> CarryOutBesideDamageAsync(Erasure erasure, string? actor)
    {
        try
        {
            return await CarryOutAsync(erasure, actor);
        }
        catch (StorageDamagedException damage)
        {
            return new RefusalException("damaged", damage.Message);
        }
    }

    private Task<RefusalException?> CarryOutAsync(Erasure erasure, string? actor) => erasure switch
    {
        { Seminar: { } seminar, Member: { } member } => EraseFromSeminarAsync(seminar, actor, member),
        { Person: { } person } => EraseAccountAsync(person),
        _ => Task.FromResult<RefusalException?>(null),
    };

    private async Task<RefusalException?> EraseFromSeminarAsync(string seminar, string? actor, string member)
    {
        var grain = grains.GetGrain<ISeminarGrain>(seminar);
        // An older backup does not know everybody who was erased later.
        if (await grain.OpenDeletedAsync() is not { } state || !state.Members.TryGetValue(member, out var known))
            return null;
        if (await RefusalOfAsync(() => grain.EraseAsync(actor, member)) is { } refusal)
            return refusal;
        RefusalException? first = null;
        var aside = await storage.Log.ListAsync(StreamKind.Sealed);
        foreach (var document in state.Documents)
        {
            foreach (var stream in aside.Where(stream => stream.Stream.StartsWith($"{document}/", StringComparison.Ordinal)))
            {
                var besides = await RefusalOfAsync(() => grains.GetGrain<ISealedGrain>(stream.Stream).EraseAsync(actor ?? SeminarGrain.ServerActor, member));
                first ??= besides;
            }

            var (inDocument, inNotebook) = (
                await RefusalOfAsync(() => grains.GetGrain<IDocumentGrain>(document).EraseAsync()),
                await RefusalOfAsync(() => grains.GetGrain<INotebookGrain>($"{document}/{member}").EraseAsync(actor ?? SeminarGrain.ServerActor)));
            first ??= inDocument ?? inNotebook;
        }

        if (!await IsNamedElsewhereAsync(known.Person, seminar))
        {
            // The ways back lead to the seat while there is one, and are nobody else's to take.
            if (state.Deleted || (known.Removed && (actor is null || actor == member)))
                await _accounts.ErasePersonAsync(known.Person, Member.ErasedName, time.GetUtcNow());
            else
                await _accounts.EraseNamesAsync(known.Person, Member.ErasedName);
        }

        LogErased(logger, seminar, state.Documents.Length);
        return first;
    }

    /// <summary>Whether the person goes by a name in another seminar: the account's name is that one too.</summary>
    private async Task<bool> IsNamedElsewhereAsync(string person, string seminar)
    {
        foreach (var seat in (await _accounts.ListMembershipsOfPersonAsync(person)).Where(seat => seat.Seminar != seminar))
        {
            if (await grains.GetGrain<ISeminarGrain>(seat.Seminar).OpenAsync() is { } other && other.Members.GetValueOrDefault(seat.Member) is { Removed: false, Name: not Member.ErasedName })
                return true;
        }

        return false;
    }

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

            if (reply.Outcome is not null)
                return null;
            if (reply.Code is not ("unavailable" or "outcome-unknown") || attempt == Attempts)
                return new RefusalException(reply.Code!, reply.Detail!);
            await Task.Delay(Pause, time);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Words and name of a member of the seminar {Seminar} are erased, in {Documents} documents")]
    private static partial void LogErased(ILogger logger, string seminar, int documents);
}
