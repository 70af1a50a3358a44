namespace Collab.Client;

/// <summary>Who a token speaks for.</summary>
public sealed record Me(string Id, string DisplayName, IReadOnlyList<Seat> Seminars);
