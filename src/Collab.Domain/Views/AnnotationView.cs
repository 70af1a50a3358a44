using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Policy;

namespace Collab.Domain.Views;

/// <summary>An annotation as an audience may see it: the words are gone where the policy withholds them.</summary>
/// <param name="Annotation">At the moment that is shown, without body, tags, history and what else was said with it where they are withheld.</param>
/// <param name="Withheld">Whether words were taken out.</param>
public sealed record AnnotationView(Annotation Annotation, bool Withheld)
{
    /// <param name="annotation">At the moment that is shown.</param>
    /// <param name="head">The document now: a past moment is shown by the policy of now.</param>
    public static AnnotationView Of(Annotation annotation, DocumentState head, Audience audience) =>
        Of(annotation, head.Find(annotation.Id) ?? annotation, audience);

    /// <param name="annotation">At the moment that is shown.</param>
    /// <param name="atHead">The same annotation now.</param>
    public static AnnotationView Of(Annotation annotation, Annotation atHead, Audience audience) => audience.MayRead(atHead)
        ? new(annotation, false)
        : new(annotation with { State = atHead.State, Reason = atHead.Reason, ReasonBy = atHead.ReasonBy, Body = null, Tags = [], Said = null, Foreign = null, History = [] }, true);
}
