using Collab.Server.Commands;
using Collab.Server.Hubs;
using Collab.Server.Presence;

namespace Collab.Server.Feeds;

/// <summary>What the endpoints of live delivery work with.</summary>
public sealed record LiveServices(
    DocumentFeeds Feeds,
    NotebookFeeds Notebooks,
    PresenceService Presence,
    CommandDispatcher Commands,
    Connections Connections,
    CallRates Rates,
    TimeProvider Time);
