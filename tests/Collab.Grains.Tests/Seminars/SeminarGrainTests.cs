using Collab.Contracts.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Grains.Tests.Seminars;

public sealed class SeminarGrainTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_join_stands_in_the_log_of_an_open_document_before_it_is_answered()
    {
        var member = await _cluster.JoinAsync("Noor", Role.Reader);

        var known = (await _cluster.StateAsync()).Header.Members[member];
        Assert.Equal(("Noor", Role.Reader, false), (known.Name, known.Role, known.Removed));
    }

    [Fact]
    public async Task A_removal_is_a_barrier_in_the_document()
    {
        var member = await _cluster.JoinAsync("Noor", Role.Annotator);

        (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, member)).Demand();

        var head = (await _cluster.StateAsync()).Header;
        Assert.IsType<MemberRemoved>((await _cluster.DocumentGrain.ReadAsync(head.Seq - 1, 1))[0].Data);
        Assert.Equal("not-found", (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: member))).Code);
    }

    [Fact]
    public async Task A_document_that_slept_learns_of_its_members_when_it_wakes()
    {
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        var member = await _cluster.JoinAsync("Noor", Role.Annotator);
        await _cluster.ForgetAsync(_cluster.SeminarGrain);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: member))).Demand();

        Assert.Equal("Noor", (await _cluster.StateAsync()).Header.Members[member].Name);
    }

    [Fact]
    public async Task Each_change_of_membership_stands_in_the_document_once_and_in_order()
    {
        var names = Enumerable.Range(0, 60).Select(i => $"Reader {i}").ToArray();

        await Task.WhenAll(names.Select(n => _cluster.JoinAsync(n, Role.Reader)));
        await _cluster.ForgetAsync(_cluster.DocumentGrain);

        var events = await _cluster.DocumentGrain.ReadAsync(0, 1000);
        var seqs = events.Select(e => e.Data).OfType<ToldEventData>().Select(m => m.SeminarSeq).ToArray();
        Assert.Equal(62, seqs.Length);
        Assert.Equal(seqs.Order().Distinct(), seqs);
    }

    [Fact]
    public async Task A_person_is_found_while_they_are_a_member_and_not_after()
    {
        var person = Domain.Identifier.New();
        Assert.Null(await _cluster.SeminarGrain.FindAsync(person));
        var member = (await _cluster.SeminarGrain.JoinAsync(person, "Noor", Role.Annotator)).Demand().Id!;
        Assert.Equal((await _cluster.SeminarGrain.OpenAsync())!.Members[member], await _cluster.SeminarGrain.FindAsync(person));
        (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, member)).Demand();
        Assert.Null(await _cluster.SeminarGrain.FindAsync(person));
        Assert.Null(await _cluster.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(Domain.Identifier.New()).FindAsync(person));
    }

    [Fact]
    public async Task Settings_stand_in_the_log_of_an_open_document_before_they_are_answered_and_in_another_when_it_wakes()
    {
        var (first, second) = (new SeminarSettings(RetentionDays: 30), new SeminarSettings(RetentionDays: 60, GuestsExport: false));
        (await _cluster.SeminarGrain.ChangeSettingsAsync(_cluster.Owner, first)).Demand();
        Assert.Equal(first, (await _cluster.StateAsync()).Header.Settings);

        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        (await _cluster.SeminarGrain.ChangeSettingsAsync(_cluster.Owner, second)).Demand();
        await _cluster.ForgetAsync(_cluster.SeminarGrain);
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0, by: _cluster.Owner))).Demand();

        Assert.Equal(second, (await _cluster.StateAsync()).Header.Settings);
        Assert.Equal(second, (await _cluster.SeminarGrain.OpenAsync())!.Settings);
        var told = (await _cluster.DocumentGrain.ReadAsync(0, 1000)).Select(e => e.Data).OfType<SettingsChanged>();
        Assert.Equal([first, second], told.Select(data => data.Settings));
        Assert.Equal("forbidden", (await _cluster.SeminarGrain.ChangeSettingsAsync(await _cluster.JoinAsync("Noor", Role.Moderator), first)).Code);
    }

    [Fact]
    public async Task M252_Two_changes_of_rules_at_once_are_both_kept_whatever_each_had_seen()
    {
        // Both have read the rules before either changed them.
        var seen = (await _cluster.SeminarGrain.OpenAsync())!.Settings;
        SettingsChange[] changes = [new(RetentionDays: 30), new(GuestsExport: false)];
        foreach (var reply in await Task.WhenAll(changes.Select(change => _cluster.SeminarGrain.ChangeSettingsAsync(_cluster.Owner, change.Of(seen), change))))
            reply.Demand();
        Assert.Equal(seen with { RetentionDays = 30, GuestsExport = false }, (await _cluster.SeminarGrain.OpenAsync())!.Settings);
        (await _cluster.SeminarGrain.ChangeSettingsAsync(_cluster.Owner, seen, new(RetentionDays: 0))).Demand();
        Assert.Equal(seen with { GuestsExport = false }, (await _cluster.SeminarGrain.OpenAsync())!.Settings);
    }

    [Fact]
    public async Task An_invite_for_five_admits_exactly_five_of_fifty_at_once()
    {
        var invite = (await _cluster.SeminarGrain.CreateInviteAsync(_cluster.Owner, Role.Reader, "hash", null, 5)).Demand();

        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _cluster.SeminarGrain.RedeemAsync("hash", Domain.Identifier.New(), $"Guest {i}")));

        Assert.Equal(5, replies.Count(r => r.Outcome is not null));
        Assert.All(replies.Where(r => r.Outcome is null), r => Assert.Equal("gone", r.Code));
        Assert.Equal(5, (await _cluster.SeminarGrain.OpenAsync())!.Invites[invite.Id!].Joined.Length);
    }

    [Fact]
    public async Task The_last_owner_cannot_leave()
    {
        Assert.Equal("last-owner", (await _cluster.SeminarGrain.RemoveMemberAsync(_cluster.Owner, _cluster.Owner)).Code);
    }

    [Fact]
    public async Task An_import_again_is_the_same_document()
    {
        var import = new ImportDocument(Guid.NewGuid(), _cluster.Owner, _cluster.Seminar, "Rules", Domain.Documents.DocumentMetadata.Empty,
            [new("1", Domain.Documents.ClauseKind.Point, 0, "Be brief.")]);
        var grain = _cluster.Grains.GetGrain<IDocumentGrain>(Domain.Identifier.New());

        var first = (await grain.ImportAsync(import)).Demand();
        var again = (await grain.ImportAsync(import)).Demand();

        Assert.Equal(first, again);
        Assert.Equal("already", (await grain.ImportAsync(import with { CommandId = Guid.NewGuid() })).Code);
    }
}
