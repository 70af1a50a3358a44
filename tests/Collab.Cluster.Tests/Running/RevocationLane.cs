using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.Cluster.Tests.Running;

/// <summary>A document of its own in which rights are withdrawn, one after another: by its owner at one node, from people at the next.</summary>
internal sealed class RevocationLane : IDisposable
{
    /// <summary>How long a removed member's connections may last, from when the removal is sent.</summary>
    public static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    /// <summary>Words of a hidden note: for moderators and its author.</summary>
    private const string Hidden = "unspeakable";

    private const int Clause = 1;

    private readonly Room _room;
    private readonly Person _owner;
    private readonly Uri _theirs;
    private (Person Person, string Member) _moderator, _annotator;
    private string _invite = "";
    private long _hiddenAt;

    private RevocationLane(Room room, int number)
    {
        _room = room;
        _owner = room.Owner.At(room.Nodes[(number + 1) % room.Nodes.Count]);
        _theirs = room.Nodes[(number + 2) % room.Nodes.Count];
    }

    public static async Task<RevocationLane> StartAsync(Room room, int number)
    {
        var lane = new RevocationLane(await room.WithNewDocumentAsync(), number);
        lane._invite = await room.InviteAsync("annotator");
        lane._annotator = await lane.JoinAsync(lane._invite);
        lane._moderator = await lane.JoinAsync(await room.InviteAsync("moderator"));
        lane._hiddenAt = await lane.WriteAsync(Hidden);
        var note = await lane._owner.GetAsync($"{lane.Path}/events?after={lane._hiddenAt - 1}&limit=1");
        await lane._owner.PostAsync($"{lane.Path}/annotations/{note["events"]![0]!["annotation"]}/hide", new { commandId = Guid.NewGuid() });
        return lane;
    }

    private string Path => $"api/documents/{_room.Document}";

    private string Members => $"api/seminars/{_room.Seminar}/members";

    /// <summary>Lets somebody be busy, withdraws a right, and checks what they got.</summary>
    /// <returns>How long a removed member's connections lasted after the removal was sent, null for the others; and how much was read and written.</returns>
    public async Task<(TimeSpan? Closed, int Operations)> RaceAsync(Revocation kind)
    {
        var (person, member) = kind switch
        {
            Revocation.Removed => await JoinAsync(_invite),
            Revocation.Demoted => _moderator,
            _ => _annotator,
        };
        var before = await WriteAsync("before");
        await using var busy = new BusyMember(person, _room, Clause, before);
        await busy.StartAsync(() => WriteAsync("they are there"));
        var peeking = Task.FromResult<List<long>>([]);
        if (kind == Revocation.Demoted)
        {
            Assert.NotNull(await PeekAsync(person));
            peeking = PeekUntilWithheldAsync(person);
        }

        var sent = Stopwatch.GetTimestamp();
        await RevokeAsync(kind, member);
        TimeSpan? took = kind == Revocation.Removed ? Stopwatch.GetElapsedTime(sent, await busy.ClosedAsync()) : null;
        var codes = await busy.RefusedAsync();
        var last = await WriteAsync("afterwards");
        var events = await EventsAsync(before, last);
        var revoked = events.Last(e => Withdraws(e, kind, member)).GetProperty("seq").GetInt64();
        Assert.DoesNotContain(events, e => e.GetProperty("seq").GetInt64() > revoked && IsOf(e.GetProperty("actor"), member));
        Assert.All(busy.Written, seq => Assert.True(seq < revoked, $"{kind} at {revoked}, and {member} wrote at {seq}."));
        if (kind == Revocation.Removed)
        {
            Assert.All(busy.Heard, door => Assert.True(door.Value < revoked, $"Removed at {revoked}, and {member} heard of {door.Value} by {door.Key}."));
            Assert.All(codes, code => Assert.Contains(code, new[] { "not-found", "closed" }));
            person.Dispose();
        }
        else
        {
            await busy.HearAsync(last);
            Assert.All(codes, code => Assert.Equal(kind == Revocation.Demoted ? "forbidden" : "locked", code));
            await RestoreAsync(kind, member);
        }

        Assert.All(await peeking, head => Assert.True(head < revoked, $"Demoted at {revoked}, and {member} read hidden words at {head}."));
        return (took, busy.Operations);
    }

