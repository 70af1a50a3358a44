using System.Collections.Immutable;
using Collab.Contracts;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Grains.EventSourcing;
using Collab.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Collab.Grains.Seminars;

/// <summary>The authority on one seminar's members. What happens to them is in the log of every document that is awake before it is answered.</summary>
[Reentrant, Immovable]
public sealed partial class SeminarGrain(IEventLog log, StorageGate gate, [FromKeyedServices(GrainServices.Clock)] TimeProvider time, ILogger<SeminarGrain> logger)
    : LogGrain<SeminarState>(log, gate, time, logger), ISeminarGrain
{
    /// <summary>Whoever acts where nobody is signed in: the server itself, at its first start or from its command line.</summary>
    public const string ServerActor = "server";

    protected override string StreamKind => Storage.StreamKind.Seminar;

    private bool Exists => State.Seq > 0;

    public async Task<Reply> CreateAsync(string title, string? person, string? name)
    {
        await CreateStreamAsync();
        var member = person is null ? null : Identifier.New();
        return await DecideAsync(member ?? ServerActor, state => SeminarDecider.Create(state, title, member, person, name));
    }

    public async Task<SeminarState?> OpenAsync()
    {
        await EnsureNewestAsync();
        return Exists && !State.Deleted ? State : null;
    }

    public async Task<Member?> FindAsync(string person) => (await OpenAsync())?.MemberOf(person);

    public async Task<SeminarState?> OpenDeletedAsync()
    {
        await EnsureNewestAsync();
        return Exists ? State : null;
    }

    public Task<Reply> RedeemAsync(string secretHash, string person, string? name)
    {
        var invite = State.Invites.Values.FirstOrDefault(i => i.SecretHash == secretHash);
        return invite is null
            ? Task.FromResult(Reply.Refused(SeminarDecider.LinkGone))
            : JoinAsync(person, name, invite.Role, invite.Id, null);
    }

    public Task<Reply> JoinAsync(string person, string? name, Role role, DateTimeOffset? made) => JoinAsync(person, name, role, null, made);

    public Task<Reply> AdmitAsync(string person, string name, Role role) => JoinAsync(person, name, role, null, null, ServerActor);

    public async Task<Reply> AssignAsync(string person, string name, Role? role)
    {
        var member = State.MembersByPerson.GetValueOrDefault(person) ?? Identifier.New();
        var reply = await DecideAsync(Member.Institution, state => SeminarDecider.Assign(state, member, person, name, role));
        return reply.Outcome is { } outcome
            ? reply with { Outcome = outcome with { Id = State.MemberOf(person)?.Id } }
            : reply;
    }

    public Task<Reply> RenameAsync(string actor, string name) => DecideAsync(actor, state => SeminarDecider.Rename(state, actor, name));

    public Task<Reply> CreateInviteAsync(string actor, Role role, string secretHash, DateTimeOffset? expires, int? maxUses)
    {
        var invite = new InviteCreated(Identifier.New(), role, secretHash, expires, maxUses);
        return DecideAsync(actor, state => SeminarDecider.CreateInvite(state, actor, invite, Time.GetUtcNow()));
    }

    public Task<Reply> RevokeInviteAsync(string actor, string invite) =>
        DecideAsync(actor, state => SeminarDecider.RevokeInvite(state, actor, invite));

    public Task<Reply> ShowCodeAsync(string actor, Role role, bool anew) =>
        DecideAsync(actor, state => SeminarDecider.ShowCode(state, actor, role, anew));

    public Task<Reply> EndCodeAsync(string? actor, Role role, long? shown) =>
        DecideAsync(actor ?? ServerActor, state => SeminarDecider.EndCode(state, actor, role, shown));

    public Task<Reply> AddDocumentAsync(string? actor, string document) =>
        DecideAsync(actor ?? ServerActor, state => SeminarDecider.AddDocument(state, actor, document));

    public Task<Reply> DeleteAsync(string? actor, string title) =>
        DecideAsync(actor ?? ServerActor, state => SeminarDecider.Delete(state, actor, title));

    public Task<Reply> ChangeSettingsAsync(string actor, SeminarSettings settings, SettingsChange? change) =>
        DecideAsync(actor, state => SeminarDecider.ChangeSettings(state, actor, change?.Of(state.Settings) ?? settings));

    protected override SeminarState New(string epoch) => new() { Id = Stream };

    protected override SeminarState Apply(SeminarState state, LogEvent e) => state.Apply(e);

    protected override LogHead HeadOf(SeminarState state) => new(state.Seq, state.At, state.Hash);

    private async Task<Reply> JoinAsync(string person, string? name, Role role, string? invite, DateTimeOffset? made, string? actor = null)
    {
        var member = State.MembersByPerson.GetValueOrDefault(person) ?? Identifier.New();
        var reply = await DecideAsync(actor ?? member, state => SeminarDecider.Join(state, member, person, name, role, invite, Time.GetUtcNow(), made));
        return reply.Outcome is { } outcome
            ? reply with { Outcome = outcome with { Id = State.MembersByPerson[person] } }
            : reply;
    }

    public async Task<Reply> EraseAsync(string? actor, string member, Guid? command = null)
    {
        if (Epoch.Length == 0)
            return Reply.Refused(NoSuchSeminar);
        var key = new CommandKey(actor ?? ServerActor, command ?? Guid.NewGuid());
        var reply = await SubmitOnceAsync(key, "", state => [new Decided(key.Actor, key.Command, "",
            state.Deleted && actor is not null && actor != member ? throw NoSuchSeminar : SeminarDecider.Erase(state, actor, member))]);
        if (reply.Outcome is null)
            return await OfDamageAsync(reply, new ContentErased(member).Reaches);
        await PublishMembershipAsync();
        return await FinishErasureAsync();
    }

    private async Task<Reply> DecideAsync(string actor, Func<SeminarState, ImmutableArray<Proposal>> decide)
    {
        var reply = await WriteAsync(actor, state => state.Deleted ? throw NoSuchSeminar : decide(state));
        if (await PublishMembershipAsync())
            return reply;
        return reply.Outcome is null ? reply : Reply.OutcomeUnknown;
    }

    private Task<Reply> WriteAsync(string actor, Func<SeminarState, ImmutableArray<Proposal>> decide)
    {
        if (Epoch.Length == 0)
            return Task.FromResult(Reply.Refused(NoSuchSeminar));
        var command = Guid.NewGuid();
        return WriteAsync(new LogEntry<SeminarState>([], "", state => [new Decided(actor, command, "", decide(state))]));
    }

    private static RefusalException NoSuchSeminar => new("not-found", "There is no such seminar.");
}
