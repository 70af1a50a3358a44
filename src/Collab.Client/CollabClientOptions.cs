using System.Net.Security;

namespace Collab.Client;

/// <summary>How patient a client is, and whom it believes.</summary>
public sealed record CollabClientOptions
{
    /// <summary>For how long a command or a question is asked again while the server cannot be reached, or says that it cannot now. 60 s. A watch is patient for ever.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one attempt may take until another is made. 10 s.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A link on which nothing came for so long is dead. 4 s: the server says every 2 s that it is there.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Between the first two attempts; each further one is twice as long, half of it by chance. 100 ms.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Between attempts at most, unless the server asks for more. 5 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Says which certificates are believed, for a server that vouches for itself. Null: those that the machine believes.</summary>
    public RemoteCertificateValidationCallback? Believes { get; init; }

    /// <summary>The clock for patience and pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
