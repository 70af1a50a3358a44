using Collab.Contracts;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Domain;
using Collab.Domain.Commands;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Tests.Feeds;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Commands;

public sealed class CommandDispatcherTests : IClauseGrain, IDisposable
{
    private readonly FakeTimeProvider _time = new(Story.Began);
    private readonly Story _story = new();
    private readonly DocumentFeeds _feeds;
    private readonly CommandDispatcher _dispatcher;
    private Func<Command, Reply> _decide = _ => throw new NotSupportedException();

    public CommandDispatcherTests()
    {
        var grains = ScriptedGrains.Of((typeof(IDocumentGrain), new ScriptedDocument(_story)), (typeof(IClauseGrain), this));
        _feeds = new DocumentFeeds(grains, _time, NullLogger<DocumentFeed>.Instance);
        _dispatcher = new CommandDispatcher(_feeds, grains, new TrialRendering(text => text), new SeminarRates(Options.Create(new LimitsOptions()), _time));
    }

    public Task<Reply> ExecuteAsync(Command command) => Task.FromResult(_decide(command));

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task An_answer_waits_until_it_can_be_read_here()
    {
        _decide = _ =>
        {
            _story.Note(Story.Annotator, "a note");
            return new Reply(new CommandOutcome(_story.Head));
        };
        var answer = DispatchAsync();
        Assert.False(answer.IsCompleted);
        await _feeds.OnEventsAsync(_story.Document, [_story.Events[^1]]);
        Assert.Equal(_story.Head, (await answer).Seq);
        Assert.Equal(_story.Head, (await _feeds.DemandAsync(_story.Document)).View.Head);
    }

    [Fact]
    public async Task What_is_stored_is_answered_even_if_it_does_not_arrive_here()
    {
        _decide = _ => new Reply(new CommandOutcome(_story.Head + 1));
        var answer = DispatchAsync();
        Assert.False(answer.IsCompleted);
        _time.Advance(DocumentFeed.GapPatience);
        _time.Advance(DocumentFeed.Patience);
        Assert.Equal(_story.Head + 1, (await answer).Seq);
    }

    [Fact]
    public async Task When_the_clause_does_not_answer_nobody_knows_and_the_same_command_may_be_sent_again()
    {
        _decide = _ => throw new TimeoutException();
        Assert.Equal("outcome-unknown", (await Assert.ThrowsAsync<RefusalException>(DispatchAsync)).Code);
        _decide = _ => throw new Orleans.Runtime.SiloUnavailableException();
        Assert.Equal("outcome-unknown", (await Assert.ThrowsAsync<RefusalException>(DispatchAsync)).Code);
        // Thrown where the message was too old by the time a place was found for the clause.
        _decide = _ => throw new OperationCanceledException("Message expired before placement could complete.");
        Assert.Equal("outcome-unknown", (await Assert.ThrowsAsync<RefusalException>(DispatchAsync)).Code);
    }

    [Fact]
    public async Task The_clause_is_told_who_asks_and_by_what_digest()
    {
        Command? told = null;
        _decide = command =>
        {
            told = command;
            return new Reply(null, "locked", "Locked.");
        };
        Assert.Equal("locked", (await Assert.ThrowsAsync<RefusalException>(DispatchAsync)).Code);
        Assert.Equal(Story.Annotator, told!.Actor);
        Assert.Equal(CommandJson.Digest(Request), told.Request);
    }

    [Fact]
    public async Task Whoever_asks_for_an_answer_gets_the_refusal_as_one()
    {
        _decide = _ => new Reply(null, "locked", "Locked.");
        Assert.Equal(new Reply(null, "locked", "Locked."), await _dispatcher.AnswerAsync(Hubs.Credentials.Caller(Story.PersonOf(Story.Annotator)), Request));
    }

    private AnnotateRequest Request => new()
    {
        Document = _story.Document,
        CommandId = Guid.Empty,
        Targets = [new(_story.Clauses[0])],
        Body = new BodyRequest("a note"),
    };

    private Task<CommandOutcome> DispatchAsync() => _dispatcher.DispatchAsync(Hubs.Credentials.Caller(Story.PersonOf(Story.Annotator)), Request);
}
