using Collab.Server.Hubs;

namespace Collab.Server.Clustering;

/// <summary>Asks every second whether the node still belongs to its cluster, and sends its readers elsewhere when it does not.</summary>
internal sealed partial class ClusterWatch(ClusterContact contact, Connections connections, TimeProvider time, ILogger<ClusterWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var was = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await contact.AskAsync();
            var cutOff = contact.IsCutOff;
            if (cutOff)
            {
                connections.CloseAll();
                contact.Abandon();
            }

            if (cutOff && !was && contact.HasLostStorage)
                LogWithoutStorage();
            else if (cutOff && !was)
                LogCutOff();
            if (was && !cutOff)
                LogBack();
            was = cutOff;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This node has lost its cluster: it shows nothing until it is back")]
    private partial void LogCutOff();

    [LoggerMessage(Level = LogLevel.Warning, Message = "This node has lost the database, which other nodes reach: it shows nothing until it is back")]
    private partial void LogWithoutStorage();

    [LoggerMessage(Level = LogLevel.Information, Message = "This node is back in its cluster")]
    private partial void LogBack();
}
