using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Collab.Server.Telemetry;

/// <summary>
/// Takes out of a trace what names a person, a seminar or a document, or could be a secret: of an address only the pattern of its route
/// stays, of a grain only its class, of what failed only the type of the exception.
/// </summary>
internal sealed class Redaction : BaseProcessor<Activity>
{
    private const string Orleans = "orleans.", Message = "exception.message", StackTrace = "exception.stacktrace";

    // Orleans says in the message of a call that got no answer which grain it was for, and PostgreSQL quotes what it could not read.
    private static readonly FrozenSet<string> Dropped = FrozenSet.Create(
        "url.query", "url.full", "client.address", "network.peer.address", "user_agent.original", "db.query.text", "db.statement", Message, StackTrace);

    // The rest of what Orleans notes may hold a grain's key.
    private static readonly FrozenSet<string> OfOrleans =
        FrozenSet.Create("orleans.rpc.service", "orleans.grain.type", "orleans.silo.id", "orleans.activation.cause");

    private readonly ActivityListener _exceptions;

    /// <param name="sources">Whose traces are sent.</param>
    public Redaction(IReadOnlyCollection<string> sources)
    {
        // An event cannot be changed once it is there; one of an exception takes what stands in these tags already.
        _exceptions = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            ExceptionRecorder = (_, _, ref tags) =>
            {
                tags.Add(Message, null);
                tags.Add(StackTrace, null);
            },
        };
        ActivitySource.AddActivityListener(_exceptions);
    }

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (Dropped.Contains(name) || (name.StartsWith(Orleans, StringComparison.Ordinal) && !OfOrleans.Contains(name)))
                data.SetTag(name, null);
        }

        if (data.GetTagItem("url.path") is not null)
            data.SetTag("url.path", data.GetTagItem("http.route"));
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _exceptions.Dispose();
        base.Dispose(disposing);
    }
}
