using System.Security.Cryptography;
using System.Text;
using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Sealed;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Seminars;
using Collab.Grains.Seminars;
using Collab.Storage;
using Collab.Storage.Erasures;

namespace Collab.Server.Erasing;

/// <summary>How a member is erased from a seminar: one log after the other, each until it is done, and none twice.</summary>
internal sealed partial class Eraser
{
    /// <summary>What of an erasure is left where the account's names are: a log has another name.</summary>
    private const string Names = "names";

    /// <summary>What is left where nobody could say which logs wait aside: all that do are asked for when it is tried again.</summary>
    private const string Unlisted = "sealed";

    private async Task<RefusalException?> EraseFromSeminarAsync(Erasure erasure, string seminar, string? actor, string member, bool isTriedAgain)
    {
        var grain = grains.GetGrain<ISeminarGrain>(seminar);
        // An older backup does not know everybody who was erased later.
        if (await grain.OpenDeletedAsync() is not { } state || !state.Members.TryGetValue(member, out var known))
            return null;
        // What is tried again is the same command: where its seminar has written it, it does so once.
        var command = isTriedAgain ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(erasure.Id)).AsSpan(0, 16)) : Guid.NewGuid();
        Task<RefusalException?> EraseAsync(string log) => EraseFromAsync(log, state, known, actor, command);
        if ((isTriedAgain ? await ErasureList.LeftAsync(_accounts, erasure) : null) is not { } left)
        {
            // Before the documents hear of it: a round that is revealed then finds nothing that came before it.
            if ((await EraseEachAsync(await SealedAsync(state), EraseAsync)).Refusal is { Code: not "damaged" } notYet)
                return notYet;
            var refusal = await EraseAsync(seminar);
            if (refusal is { Code: not "damaged" })
                return refusal;
            // … and what was written since.
            left = [.. refusal is null ? Array.Empty<string>() : [seminar], Names, .. await SealedAsync(state), .. state.Documents.Select(document => $"{document}/{member}")];
            await ErasureList.SetLeftAsync(_accounts, erasure, left);
        }

        var (still, first) = await EraseEachAsync(left, EraseAsync);
        if (still.Count < left.Count)
            await ErasureList.SetLeftAsync(_accounts, erasure, still);
        foreach (var document in state.Documents)
            first = Graver(first, await RefusalOfAsync(() => grains.GetGrain<IDocumentGrain>(document).EraseAsync()));
        LogErased(logger, seminar, state.Documents.Length);
        return first;
    }

    /// <summary>What waits aside until everybody may see it.</summary>
    private async Task<IReadOnlyList<string>> SealedAsync(SeminarState state)
    {
        try
        {
            return await ListSealedAsync(state);
        }
        catch (Exception damage) when (damage is StorageDamagedException or DamagedStreamException)
        {
            return [Unlisted];
        }
    }

    private async Task<IReadOnlyList<string>> ListSealedAsync(SeminarState state) =>
        [.. (await storage.Log.ListAsync(StreamKind.Sealed)).Select(stream => stream.Stream).Where(stream => state.Documents.Contains(stream.Split('/')[0]))];

    /// <returns>Those that refused, and why.</returns>
    private static async Task<(IReadOnlyList<string> Left, RefusalException? Refusal)> EraseEachAsync(IReadOnlyList<string> logs, Func<string, Task<RefusalException?>> eraseAsync)
    {
        (List<string> left, RefusalException? graver) = ([], null);
        foreach (var log in logs)
        {
            var refusal = await eraseAsync(log);
            if (refusal is not null)
                left.Add(log);
            graver = Graver(graver, refusal);
        }

        return (left, graver);
    }

    /// <param name="log">The seminar, a sealed log or a notebook; or <see cref="Names"/>, or <see cref="Unlisted"/>.</param>
    private async Task<RefusalException?> EraseFromAsync(string log, SeminarState state, Member known, string? actor, Guid command)
    {
        var by = actor ?? SeminarGrain.ServerActor;
        try
        {
            if (log == Names)
                await EraseNamesAsync(state, known, actor);
            else if (log == Unlisted)
                return (await EraseEachAsync(await ListSealedAsync(state), each => EraseFromAsync(each, state, known, actor, command))).Refusal;
            else if (log == state.Id)
                return await RefusalOfAsync(() => grains.GetGrain<ISeminarGrain>(log).EraseAsync(actor, known.Id, command));
            else if (state.Documents.Any(document => log == $"{document}/{known.Id}"))
                return await RefusalOfAsync(() => grains.GetGrain<INotebookGrain>(log).EraseAsync(by));
            else
                return await RefusalOfAsync(() => grains.GetGrain<ISealedGrain>(log).EraseAsync(by, known.Id));
            return null;
        }
        catch (Exception damage) when (damage is StorageDamagedException or DamagedStreamException)
        {
            return new RefusalException("damaged", damage.Message);
        }
    }

    /// <summary>What is damaged stays so; what can be done in a moment must not wait with it.</summary>
    private static RefusalException? Graver(RefusalException? first, RefusalException? next) => first is null or { Code: "damaged" } ? next ?? first : first;

    private async Task EraseNamesAsync(SeminarState state, Member known, string? actor)
    {
        var (named, seated) = await ElsewhereAsync(known.Person, state.Id);
        if (named)
            return;
        // The ways back lead to the seat while there is one, and are nobody else's to take.
        if (!seated && (state.Deleted || (known.Removed && (actor is null || actor == known.Id))))
            await _accounts.ErasePersonAsync(known.Person, Member.ErasedName, time.GetUtcNow());
        else
            await _accounts.EraseNamesAsync(known.Person, Member.ErasedName);
    }

    /// <summary>Whether the person goes by a name in another seminar, for the account's name is that one too; and whether there is another seat at all.</summary>
    private async Task<(bool Named, bool Seated)> ElsewhereAsync(string person, string seminar)
    {
        var seated = false;
        foreach (var seat in (await _accounts.ListMembershipsOfPersonAsync(person)).Where(seat => seat.Seminar != seminar))
        {
            if (await grains.GetGrain<ISeminarGrain>(seat.Seminar).OpenAsync() is not { } other || other.Members.GetValueOrDefault(seat.Member) is not { Removed: false } member)
                continue;
            if (member.Name != Member.ErasedName)
                return (true, true);
            seated = true;
        }

        return (false, seated);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Words and name of a member of the seminar {Seminar} are erased, in {Documents} documents")]
    private static partial void LogErased(ILogger logger, string seminar, int documents);
}
