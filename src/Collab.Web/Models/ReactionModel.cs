namespace Collab.Web.Models;

/// <summary>How many members reacted to a note with one emoji.</summary>
public sealed record ReactionModel(string Emoji, int Count);
