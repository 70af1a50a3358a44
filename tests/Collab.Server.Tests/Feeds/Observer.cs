using Collab.Contracts.Documents;
using Collab.Domain.Events;
using Collab.Server.Feeds;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Feeds;

/// <summary>A feed of a scripted document, in time that stands still.</summary>
internal sealed class Observer : IDocumentObserver
{
    public Observer(Story story, FeedSizes? sizes = null)
    {
        Grain = new ScriptedDocument(story);
        Feed = new DocumentFeed(story.Document, Grain, Time, NullLogger.Instance, sizes: sizes);
    }

    public FakeTimeProvider Time { get; } = new(Story.Began);

    public ScriptedDocument Grain { get; }

    public DocumentFeed Feed { get; }

    public static async Task<Observer> StartAsync(Story story, FeedSizes? sizes = null)
    {
        var observer = new Observer(story, sizes);
        Assert.True(await observer.Feed.StartAsync(observer));
        return observer;
    }

    public Task OnEventsAsync(string document, IReadOnlyList<LogEvent> events)
    {
        Feed.Receive(events);
        return Task.CompletedTask;
    }
}
