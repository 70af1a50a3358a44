using Collab.Server.Security;

namespace Collab.Server.Mail;

/// <summary>A mail server that links are sent by: the section <c>Collab:Mail</c>. Without a host nothing of it is there.</summary>
public sealed class MailOptions
{
    public const string Section = "Collab:Mail";

    /// <summary>The SMTP server (<c>smtp.example.edu</c>).</summary>
    public string? Host { get; set; }

    /// <summary>Its port, from 1 to 65,535.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the line is protected; null for STARTTLS, and none on this machine.</summary>
    public MailSecurity? Security { get; set; }

    /// <summary>The name by which this server signs in there; null for none.</summary>
    public string? User { get; set; }

    /// <summary>Its password. It is never printed.</summary>
    public string? Password { get; set; }

    /// <summary>The address that stands as the sender (<c>collab@example.edu</c>).</summary>
    public string? From { get; set; }

    /// <summary>What holds where nothing is set.</summary>
    public MailSecurity Protection() => Security ?? (AllowedHosts.IsLoopback(Host ?? "") ? MailSecurity.None : MailSecurity.StartTls);
}