    public void Dispose()
    {
        _room.Dispose();
        _owner.Dispose();
        _moderator.Person.Dispose();
        _annotator.Person.Dispose();
    }

    private async Task<(Person Person, string Member)> JoinAsync(string secret)
    {
        var (person, joined) = await Person.JoinAsync(_theirs, secret, $"Busy {Guid.NewGuid():N}"[..20]);
        return (person, (string)joined["member"]!);
    }

    private async Task<long> WriteAsync(string text) => (long)(await _owner.PostAsync($"{Path}/annotations", _room.Note(Guid.NewGuid(), text)))["seq"]!;

    private async Task RevokeAsync(Revocation kind, string member)
    {
        using var answer = await (kind switch
        {
            Revocation.Removed => _owner.Http.DeleteAsync($"{Members}/{member}"),
            Revocation.Demoted => _owner.Http.PatchAsJsonAsync($"{Members}/{member}", new { role = "reader" }),
            _ => _owner.Http.PostAsJsonAsync($"{Path}/clauses/{_room.Clauses[Clause]}/lock", new { commandId = Guid.NewGuid() }),
        });
        answer.EnsureSuccessStatusCode();
    }

    private async Task RestoreAsync(Revocation kind, string member)
    {
        using var answer = await (kind == Revocation.Demoted
            ? _owner.Http.PatchAsJsonAsync($"{Members}/{member}", new { role = "moderator" })
            : _owner.Http.PostAsJsonAsync($"{Path}/clauses/{_room.Clauses[Clause]}/unlock", new { commandId = Guid.NewGuid() }));
        answer.EnsureSuccessStatusCode();
    }

    private async Task<List<JsonElement>> EventsAsync(long after, long last)
    {
        List<JsonElement> events = [];
        while (after < last)
        {
            var page = await _owner.Http.GetFromJsonAsync<JsonElement>($"{Path}/events?after={after}&limit=1000&atLeast={last}");
            events.AddRange(page.GetProperty("events").EnumerateArray());
            after = page.GetProperty("last").GetInt64();
        }

        return events;
    }

    private static bool IsOf(JsonElement actor, string member) => actor.ValueKind == JsonValueKind.Object && actor.GetProperty("id").GetString() == member;

    private static bool Withdraws(JsonElement e, Revocation kind, string member) => e.GetProperty("kind").GetString() switch
    {
        "MemberRemoved" => kind == Revocation.Removed && e.GetProperty("data").GetProperty("member").GetString() == member,
        "MemberRoleChanged" => kind == Revocation.Demoted && e.GetProperty("data").GetProperty("member").GetString() == member,
        "ClauseLocked" => kind == Revocation.Locked,
        _ => false,
    };

    /// <summary>Reads the hidden note again and again.</summary>
    /// <returns>The head of each answer that had its words.</returns>
    private async Task<List<long>> PeekUntilWithheldAsync(Person person)
    {
        using var enough = new CancellationTokenSource(Patience.Long);
        List<long> heads = [];
        while (await PeekAsync(person, enough.Token) is { } head)
            heads.Add(head);
        return heads;
    }

    /// <summary>The head of an answer that had the hidden words; null where they were withheld.</summary>
    private async Task<long?> PeekAsync(Person person, CancellationToken cancellation = default)
    {
        var page = await person.Http.GetFromJsonAsync<JsonElement>($"{Path}/events?after={_hiddenAt - 1}&limit=1", cancellation);
        return page.GetProperty("events")[0].GetRawText().Contains(Hidden, StringComparison.Ordinal) ? page.GetProperty("head").GetInt64() : null;
    }
}
