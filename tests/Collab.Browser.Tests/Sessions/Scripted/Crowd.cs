using System.Collections.Concurrent;
using System.Net.Http.Json;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>The 24 members without a page. What each of them does is drawn from a seed.</summary>
internal sealed class Crowd(Room room, Ledger ledger, int seed, IReadOnlyDictionary<string, string> clauses)
{
    public const int Writers = 20, Readers = 4;

    private static readonly string[] First = ["Abel", "Birte", "Chidi", "Dunja", "Emre", "Fenna"], Last = ["Aalto", "Brandt", "Castro", "Dvorak"];
    private static readonly string[] Emoji = ["👍", "❤️", "💡", "❓", "👀"];

    private readonly ConcurrentDictionary<(SimulatedMember, string Point), Said?> _reasons = [];
    private int _phase;

    public IReadOnlyList<SimulatedMember> Members { get; private set; } = [];

    private IEnumerable<SimulatedMember> Writing => Members.Where(member => member.Writes);

    /// <summary>Most come by the link that was made for them; those who only read are members already.</summary>
    public async Task JoinAsync(string secret)
    {
        var names = Last.SelectMany(_ => First, (last, first) => $"{first} {last}").ToList();
        var people = await Task.WhenAll(names.Select((name, i) => i < Writers ? ByLinkAsync(name, secret) : room.JoinAsync(Role.Reader, name)));
        Members = await Task.WhenAll(people.Select(who => SimulatedMember.SitDownAsync(room.Server.Address, who, room.Document)));
    }

    /// <summary>All talk at once: notes, some on words and some questions, replies and reactions.</summary>
    public Task TalkAsync(params string[] points) => EachAsync(Members, async (member, random) =>
    {
        for (var i = 0; i < 3; i++)
        {
            var notes = member.Notes;
            var known = notes.Count > 0 ? notes[random.Next(notes.Count)] : null;
            var die = random.Next(10);
            if (member.Writes && (die < 5 || known is null))
                await member.WriteAsync(clauses[points[random.Next(points.Length)]], ledger.Say(member.Who.Member), motivation: die == 0 ? "questioning" : "commenting");
            else if (member.Writes && die < 8)
                await ReplyAsync(member, known!);
            else if (known is not null)
                await member.ReactAsync(known, Emoji[random.Next(Emoji.Length)]);
        }
    });

    public async Task ReplyAsync(SimulatedMember member, string note) =>
        await member.DoAsync("Reply", new { annotation = note, body = new { text = ledger.Say(member.Who.Member).Text, format = "markdown" } });

    /// <summary>Some keep a note to themselves, one rewords a note: what nobody else is to read, any more or ever.</summary>
    public async Task KeepAsync(string point)
    {
        foreach (var member in Writing.Take(2))
            await member.WriteAsync(clauses[point], ledger.Say(member.Who.Member, Fate.Apart), visibility: "private");
        var author = Writing.ElementAt(2);
        var (before, after) = (ledger.Say(author.Who.Member), ledger.Say(author.Who.Member));
        var note = await author.WriteAsync(clauses[point], before);
        await author.DoAsync("Edit", new { annotation = note, version = 1, body = new { text = after.Text, format = "markdown" } });
        before.Fate = Fate.Former;
    }

    /// <summary>Writers write in the round, all at once; one of them rewords their note, one removes it.</summary>
    /// <returns>How many notes are in it.</returns>
    public async Task<int> WriteBlindlyAsync(string point, int writers = Writers)
    {
        var made = await Task.WhenAll(Writing.Take(writers).Select(async member =>
        {
            var said = ledger.Seal(member.Who.Member);
            return (Member: member, Said: said, Note: await member.WriteAsync(clauses[point], said));
        }));
        var (reworded, removed) = (made[0], made[1]);
        await reworded.Member.DoAsync("Edit", new { annotation = reworded.Note, version = 1, body = new { text = ledger.Seal(reworded.Member.Who.Member).Text, format = "markdown" } });
        await removed.Member.DoAsync("Delete", new { annotation = removed.Note });
        reworded.Said.Fate = removed.Said.Fate = Fate.Apart;
        return made.Length - 1;
    }

    /// <summary>Most take a stance, some with a reason; some change it, one withdraws it.</summary>
    public async Task TakeStancesAsync(string point, string[] scale)
    {
        await EachAsync(Writing.ToList(), async (member, random) =>
        {
            if (random.Next(5) > 0)
                await TakeAsync(member, point, scale[random.Next(scale.Length)], random.Next(2) == 0);
        });
        await EachAsync(Writing.Take(6).ToList(), (member, random) => TakeAsync(member, point, scale[random.Next(scale.Length)], random.Next(2) == 0));
        await Members[5].DoAsync("WithdrawStance", new { clause = clauses[point] });
        Outdate(Members[5], point);
    }

    public async Task RaiseHandsAsync(string point)
    {
        foreach (var member in Members.Where((_, i) => i % 7 == 3))
            await member.DoAsync("RaiseHand", new { clause = clauses[point] });
    }

    /// <summary>Done when everybody has received the event with that seq.</summary>
    public Task ReachedAsync(long seq) => Task.WhenAll(Members.Select(member => member.Trace.ReachedAsync(seq)));

    public async Task LeaveAsync()
    {
        foreach (var member in Members)
            await member.DisposeAsync();
    }

    private async Task TakeAsync(SimulatedMember member, string point, string stance, bool reasoned)
    {
        Outdate(member, point);
        var reason = _reasons[(member, point)] = reasoned ? ledger.Say(member.Who.Member) : null;
        await member.DoAsync("TakeStance", reason is null ? new { clause = clauses[point], stance } : new { clause = clauses[point], stance, reason = reason.Text });
    }

    private void Outdate(SimulatedMember member, string point)
    {
        if (_reasons.GetValueOrDefault((member, point)) is { } before)
            before.Fate = Fate.Outdated;
    }

    private async Task<Participant> ByLinkAsync(string name, string secret)
    {
        using var http = room.Server.NewClient();
        using var answer = await http.PostAsJsonAsync("/api/join", new { secret, displayName = name });
        var joined = await answer.JsonAsync();
        return new Participant(room.Server, name, answer.Headers.GetValues("Set-Cookie").First().Split(';')[0]) { Member = (string)joined["member"]!, Role = Role.Annotator };
    }

    private async Task EachAsync(IReadOnlyList<SimulatedMember> members, Func<SimulatedMember, Random, Task> act)
    {
        var phase = ++_phase;
        await Task.WhenAll(members.Select((member, i) => act(member, new Random(unchecked((seed * 397) ^ (phase * 1009) ^ (i * 31))))));
    }
}
