using System.Collections.Immutable;

namespace Collab.Client.Tests.Docs;

/// <summary>The programs of docs/client.md and of the package's README, as they stand there.</summary>
internal static class Examples
{
    public static async Task<Outcome> Begin(Uri address, string token, string documentId)
    {
        using var client = new CollabClient(address, token);
        var document = client.Document(documentId);

        var snapshot = await document.ReadAsync();
        var outcome = await document.AnnotateAsync(new NewNote("Who is meant here?")
        {
            Targets = [new Target(snapshot.Clauses[0].Id) { Quote = new Quote("first") }],
            Motivation = "questioning",
        });
        Console.WriteLine($"Note {outcome.Number} is on the server's disk.");
        return outcome;
    }

    public static async Task<ImmutableDictionary<string, string>> Follow(CollabClient client, string documentId, CancellationToken stop)
    {
        var notes = ImmutableDictionary<string, string>.Empty;
        await foreach (var update in client.Document(documentId).Watch(cancellation: stop))
        {
            switch (update)
            {
                case Snapshot snapshot:
                    notes = snapshot.Annotations.Where(note => note.Body is not null).ToImmutableDictionary(note => note.Id, note => note.Body!.Text);
                    break;
                case Batch batch:
                    foreach (var e in batch.Events.Where(e => e.Kind is "AnnotationAdded" or "ReplyAdded"))
                        notes = notes.SetItem(e.Annotation!, e.Data.GetProperty("body").GetProperty("text").GetString()!);
                    break;
            }

            if (notes.Count > 0)
                return notes;
        }

        return notes;
    }

    public static async Task Resume(CollabClient client, string documentId, string? kept, Func<Update, string, Task> save, CancellationToken stop)
    {
        Cursor? cursor = kept is null ? null : Cursor.Parse(kept);
        await foreach (var update in client.Document(documentId).Watch(cursor, stop))
            await save(update, update.Cursor.ToString());
    }

    public static async Task<string> Refused(DocumentClient document, string annotation)
    {
        try
        {
            await document.EditAsync(annotation, version: 1, "Who is meant?");
            return "done";
        }
        catch (RefusedException refused) when (refused.Code == "stale")
        {
            return "read it again, decide, and send a new command";
        }
        catch (RefusedException refused)
        {
            return $"{refused.Status} {refused.Code}: {refused.Sentence}";
        }
    }

    public static async Task<Outcome> Once(DocumentClient document, Guid kept)
    {
        try
        {
            return await document.AnnotateAsync(new NewNote("Said once."), kept);
        }
        catch (OutcomeUnknownException unknown)
        {
            // Later, or after a restart: the same words with the same id.
            return await document.AnnotateAsync(new NewNote("Said once."), unknown.CommandId);
        }
    }
}
