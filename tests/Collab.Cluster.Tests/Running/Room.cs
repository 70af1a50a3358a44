using System.Text.Json.Nodes;
using Collab.Server.Admin;
using Collab.Server.Hosting;

namespace Collab.Cluster.Tests.Running;

/// <summary>The seminar and the document of the first start, and the owner in it.</summary>
internal sealed class Room(Uri address, Person owner, string seminar, string document, IReadOnlyList<string> clauses) : IDisposable
{
    private readonly List<Person> _people = [owner];

    /// <summary>The nodes of the cluster; of one server its address.</summary>
    public IReadOnlyList<Uri> Nodes { get; private init; } = [address];

    /// <summary>The data folder of a node that runs whenever <see cref="VerifyAsync"/> is asked.</summary>
    public string? Folder { get; init; }

    public Uri Address => address;

    public Person Owner => owner;

    public string Seminar => seminar;

    public string Document => document;

    /// <summary>The ids of the clauses, in order.</summary>
    public IReadOnlyList<string> Clauses => clauses;

    /// <summary>Comes in as the owner by the link that the first start printed.</summary>
    /// <param name="nodes">All nodes, where it is one of a cluster.</param>
    public static async Task<Room> EnterAsync(ServerProcess server, params IReadOnlyList<Uri> nodes) => await EnterAsync(server, await server.OwnerSecretAsync(), nodes);

    /// <summary>Comes in as the owner by a link.</summary>
    public static async Task<Room> EnterAsync(ServerProcess server, string secret, IReadOnlyList<Uri> nodes)
    {
        var (person, joined) = await Person.JoinAsync(server.Address, secret, "Olga Brandt");
        if (nodes.Count == 0)
            nodes = [server.Address];
        var owner = person.Among(nodes, 0);
        var document = (string)joined["document"]!;
        var snapshot = await owner.GetAsync($"api/documents/{document}");
        return new Room(server.Address, owner, (string)joined["seminar"]!, document, [.. snapshot["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!)]) { Nodes = nodes, Folder = server.Folder };
    }

    /// <summary>The same people's room with a new document, which nobody has written on.</summary>
    public async Task<Room> WithNewDocumentAsync()
    {
        var text = string.Join("\n\n", clauses.Select((_, i) => $"{i + 1}. The assembly agrees on point {i + 1}."));
        var document = (string)(await owner.PostAsync($"api/seminars/{seminar}/documents", new { commandId = Guid.NewGuid(), text }))["id"]!;
        var snapshot = await owner.GetAsync($"api/documents/{document}");
        return new Room(address, owner.Among(Nodes, 0), seminar, document, [.. snapshot["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!)]) { Nodes = Nodes, Folder = Folder };
    }

    /// <summary>The secret of a new link for any number of people.</summary>
    public async Task<string> InviteAsync(string role) =>
        ((string)(await owner.PostAsync($"api/seminars/{seminar}/invites", new { role }))["url"]!).Split('#')[1];

    /// <summary>New people, who come in by one link.</summary>
    public async Task<Person[]> JoinAsync(string role, int count)
    {
        var secret = await InviteAsync(role);
        var people = new Person[count];
        for (var i = 0; i < count; i++)
            people[i] = (await Person.JoinAsync(owner.Address, secret, $"{role} {_people.Count + i}")).Person.Among(Nodes, i);
        _people.AddRange(people);
        return people;
    }

    /// <summary>Waits until the document's log has everybody who came in: it is told of them after they have been let in.</summary>
    public Task IsToldAsync() => Patience.UntilAsync(async () => (await SnapshotAsync())["members"]!.AsArray().Count >= _people.Count, "the document is told who came in");

    public Task<JsonObject> SnapshotAsync(string query = "") => owner.GetAsync($"api/documents/{document}{query}");

    public async Task<long> HeadAsync() => (long)(await SnapshotAsync())["seq"]!;

    /// <summary>Lets the server read everything that it keeps, as the command <c>verify</c> does: the chain of every stream is computed anew.</summary>
    public async Task VerifyAsync()
    {
        await using var admin = await AdminClient.ConnectAsync(new StorageSettings(Folder ?? throw new InvalidOperationException("Its folder is not known."), null));
        Assert.True(admin.WasRunning, "The server does not run.");
        var found = await admin.RunAsync<Verification.Result>("/admin/verify", new { }, _ => { });
        Assert.True(found.IsWhole, $"C8: {string.Join(", ", found.Damaged)} {string.Join(", ", found.Contradictions)}");
    }

    /// <summary>A note on the first clause, as the body of a request.</summary>
    public object Note(Guid command, string text, int clause = 0) =>
        new { commandId = command, targets = new[] { new { clause = clauses[clause] } }, body = new { text, format = "markdown" } };

    public void Dispose()
    {
        foreach (var person in _people)
            person.Dispose();
    }
}
