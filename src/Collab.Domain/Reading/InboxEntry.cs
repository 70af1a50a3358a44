using Collab.Domain.Annotations;

namespace Collab.Domain.Reading;

/// <summary>A note that is news to a member.</summary>
/// <param name="Note">The note or reply.</param>
/// <param name="Root">The note that began its thread; the same for one that did.</param>
/// <param name="Unread">Whether the member has not read it yet.</param>
public sealed record InboxEntry(Annotation Note, Annotation Root, InboxReason Reason, bool Unread);
