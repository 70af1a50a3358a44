using Collab.Domain.Search;
using Collab.Server.Search;
using Collab.Server.Tests.Feeds;
using Collab.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Search;

public sealed class NoteSearchTests
{
    private readonly Story _story = new();
    private readonly ScriptedIndex _index = new();

    [Fact]
    public async Task While_the_index_cannot_be_reached_notes_are_read_one_by_one()
    {
        var observer = await TellAsync();
        _index.Answer = null;
        Assert.Equal(NoteSearch.MostUnindexed + 1, (await FindAsync(observer, Story.Annotator, "needle")).Length);
    }

    [Fact]
    public async Task Whoever_searches_while_the_index_is_made_waits_a_second_and_is_answered_without_it_and_it_is_made_once()
    {
        var observer = await TellAsync();
        var (first, second) = (FindAsync(observer, Story.Annotator, "needle"), FindAsync(observer, Story.Other, "needle"));
        await _index.Asked;
        observer.Time.Advance(NoteSearch.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(first.IsCompleted || second.IsCompleted);
        observer.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(NoteSearch.MostUnindexed + 1, (await first).Length);
        Assert.Equal(NoteSearch.MostUnindexed + 1, (await second).Length);
        _index.Made.SetResult();
    }

    [Fact]
    public async Task Whatever_an_index_names_only_what_the_reader_may_read_is_there()
    {
        var observer = await TellAsync();
        var hidden = _story.Note(Story.Annotator, "needle");
        _story.Hide(hidden);
        observer.Feed.Receive([.. _story.Events.Skip((int)observer.Feed.View.Head)]);
        var number = observer.Feed.State.Find(hidden)!.Number;
        _index.Answer = new IndexAnswer(_story.Head, [number, number + 1, 9999]);
        Assert.Empty(await FindAsync(observer, Story.Other, "needle"));
        Assert.Equal([number], await FindAsync(observer, Story.Annotator, "needle"));
        Assert.Equal([number], await FindAsync(observer, Story.Owner, "needle"));
    }

    private async Task<Observer> TellAsync()
    {
        for (var i = 0; i <= NoteSearch.MostUnindexed; i++)
            _story.Note(Story.Annotator, "a needle");
        return await Observer.StartAsync(_story);
    }

    private NoteSearch? _search;

    private async Task<int[]> FindAsync(Observer observer, string member, string asked)
    {
        _search ??= new NoteSearch(_index, observer.Time, NullLogger<NoteSearch>.Instance);
        var (_, notes) = await _search.FindAsync(observer.Feed, Story.PersonOf(member), SearchQuery.Parse(asked), CancellationToken.None);
        return [.. notes.Select(note => note.Number)];
    }
}
