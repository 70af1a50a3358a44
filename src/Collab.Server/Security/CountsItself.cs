namespace Collab.Server.Security;

/// <summary>An endpoint that counts its writes itself: its page comes again with what was written, where others would be refused before they are read.</summary>
public sealed record CountsItself;
