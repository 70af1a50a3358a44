namespace Collab.Domain.Events;

/// <summary>
/// Something that a seminar tells its documents. It happens in the seminar's log and is written to each of its documents as well, so that
/// rights, names and rules have their place in the order of the document's events.
/// </summary>
/// <param name="SeminarSeq">In a document's log: the seq of the same event in the seminar's; else 0.</param>
public abstract record ToldEventData(long SeminarSeq) : EventData;
