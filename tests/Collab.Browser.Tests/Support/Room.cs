using System.Text.Json.Nodes;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Import;
using Collab.Testing;

namespace Collab.Browser.Tests.Support;

/// <summary>A seminar of its own with one document, and what is done in it by program.</summary>
public sealed class Room(CollabServer server, string seminar, string document, Participant owner)
{
    public CollabServer Server => server;

    public string Seminar => seminar;

    public string Document => document;

    public Participant Owner => owner;

    public string Path => $"/rooms/{document}";

    /// <summary>The text of the first start: a preamble and the points 1 to 9.</summary>
    public static async Task<Room> WithResolutionAsync(CollabServer server)
    {
        var file = Directory.EnumerateFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "seeds"), "*.txt").First();
        var draft = TextImport.Split(await File.ReadAllBytesAsync(file), file);
        var (seminar, owner) = await server.FoundAsync("Autumn seminar");
        return new Room(server, seminar, await server.ImportAsync(seminar, owner.Member, draft), owner);
    }

    /// <summary>A document of these clauses.</summary>
    public static async Task<Room> WithClausesAsync(CollabServer server, string title, params ClauseDraft[] clauses)
    {
        var (seminar, owner) = await server.FoundAsync("Autumn seminar");
        return new Room(server, seminar, await server.ImportAsync(seminar, owner.Member, new TextDraft(title, DocumentMetadata.Empty, clauses, [])), owner);
    }

    /// <summary>A document of numbered points.</summary>
    public static async Task<Room> WithPointsAsync(CollabServer server, string title, params string[] points)
    {
        var (seminar, owner, document) = await server.NewSeminarAsync(title, points);
        return new Room(server, seminar, document, owner);
    }

    public Task<Participant> JoinAsync(Role role, string? name = null) => server.JoinAsync(role, name, seminar);

    public Task<JsonObject> SnapshotAsync(Participant who) => who.ReadAsync($"/api/documents/{document}");

    /// <summary>The id of a clause by its label.</summary>
    public async Task<string> ClauseAsync(string label)
    {
        var clauses = (await SnapshotAsync(owner))["clauses"]!.AsArray();
        return (string)clauses.First(clause => ((string?)clause!["label"])?.TrimEnd('.') == label)!["id"]!;
    }

    /// <summary>A note on a point as a whole, or on words of it; null for the whole document. Answers <c>{id, number, seq}</c>.</summary>
    public async Task<JsonObject> WriteAsync(Participant who, string? label, string text, string? quote = null, string? motivation = null, string[]? tags = null, bool pin = false)
    {
        object[] targets = [];
        if (label is not null)
        {
            var clause = await ClauseAsync(label);
            targets = quote is null ? [new { clause }] : [new { clause, quote = new { exact = quote } }];
        }

        using var response = await who.PostAsync($"/api/documents/{document}/annotations", new
        {
            commandId = Guid.NewGuid(),
            targets,
            body = new { text, format = "markdown" },
            motivation = motivation ?? "commenting",
            tags = tags ?? [],
            pin,
        });
        return await response.JsonAsync();
    }

    public async Task<JsonObject> ReplyAsync(Participant who, string note, string text)
    {
        using var response = await who.PostAsync($"{Note(note)}/replies", new { commandId = Guid.NewGuid(), body = new { text, format = "markdown" } });
        return await response.JsonAsync();
    }

    /// <summary>Hides, resolves … a note.</summary>
    public async Task DoAsync(Participant who, string note, string what, object? more = null)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(more ?? new { }))!.AsObject();
        body["commandId"] = Guid.NewGuid().ToString();
        await DoAsync(who, $"annotations/{note}/{what}", body);
    }

    /// <summary>Opens a session, leads, raises a hand … What is sent has its <c>commandId</c>.</summary>
    public async Task DoAsync(Participant who, string what, object body)
    {
        using var answer = await who.PostAsync($"/api/documents/{document}/{what}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public string Note(string id) => $"/api/documents/{document}/annotations/{id}";
}
