using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Client;

/// <content>
/// Each command is sent until it is answered, and done once. Whoever keeps a command id over a restart of the program gives it; else one is made.
/// All throw <see cref="RefusedException"/> where the server refuses and <see cref="OutcomeUnknownException"/> where it could not be asked to the end.
/// </content>
public sealed partial class DocumentClient
{
    /// <summary>Writes a note.</summary>
    public Task<Outcome> AnnotateAsync(NewNote note, Guid? commandId = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        var body = new { note.Targets, body = new Body(note.Text), note.Motivation, note.Tags, visibility = note.Private ? "private" : null, pin = OnlyTrue(note.Pin), @override = OnlyTrue(note.Override) };
        return SendAsync(HttpMethod.Post, "annotations", body, commandId, cancellation);
    }

    /// <summary>Answers a note.</summary>
    public Task<Outcome> ReplyAsync(string annotation, string text, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, $"{Note(annotation)}/replies", new { body = new Body(text) }, commandId, cancellation);

    /// <summary>Rewords one’s own note.</summary>
    /// <param name="version">The one that was read: where it is not the newest any more the edit is refused as <c>stale</c>.</param>
    public Task<Outcome> EditAsync(string annotation, int version, string text, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Patch, Note(annotation), new { version, body = new Body(text) }, commandId, cancellation);

    /// <summary>Takes one’s own words back.</summary>
    public Task<Outcome> DeleteAsync(string annotation, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Delete, Note(annotation), null, commandId, cancellation);

    /// <summary>Fixes a note to a clause, or moves its pin.</summary>
    /// <param name="order">Its place there, from 0; null for the last.</param>
    public Task<Outcome> PinAsync(string annotation, string clause, int? order = null, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Put, $"{Note(annotation)}/pin", new { clause, order }, commandId, cancellation);

    /// <summary>Hides a note from all but its author and moderators.</summary>
    public Task<Outcome> HideAsync(string annotation, string? reason = null, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, $"{Note(annotation)}/hide", new { reason }, commandId, cancellation);

    /// <summary>Shows it again.</summary>
    public Task<Outcome> UnhideAsync(string annotation, string? reason = null, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, $"{Note(annotation)}/unhide", new { reason }, commandId, cancellation);

    /// <summary>Settles a thread.</summary>
    public Task<Outcome> ResolveAsync(string annotation, string? reason = null, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, $"{Note(annotation)}/resolve", new { reason }, commandId, cancellation);

    /// <summary>Opens a thread again.</summary>
    public Task<Outcome> ReopenAsync(string annotation, string? reason = null, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, $"{Note(annotation)}/reopen", new { reason }, commandId, cancellation);

    /// <summary>Gives a note an emoji, or takes it back.</summary>
    public Task<Outcome> ReactAsync(string annotation, string emoji, bool on = true, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, $"{Note(annotation)}/react", new { emoji, on }, commandId, cancellation);

    /// <summary>Leads those who follow to a clause.</summary>
    public Task<Outcome> LeadAsync(string clause, Guid? commandId = null, CancellationToken cancellation = default) =>
        SendAsync(HttpMethod.Post, "lead", new { clause }, commandId, cancellation);

    /// <summary>Any command of the wire.</summary>
    /// <param name="path">What follows the document’s own address, such as <c>clauses/ID/lock</c>.</param>
    /// <param name="body">Its fields without the command id; null for none.</param>
    public async Task<Outcome> SendAsync(HttpMethod method, string path, object? body = null, Guid? commandId = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        var id = commandId ?? Guid.NewGuid();
        if (method == HttpMethod.Delete && body is null)
            return await _wire.CommandAsync(method, $"{_path}/{path}", null, id, cancellation);
        var fields = (body is null ? null : JsonSerializer.SerializeToNode(body, body.GetType(), Wire.Json)?.AsObject()) ?? new JsonObject();
        fields["commandId"] = id;
        return await _wire.CommandAsync(method, $"{_path}/{path}", fields, id, cancellation);
    }

    private static string Note(string annotation) => $"annotations/{Wire.Part(annotation)}";

    private static bool? OnlyTrue(bool value) => value ? true : null;
}
