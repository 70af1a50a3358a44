using Collab.Contracts.Documents;
using Collab.Contracts.Notebooks;
using Collab.Contracts.Presence;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Grains.Tests.Documents;

/// <summary>Two silos that each believe they hold the document: for a while that is so after one was frozen or cut off.</summary>
public sealed class SecondActivationTests : IAsyncLifetime
{
    private Cluster _first = null!, _second = null!;

    public async Task InitializeAsync()
    {
        _first = await Cluster.StartAsync();
        (await _first.ClauseGrain(0).ExecuteAsync(_first.Note(0, "Before."))).Demand();
        _second = await _first.CutOffAsync();
    }

    public async Task DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task A_renewal_brings_what_the_other_wrote()
    {
        var recorder = new DocumentRecorder();
        var observer = _first.Grains.CreateObjectReference<IDocumentObserver>(recorder);
        var head = (await _first.DocumentGrain.ObserveAsync(observer))!.Header.Seq;

        var elsewhere = (await _second.ClauseGrain(1).ExecuteAsync(_second.Note(1, "Elsewhere."))).Demand();
        Assert.True(await _first.DocumentGrain.RenewAsync(observer));

        var told = await recorder.UntilAsync(head + 1, elsewhere.Seq);
        Assert.Equal("Elsewhere.", told[^1].Words!.Body);
    }

    [Fact]
    public async Task Writes_through_both_in_turn_make_one_log()
    {
        List<long> acknowledged = [];
        for (var i = 0; i < 10; i++)
        {
            acknowledged.Add((await _first.ClauseGrain(0).ExecuteAsync(_first.Note(0, $"First {i}"))).Demand().Seq);
            acknowledged.Add((await _second.ClauseGrain(0).ExecuteAsync(_second.Note(0, $"Second {i}"))).Demand().Seq);
        }

        Assert.Equal(acknowledged.Order().Distinct(), acknowledged);
        var (one, other) = (await _first.StateAsync(), await _second.StateAsync());
        Assert.Equal(one.Header.Hash, other.Header.Hash);
        Assert.Equal(21, one.Annotations.Count());
        Assert.Equal(Enumerable.Range(1, 21), one.Annotations.Select(a => (int)a.Number).Order());
    }

    [Fact]
    public async Task Whoever_meets_what_the_other_wrote_reads_it_once()
    {
        (await _second.ClauseGrain(1).ExecuteAsync(_second.Note(1, "Elsewhere."))).Demand();
        var (reads, appends) = (_first.Log.Reads, _first.Log.Appends);

        (await _first.ClauseGrain(0).ExecuteAsync(_first.Note(0, "Here."))).Demand();

        Assert.Equal((reads + 1, appends + 2), (_first.Log.Reads, _first.Log.Appends));
    }

    [Fact]
    public async Task Who_was_removed_through_one_is_removed_for_whoever_asks_the_other()
    {
        var lena = await _first.JoinAsync("Lena", Role.Annotator);
        Assert.NotNull((await _second.SeminarGrain.OpenAsync())!.Members.GetValueOrDefault(lena));

        (await _first.SeminarGrain.RemoveMemberAsync(_first.Owner, lena)).Demand();

        Assert.True((await _second.SeminarGrain.OpenAsync())!.Members[lena].Removed);
        Assert.True((await _second.StateAsync()).Header.Members[lena].Removed);
    }

    [Fact]
    public async Task A_role_that_one_could_not_write_is_not_shown_over_a_later_one_that_the_other_wrote()
    {
        var lena = await _first.JoinAsync("Lena", Role.Annotator);
        var known = (await _first.SeminarGrain.OpenAsync())!.Seq;
        var (promoted, demoted) = (RoleChanged(known + 1, lena, Role.Moderator), RoleChanged(known + 2, lena, Role.Reader));
        await _second.StateAsync();
        _second.Log.FailBeforeWrite();
        Assert.Equal(0, await _second.DocumentGrain.ApplyMembershipAsync([promoted]));
        Assert.Equal(Role.Moderator, (await _second.StateAsync()).Header.Members[lena].Role);

        Assert.NotEqual(0, await _first.DocumentGrain.ApplyMembershipAsync([promoted, demoted]));

        Assert.Equal(Role.Reader, (await _second.StateAsync()).Header.Members[lena].Role);
    }

