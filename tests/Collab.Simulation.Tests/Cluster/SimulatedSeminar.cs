using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Storage;

namespace Collab.Simulation.Tests.Cluster;

/// <summary>The seminar as its document knows it: who belongs to it, and a word whenever that changes, until it is heard.</summary>
internal sealed class SimulatedSeminar(SimulatedCluster cluster) : ISeminarGrain
{
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(1);

    private readonly List<LogEvent> _events = [];
    private int _told;

    /// <summary>While the document has not heard of the last change.</summary>
    public bool IsTelling { get; private set; }

    /// <summary>How many events there are, numbered from 1.</summary>
    public int Head => _events.Count;

    public Task<IReadOnlyList<LogEvent>> RegisterAsync(string document, long after) =>
        Task.FromResult<IReadOnlyList<LogEvent>>([.. _events.Where(e => e.Seq > after)]);

    public Task<SeminarState?> OpenAsync() => Task.FromResult<SeminarState?>(null);

    public void Join(string member, string person, Role role) => Add(new MemberJoined(member, person, role), new Words { Name = member });

    /// <summary>Gives a member another role, and tells the document of it.</summary>
    public void ChangeRole(string member, Role role)
    {
        Add(new MemberRoleChanged(member, role));
        Tell();
    }

    private async void Tell()
    {
        if (IsTelling)
            return;
        IsTelling = true;
        while (_told < _events.Count)
        {
            var known = _events.Count;
            if (await TellAsync())
                _told = known;
            else
                await Task.Delay(TellAgain, cluster.Clients.Clock);
        }

        IsTelling = false;
    }

    private async Task<bool> TellAsync()
    {
        if (cluster.AnyNode() is not { } from)
            return false;
        try
        {
            return await cluster.CallAsync<IDocumentGrain, long>(from, cluster.Document, grain => grain.ApplyMembershipAsync([.. _events.Skip(_told)])) > 0;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
    }

    private void Add(ToldEventData data, Words? words = null) => _events.Add(new LogEvent
    {
        Seq = _events.Count + 1,
        At = cluster.Clients.Clock.GetUtcNow(),
        Actor = "server",
        Command = cluster.NewCommand(),
        Data = data,
        Words = words,
        Hash = "",
    });

    public Task UnregisterAsync(string document) => Task.CompletedTask;

    public Task<Reply> CreateAsync(string title, string? person, string? name) => throw new NotSupportedException();

    public Task<Reply> RedeemAsync(string secretHash, string person, string? name) => throw new NotSupportedException();

    public Task<Reply> JoinAsync(string person, string? name, Role role, DateTimeOffset? made) => throw new NotSupportedException();

    public Task<Reply> AdmitAsync(string person, string name, Role role) => throw new NotSupportedException();

    public Task<Reply> AssignAsync(string person, string name, Role? role) => throw new NotSupportedException();

    public Task<Reply> RenameAsync(string actor, string name) => throw new NotSupportedException();

    public Task<Reply> ChangeRoleAsync(string actor, string member, Role role, long? asOf) => throw new NotSupportedException();

    public Task<Reply> RemoveMemberAsync(string actor, string member, HiddenNotes? notes, long? asOf) => throw new NotSupportedException();

    public Task<Reply> RestoreMemberAsync(string actor, string member, long? asOf) => throw new NotSupportedException();

    public Task<Reply> MuteAsync(string actor, string member, DateTimeOffset? until, string? reason, HiddenNotes? notes, long? asOf) => throw new NotSupportedException();

    public Task<Reply> UnmuteAsync(string actor, string member, long? asOf) => throw new NotSupportedException();

    public Task<Reply> MakeSeatLinkAsync(string actor, string member, DateTimeOffset expires) => throw new NotSupportedException();

    public Task<Reply> MakeOwnerLinkAsync(DateTimeOffset expires, bool remote) => throw new NotSupportedException();

    public Task<Reply> MoveSeatAsync(string member, string from, string to, DateTimeOffset? expires) => throw new NotSupportedException();

    public Task<Reply> CreateInviteAsync(string actor, Role role, string secretHash, DateTimeOffset? expires, int? maxUses) => throw new NotSupportedException();

    public Task<Reply> RevokeInviteAsync(string actor, string invite) => throw new NotSupportedException();

    public Task<Reply> ShowCodeAsync(string actor, Role role, bool anew) => throw new NotSupportedException();

    public Task<Reply> EndCodeAsync(string? actor, Role role, long? shown) => throw new NotSupportedException();

    public Task<Reply> AddDocumentAsync(string? actor, string document) => throw new NotSupportedException();

    public Task<Reply> DeleteAsync(string? actor, string title) => throw new NotSupportedException();

    public Task<Reply> ChangeSettingsAsync(string actor, SeminarSettings settings, SettingsChange? change) => throw new NotSupportedException();

    public Task<Member?> FindAsync(string person) => throw new NotSupportedException();

    public Task<Reply> EraseAsync(string? actor, string member, Guid? command = null) => throw new NotSupportedException();

    public Task<SeminarState?> OpenDeletedAsync() => throw new NotSupportedException();
}
