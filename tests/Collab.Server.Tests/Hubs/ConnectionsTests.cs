using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Collab.Server.Limits;
using Collab.Server.Tests.Feeds;
using Collab.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Hubs;

public sealed class ConnectionsTests
{
    private readonly FakeTimeProvider _time = new(Story.Began);
    private readonly Credentials _credentials = new();

    [Fact]
    public void A_person_has_twenty_and_one_that_closes_makes_room()
    {
        using var connections = Make();
        var open = Enumerable.Range(0, 20).Select(_ => connections.Open(Credentials.Caller("ada"), () => { })).ToList();
        Assert.Equal("too-many-connections", Assert.Throws<RefusalException>(() => connections.Open(Credentials.Caller("ada", "another"), () => { })).Code);
        connections.Open(Credentials.Caller("mei"), () => { });
        open[0].Dispose();
        open[0].Dispose();
        connections.Open(Credentials.Caller("ada"), () => { });
        Assert.Throws<RefusalException>(() => connections.Open(Credentials.Caller("ada"), () => { }));
    }

    [Fact]
    public void A_session_that_ends_here_closes_its_connections_at_once_and_no_others()
    {
        using var connections = Make();
        var closed = new List<string>();
        foreach (var session in new[] { "one", "one", "two" })
            connections.Open(Credentials.Caller("ada", session), () => closed.Add(session));
        _credentials.End("one");
        _credentials.End("one");
        Assert.Equal(["one", "one"], closed);
    }

    [Fact]
    public async Task A_session_that_ends_elsewhere_closes_its_connections_within_a_second()
    {
        using var connections = Make();
        await connections.StartAsync(CancellationToken.None);
        var closed = new TaskCompletionSource();
        connections.Open(Credentials.Caller("ada"), closed.SetResult);
        _credentials.EndElsewhere("session-of-ada");
        Assert.False(closed.Task.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task However_many_sessions_there_are_a_thousand_are_asked_about_at_once_and_each_is_told_apart()
    {
        using var connections = Make();
        await connections.StartAsync(CancellationToken.None);
        var closed = new List<int>();
        for (var i = 0; i < 2_500; i++)
        {
            var number = i;
            connections.Open(Credentials.Caller($"person {i}"), () => closed.Add(number));
            if (i % 1_000 == 7)
                _credentials.EndElsewhere($"session-of-person {i}");
        }

        // Two connections of one session are asked about once.
        connections.Open(Credentials.Caller("person 7"), () => closed.Add(-7));
        _time.Advance(Connections.CheckEvery);
        Assert.Equal([1_000, 1_000, 500], _credentials.Asked);
        Assert.Equal([-7, 7, 1_007, 2_007], closed.Order());
    }

    [Fact]
    public async Task That_connections_cannot_be_checked_is_said_once_in_each_outage()
    {
        using var log = new CapturedLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var connections = Make(logging.CreateLogger<Connections>());
        await connections.StartAsync(CancellationToken.None);
        connections.Open(Credentials.Caller("ada"), () => { });
        foreach (var said in new[] { 1, 2 })
        {
            _credentials.Away = true;
            for (var i = 0; i < 10; i++)
                _time.Advance(Connections.CheckEvery);
            Assert.Equal(said, log.Text.Split("cannot be checked").Length - 1);
            _credentials.Away = false;
            _time.Advance(Connections.CheckEvery);
        }
    }

    [Fact]
    public async Task Whoever_is_removed_from_a_document_is_closed_where_they_were_in_it_and_once()
    {
        var story = new Story();
        var observer = await Observer.StartAsync(story);
        using var connections = Make();
        var closed = new List<string>();
        foreach (var member in new[] { Story.Annotator, Story.Annotator, Story.Other })
            Open(member, member).Enter(observer.Feed);
        Open(Story.Annotator, "elsewhere");
        var gone = Open(Story.Annotator, "gone by itself");
        gone.Enter(observer.Feed);
        gone.Dispose();
        Tell(story.Remove(Story.Annotator));
        Tell(story.Join("late", Role.Reader, "Tariq"));
        Assert.Equal([Story.Annotator, Story.Annotator], closed);
        // Too late to be let in.
        Open(Story.Annotator, "too late").Enter(observer.Feed);
        Assert.Equal("too late", closed[^1]);

        Connection Open(string member, string name) => connections.Open(Credentials.Caller(Story.PersonOf(member)), () => closed.Add(name));

        void Tell(LogEvent e) => observer.Feed.Receive([e]);
    }

    [Fact]
    public async Task A_feed_stays_open_while_a_connection_is_in_it()
    {
        var observer = await Observer.StartAsync(new Story());
        using var connections = Make();
        var connection = connections.Open(Credentials.Caller(Story.PersonOf(Story.Annotator)), () => { });
        connection.Enter(observer.Feed);
        observer.Time.Advance(DocumentFeeds.KeepUnused);
        Assert.False(observer.Feed.TryClose(DocumentFeeds.KeepUnused));
        connection.Dispose();
        observer.Time.Advance(DocumentFeeds.KeepUnused);
        Assert.True(observer.Feed.TryClose(DocumentFeeds.KeepUnused));
    }

    private Connections Make(ILogger<Connections>? logger = null) =>
        new(Options.Create(new LimitsOptions()), _credentials, _credentials, _time, logger ?? NullLogger<Connections>.Instance);
}
