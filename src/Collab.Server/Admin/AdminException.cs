namespace Collab.Server.Admin;

/// <summary>An operator's command was refused; the message says what to do.</summary>
public sealed class AdminException(string message) : Exception(message);
