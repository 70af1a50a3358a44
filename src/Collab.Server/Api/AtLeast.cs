using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Server.Feeds;

namespace Collab.Server.Api;

/// <summary>The <c>atLeast</c> of a request, a seq or <c>epoch:seq</c>: its sender knows of that event, and is shown nothing older.</summary>
internal static class AtLeast
{
    /// <summary>Waits until this node has the event.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>; <c>resync</c>: the log is another now; <c>unavailable</c>: it did not come within <see cref="DocumentFeed.Patience"/>.</exception>
    public static async Task WaitAsync(HttpContext context, DocumentFeed feed)
    {
        if (Of(context.Request) is not { } cursor)
            return;
        DemandEpoch(cursor, feed.State.Header.Epoch);
        await feed.WaitForAsync(cursor.Seq, context.RequestAborted);
    }

    /// <summary>The same of a notebook: there is one of it, so what it does not have is nowhere yet.</summary>
    /// <exception cref="RefusalException">As above.</exception>
    public static void Demand(HttpContext context, NotebookState notebook)
    {
        if (Of(context.Request) is not { } cursor)
            return;
        DemandEpoch(cursor, notebook.Epoch);
        if (cursor.Seq > notebook.Seq)
            throw new RefusalException("unavailable", $"The notebook has not got to seq {cursor.Seq} yet. Try again in a moment.");
    }

    private static Cursor? Of(HttpRequest request) => request.Query["atLeast"].FirstOrDefault() is { } text ? Cursor.Parse(text, "atLeast") : null;

    private static void DemandEpoch(Cursor cursor, string epoch)
    {
        if (cursor.Epoch is { } said && said != epoch)
            throw new RefusalException("resync", "That event is of another log. Take a snapshot again.");
    }
}
