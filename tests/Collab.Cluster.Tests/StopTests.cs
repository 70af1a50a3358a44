using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Xunit.Abstractions;

namespace Collab.Cluster.Tests;

/// <summary>SIGTERM while half of a request has come. What it takes is waiting: other tests may run beside.</summary>
public sealed class StopTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-stop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task From_the_signal_on_it_is_not_ready_and_takes_nothing_new_while_it_answers_what_has_come()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        await room.IsToldAsync();
        using var upload = new HeldUpload(room.Owner, $"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "Half of this came before the signal."));
        var answer = upload.SendAsync();
        await upload.HalfSent;
        // The first half has arrived when the server has answered something that was sent later.
        await room.HeadAsync();
        var head = await room.HeadAsync();

        server.Terminate();
        using var probe = Person.Client(server.Address);
        await Patience.UntilAsync(async () => (await StatusAsync(probe)).Status == HttpStatusCode.ServiceUnavailable, "ready answers 503");
        Assert.Equal("stopping", (await StatusAsync(probe)).Text);
        using var late = await room.Owner.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "This came after it."));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Equal("unavailable", (await late.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Attempt.AssertSoon(late.Headers.RetryAfter?.Delta);

        upload.Release();
        using var answered = await answer;
        Assert.Equal(HttpStatusCode.Created, answered.StatusCode);
        Assert.Equal(head + 1, (await answered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seq").GetInt64());
        Assert.Equal(0, await server.EndedAsync());
    }

    [Fact]
    public async Task Whoever_waits_for_ever_does_not_hold_it_up()
    {
        await using var server = await ServerProcess.StartAsync(_folder);
        using var room = await Room.EnterAsync(server);
        using var upload = new HeldUpload(room.Owner, $"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "The rest never comes."));
        var answer = upload.SendAsync();
        await upload.HalfSent;
        await room.HeadAsync();
        var began = Stopwatch.GetTimestamp();
        server.Terminate();
        Assert.Equal(0, await server.EndedAsync());
        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"ended after {took.TotalSeconds:0.00} s with half a request under way");
        Assert.True(took < Promised, $"It took {took}.");
        upload.Release();
        await Assert.ThrowsAnyAsync<Exception>(() => answer);
    }

    private static async Task<(HttpStatusCode Status, string Text)> StatusAsync(HttpClient probe)
    {
        using var answer = await probe.GetAsync("health/ready");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
