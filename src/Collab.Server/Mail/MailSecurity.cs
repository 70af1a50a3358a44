namespace Collab.Server.Mail;

/// <summary>How the line to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS (RFC 3207), without which nothing is sent: the default off this machine.</summary>
    StartTls = 1,

    /// <summary>TLS from the first byte (RFC 8314), mostly on port 465.</summary>
    Tls = 2,

    /// <summary>In the clear: the default on this machine alone.</summary>
    None = 3,
}