    [Fact]
    public async Task What_was_decided_by_a_role_that_one_could_not_write_is_not_committed_through_the_other()
    {
        var lena = await _first.JoinAsync("Lena", Role.Reader);
        var known = (await _first.SeminarGrain.OpenAsync())!.Seq;
        await _second.StateAsync();
        _second.Log.FailBeforeWrite();
        Assert.Equal(0, await _second.DocumentGrain.ApplyMembershipAsync([RoleChanged(known + 1, lena, Role.Annotator)]));
        var commit = await _second.CommitOfAsync(0, _second.Note(0, by: lena));

        Assert.True((await _first.DocumentGrain.CommitAsync(commit)).Stale);
    }

    [Fact]
    public async Task A_session_that_was_opened_through_one_is_closed_through_the_other_with_who_was_here_since()
    {
        var mei = await _first.JoinAsync("Mei", Role.Annotator);
        (await _first.DocumentGrain.ExecuteAsync(new OpenSession { CommandId = Guid.NewGuid(), Actor = _first.Owner, Title = "The first hour" })).Demand();
        await _second.StateAsync();
        var presence = _second.Grains.GetGrain<IPresenceGrain>(_second.Document);
        foreach (var left in new[] { false, true })
            await presence.ReportAsync([new PresenceOf("node/mei", mei, null, null, null, null, _second.Time.GetUtcNow().AddMilliseconds(left ? 1 : 0), left)]);
        _first.Time.Advance(TimeSpan.FromMinutes(10));
        (await _first.DocumentGrain.ExecuteAsync(new CloseSession { CommandId = Guid.NewGuid(), Actor = _first.Owner })).Demand();
        (await _first.DocumentGrain.ExecuteAsync(new OpenSession { CommandId = Guid.NewGuid(), Actor = _first.Owner, Title = "The second hour" })).Demand();

        (await _second.DocumentGrain.ExecuteAsync(new CloseSession { CommandId = Guid.NewGuid(), Actor = _second.Owner })).Demand();

        Assert.DoesNotContain(mei, (await _first.StateAsync()).Header.Proceedings.Sessions[^1].Attended);
    }

    [Fact]
    public async Task A_document_that_registers_with_one_is_told_of_members_who_came_through_the_other()
    {
        await _second.SeminarGrain.OpenAsync();
        var known = (await _first.SeminarGrain.OpenAsync())!.Seq;

        await _first.JoinAsync("Lena", Role.Annotator);

        Assert.IsType<MemberJoined>(Assert.Single(await _second.SeminarGrain.RegisterAsync(_second.Document, known)).Data);
    }

    [Fact]
    public async Task A_seminar_that_was_deleted_through_one_is_deleted_for_whoever_asks_the_other()
    {
        Assert.False((await _second.SeminarGrain.OpenDeletedAsync())!.Deleted);

        (await _first.SeminarGrain.DeleteAsync(_first.Owner, "Monday seminar")).Demand();

        Assert.True((await _second.SeminarGrain.OpenDeletedAsync())!.Deleted);
    }

    [Fact]
    public async Task A_private_note_that_was_written_through_one_is_read_through_the_other()
    {
        var (one, other) = (Notebook(_first), Notebook(_second));
        (await one.ExecuteAsync(_first.Note(0, "Mine."))).Demand();
        Assert.Equal("Mine.", Assert.Single((await other.OpenAsync()).Notes.Annotations.Values).Body!.Text);

        (await one.ExecuteAsync(_first.Note(0, "Mine too."))).Demand();

        Assert.Equal(2, (await other.OpenAsync()).Seq);
    }

    [Fact]
    public async Task Private_notes_that_were_written_through_one_are_erased_through_the_other()
    {
        var (one, other) = (Notebook(_first), Notebook(_second));
        await other.OpenAsync();
        (await one.ExecuteAsync(_first.Note(0, "Mine."))).Demand();

        (await other.EraseAsync(_second.Owner)).Demand();

        Assert.DoesNotContain(await other.ReadAsync(0, 10), e => e.Words?.Body == "Mine.");
        Assert.Contains(await other.ReadAsync(0, 10), e => e.Data is ContentErased);
    }

    [Fact]
    public async Task While_storage_is_away_readers_are_answered_by_what_is_known()
    {
        var before = await _first.StateAsync();
        _first.Log.Down = new Storage.StorageUnavailableException("on purpose");

        Assert.Equal(before.Header.Seq, (await _first.StateAsync()).Header.Seq);
    }

    private LogEvent RoleChanged(long seq, string member, Role role) => new()
    {
        Seq = seq,
        At = _first.Time.GetUtcNow(),
        Actor = _first.Owner,
        Command = Guid.NewGuid(),
        Data = new MemberRoleChanged(member, role),
        Hash = "",
    };

    private static INotebookGrain Notebook(Cluster cluster) => cluster.Grains.GetGrain<INotebookGrain>($"{cluster.Document}/{cluster.Annotator}");
}
