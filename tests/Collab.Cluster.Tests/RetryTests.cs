using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Testing.Checking;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>Answers that never arrive: the same command sent again is done once, and gets the seq of the first time.</summary>
public sealed class RetryTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-retry-").FullName;
    private ServerProcess _server = null!;
    private Room _room = null!;
    private Person _annotator = null!;
    private TcpProxy _proxy = null!;

    public async Task InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(_folder);
        _room = await Room.EnterAsync(_server);
        _annotator = (await _room.JoinAsync("annotator", 1))[0];
        await _room.IsToldAsync();
        _proxy = TcpProxy.Start(_server.Address);
    }

    public async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _room.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_command_whose_answer_was_swallowed_is_done_once_and_answers_its_seq_again()
    {
        using var person = _annotator.At(_proxy.Address);
        var (command, before) = (Guid.NewGuid(), await _room.HeadAsync());
        _proxy.Strike(new LinkFate(LinkFault.Swallow));
        var lost = person.Http.PostAsJsonAsync(Path, _room.Note(command, "Was this stored?"));
        await Patience.UntilAsync(() => _proxy.Answered > 0, "the server has answered");
        _proxy.Cut();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        _proxy.Heal();

        var first = await SendAsync(person, command, "Was this stored?");
        var second = await SendAsync(_annotator, command, "Was this stored?");
        Assert.Equal((before + 1, before + 1), (first.Seq, second.Seq));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(1, await CountAsync(command));
        Assert.Equal(before + 1, await _room.HeadAsync());

        using var other = await _annotator.Http.PostAsJsonAsync(Path, _room.Note(command, "Something else under the same id."));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("command-reused", (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Equal(before + 1, await _room.HeadAsync());
    }

    [Fact]
    public async Task Joining_whose_answer_was_swallowed_seats_one_person_also_when_the_server_was_killed_meanwhile()
    {
        var join = new { secret = await _room.InviteAsync("annotator"), displayName = "Noor Haddad", commandId = Guid.NewGuid() };
        using var browser = Person.Client(_proxy.Address);
        _proxy.Strike(new LinkFate(LinkFault.Swallow));
        var lost = browser.PostAsJsonAsync("api/join", join);
        await Patience.UntilAsync(() => _proxy.Answered > 0, "the server has answered");
        _proxy.Cut();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        var seats = async () => (await _room.Owner.GetAsync($"api/seminars/{_room.Seminar}/members"))["items"]!.AsArray().Count;
        var before = await seats();

        await _server.DisposeAsync();
        _server = await ServerProcess.StartAsync(_folder, _server.Address.Port);

        using var direct = Person.Client(_server.Address);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var answer = await direct.PostAsJsonAsync("api/join", join);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("member").GetString();
        }));
        Assert.Single(answers.Distinct());
        Assert.Equal(before, await seats());
    }

    [Fact]
    public async Task The_same_over_the_hub_and_from_one_way_to_the_other()
    {
        using var person = _annotator.At(_proxy.Address);
        var command = Guid.NewGuid();
        var note = new Dictionary<string, object>
        {
            ["document"] = _room.Document,
            ["commandId"] = command,
            ["targets"] = new[] { new { clause = _room.Clauses[0] } },
            ["body"] = new { text = "Over the hub.", format = "markdown" },
        };
        await using var hub = person.Hub();
        await hub.StartAsync();
        var before = (Head: await _room.HeadAsync(), _proxy.Answered);
        _proxy.Strike(new LinkFate(LinkFault.Swallow));
        var lost = hub.InvokeAsync<JsonElement>("Annotate", note);
        await Patience.UntilAsync(async () => await _room.HeadAsync() > before.Head && _proxy.Answered > before.Answered, "the server has answered");
        _proxy.Cut();
        await Assert.ThrowsAnyAsync<Exception>(() => lost);
        _proxy.Heal();

        await using var again = person.Hub();
        await again.StartAsync();
        var answer = await again.InvokeAsync<JsonElement>("Annotate", note);
        Assert.Equal(before.Head + 1, answer.GetProperty("seq").GetInt64());
        Assert.Equal(before.Head + 1, (await SendAsync(_annotator, command, "Over the hub.")).Seq);
        Assert.Equal(1, await CountAsync(command));
    }

    [Fact]
    public async Task A_request_or_an_answer_that_is_cut_at_any_byte_doubles_nothing()
    {
        using var person = _annotator.At(_proxy.Address);
        var (history, random, cuts) = (new History(), new Random(11), 0);
        // The lengths from nothing to more than both.
        for (var length = 1; length < 2400; length += random.Next(10, 70))
        {
            var command = Guid.NewGuid();
            var operation = history.Invoke(command.ToString(), "annotator");
            _proxy.Strike(new LinkFate(LinkFault.Reset, After: length));
            try
            {
                operation.Answer((await SendAsync(person, command, $"Cut at {length}.")).Seq);
            }
            catch (Exception cut) when (cut is HttpRequestException or JsonException or IOException)
            {
                cuts++;
                history.Fault($"cut at {length}");
                _proxy.Heal();
                operation.Answer((await SendAsync(person, command, $"Cut at {length}.")).Seq);
            }
        }

        output.WriteLine($"{cuts} of {history.Operations.Count} were cut");
        var log = await _room.Owner.EventsAsync(_room.Document);
        new Evidence
        {
            Operations = history.Operations,
            Readers = [],
            Log = [.. log.Select(LoggedEvent.Of)],
            Faults = history.Faults,
            LeastAnswered = 20,
            LeastFaults = 10,
        }.AssertHolds();
    }

    [Fact]
    public async Task A_client_that_is_too_impatient_and_sends_many_times_at_once_gets_one_seq()
    {
        using var person = _annotator.At(_proxy.Address);
        var command = Guid.NewGuid();
        _proxy.Strike(new LinkFate(LinkFault.Delay, Delay: TimeSpan.FromMilliseconds(300)));
        using (var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => person.Http.PostAsJsonAsync(Path, _room.Note(command, "Hurry."), impatient.Token));
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => SendAsync(i % 2 == 0 ? person : _annotator, command, "Hurry.")));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await CountAsync(command));
    }

    private string Path => $"api/documents/{_room.Document}/annotations";

    private async Task<(long Seq, string Id)> SendAsync(Person person, Guid command, string text)
    {
        using var answer = await person.Http.PostAsJsonAsync(Path, _room.Note(command, text));
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (json.GetProperty("seq").GetInt64(), json.GetProperty("id").GetString()!);
    }

    private async Task<int> CountAsync(Guid command) =>
        (await _room.Owner.EventsAsync(_room.Document)).Count(e => e.GetProperty("command").GetString() == command.ToString());
}
