namespace Collab.Browser.Tests.Safety;

/// <summary>What stands between a payload and its running.</summary>
[Flags]
internal enum Barriers
{
    None = 0,

    /// <summary>Words are escaped, Markdown is sanitized: on the server and in the page.</summary>
    Escaping = 1,

    /// <summary>The policy lets no script run that is not ours.</summary>
    Policy = 2,

    /// <summary>The policy lets no text become HTML.</summary>
    TrustedTypes = 4,

    AsShipped = Escaping | Policy | TrustedTypes,
}
