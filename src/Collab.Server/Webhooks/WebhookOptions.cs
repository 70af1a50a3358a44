namespace Collab.Server.Webhooks;

/// <summary>Where webhooks may lead, and how often is looked: the section <c>Collab:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Collab:Webhooks";

    /// <summary>Addresses or networks that are not public and may be told all the same, by plain HTTP too (<c>10.1.0.0/16</c>). Empty: none is.</summary>
    public IList<string> Private { get; } = [];

    /// <summary>Seconds between two looks at what has happened.</summary>
    public double EverySeconds { get; set; } = 5;
}
