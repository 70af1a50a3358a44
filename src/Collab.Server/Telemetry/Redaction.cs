using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Collab.Server.Telemetry;

/// <summary>
/// Takes out of a trace what names a person, a seminar or a document, or could be a secret: of an address only the pattern of its route
/// stays, of a grain only its class.
/// </summary>
internal sealed class Redaction : BaseProcessor<Activity>
{
    private const string Orleans = "orleans.";

    private static readonly FrozenSet<string> Dropped =
        FrozenSet.Create("url.query", "url.full", "client.address", "network.peer.address", "user_agent.original", "db.query.text", "db.statement");

    // The rest of what Orleans notes may hold a grain's key.
    private static readonly FrozenSet<string> OfOrleans =
        FrozenSet.Create("orleans.rpc.service", "orleans.grain.type", "orleans.silo.id", "orleans.activation.cause", "orleans.deactivation.reason");

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.ToList())
        {
            if (Dropped.Contains(name) || (name.StartsWith(Orleans, StringComparison.Ordinal) && !OfOrleans.Contains(name)))
                data.SetTag(name, null);
        }

        if (data.GetTagItem("url.path") is not null)
            data.SetTag("url.path", data.GetTagItem("http.route"));
    }
}
