using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Server.Feeds;

/// <summary>An event and its bytes for each view class, made at the first reader of the class.</summary>
public sealed class RingEntry(LogEvent e)
{
    private readonly byte[]?[] _encoded = new byte[ViewClass.Count][];

    public LogEvent Event => e;

    /// <summary>About what the event weighs in memory, in bytes, once it is encoded for the two classes that are in use.</summary>
    public int Weight { get; } = 1024 + (4 * ((e.Words?.Body?.Length ?? 0) + (e.Words?.Quotes?.Sum(q => q?.Exact.Length ?? 0) ?? 0)));

    /// <summary>The event as the audience may see it by the policy of the state.</summary>
    public byte[] Encode(DocumentState head, Audience audience) => Encode(head, audience, out _);

    /// <param name="personal">Whether these bytes are for this member alone.</param>
    public byte[] Encode(DocumentState head, Audience audience, out bool personal)
    {
        var annotation = e.Data is AnnotationEventData about ? head.Find(about.Annotation) : null;
        // Only who wrote a hidden note sees it otherwise than the class: these few bytes are made for them alone.
        personal = annotation is { State: AnnotationState.Hidden } && !audience.Class.ReadsHidden && annotation.Creator == audience.Member;
        if (personal)
            return BatchEncoding.Event(e, head, annotation, audience);
        return _encoded[audience.Class.Index] ??= BatchEncoding.Event(e, head, annotation, audience.Shared);
    }

    /// <summary>Forgets the bytes: what may be read of the event has changed.</summary>
    public void Drop() => Array.Clear(_encoded);
}
