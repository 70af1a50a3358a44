namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>What somebody received of the document, and what the server shows them in the end.</summary>
/// <param name="Parts">Snapshots and batches, in order.</param>
/// <param name="Final">Their snapshot at the head.</param>
internal sealed record Received(string Name, string[] Parts, string Final, string Member, bool ReadsHidden);
