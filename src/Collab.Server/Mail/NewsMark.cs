namespace Collab.Server.Mail;

/// <summary>How far somebody has been told of a document.</summary>
/// <param name="Epoch">Of the log that <paramref name="Seq"/> is of.</param>
/// <param name="Seq">What happened up to here has been mailed, or was nothing for them.</param>
public sealed record NewsMark(string Epoch, long Seq);
