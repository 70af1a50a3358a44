using Collab.Contracts;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;

namespace Collab.Grains.Tests.Documents;

/// <summary>An edition's words, which the log keeps apart from the event that brings them.</summary>
public sealed class EditionTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_clause_that_was_awake_before_takes_a_note_on_its_words_and_so_does_one_that_slept()
    {
        (await _cluster.ClauseGrain(0).ExecuteAsync(_cluster.Note(0))).Demand();
        Assert.Equal("not-found", (await NoteAsync(0)).Code);
        (await AddAsync(_cluster.Owner)).Demand();
        (await NoteAsync(0)).Demand();

        await _cluster.ForgetAsync(_cluster.ClauseGrain(0));
        await _cluster.ForgetAsync(_cluster.DocumentGrain);
        (await NoteAsync(0)).Demand();
        var state = await _cluster.StateAsync();
        Assert.Equal("Übersetzt: " + state.Header.Clauses[0].Text, Assert.Single(state.Header.Editions).Clauses[0].Text);
    }

    [Fact]
    public async Task The_text_of_what_is_refused_is_not_kept_and_the_same_again_is_answered_as_then()
    {
        var id = Guid.NewGuid();
        Assert.Equal("forbidden", (await AddAsync(_cluster.Annotator, id)).Code);
        Assert.Null(await _cluster.Log.ReadTextAsync(await TextOfAsync()));
        var added = (await AddAsync(_cluster.Owner, id)).Demand();
        Assert.NotNull(await _cluster.Log.ReadTextAsync(await TextOfAsync()));
        Assert.Equal(added, (await AddAsync(_cluster.Owner, id)).Demand());
        Assert.Equal("already", (await AddAsync(_cluster.Owner)).Code);
    }

    private async Task<string> TextOfAsync() =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Domain.Events.EventCodec.WriteText([.. (await DraftsAsync()).Drafts])));

    private async Task<Reply> AddAsync(string by, Guid? id = null)
    {
        var (drafts, ids) = await DraftsAsync();
        return await _cluster.DocumentGrain.ExecuteAsync(new AddEdition { CommandId = id ?? Guid.NewGuid(), Actor = by, Language = "de", Title = "Übersetzt", Drafts = [.. drafts], ClauseIds = [.. ids] });
    }

    private async Task<(IReadOnlyList<ClauseDraft> Drafts, IReadOnlyList<string> Ids)> DraftsAsync()
    {
        var clauses = (await _cluster.StateAsync()).Header.Clauses;
        return ([.. clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, clause.Level, $"Übersetzt: {clause.Text}"))], [.. clauses.Select(clause => clause.Id)]);
    }

    private Task<Reply> NoteAsync(int clause) => _cluster.ClauseGrain(clause).ExecuteAsync(_cluster.Note(clause) with { Targets = [new TargetRequest(_cluster.Clauses[clause], Quote: new("Übersetzt"), Edition: "de")] });
}
