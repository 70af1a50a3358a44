namespace Collab.Web.Models;

/// <summary>What moderators are asked to decide in a seminar.</summary>
/// <param name="Open">Oldest first.</param>
/// <param name="Decided">Newest first.</param>
public sealed record QueueModel(string Seminar, string SeminarTitle, IReadOnlyList<QueueRow> Open, IReadOnlyList<QueueRow> Decided);
