namespace Collab.Server.Mail;

/// <summary>A mail to one person.</summary>
/// <param name="To">An address that <see cref="MailAddresses.Check"/> has taken.</param>
/// <param name="Subject">A constant: nothing that anybody typed.</param>
/// <param name="Text">Plain text.</param>
internal sealed record Letter(string To, string Subject, string Text)
{
    /// <summary>The address that stops mails like it; null for one that was asked for.</summary>
    public string? Unsubscribe { get; init; }
}
