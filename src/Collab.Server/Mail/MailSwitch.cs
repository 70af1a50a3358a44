namespace Collab.Server.Mail;

/// <summary>Whether a mail server is configured, for pages and decisions that hang on it.</summary>
internal sealed record MailSwitch(bool IsOn);
