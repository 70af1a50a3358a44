using Collab.Domain.Annotations;
using Collab.Domain.Policy;
using Collab.Domain.Tests.Support;
using Collab.Domain.Views;

namespace Collab.Domain.Tests.Views;

public sealed class AnnotationViewTests
{
    [Fact]
    public void What_is_withheld_has_no_words_at_all()
    {
        var now = (Annotation)new Filled().Of(typeof(Annotation))! with { State = AnnotationState.Hidden, Reason = "off topic" };
        var then = now with { State = AnnotationState.Shown, Reason = null };
        var view = AnnotationView.Of(then, now, Wire.Everyone);
        Assert.True(view.Withheld);
        Assert.Null(view.Annotation.Body);
        Assert.Empty(view.Annotation.Tags);
        Assert.Empty(view.Annotation.History);
        Assert.Equal((AnnotationState.Hidden, "off topic"), (view.Annotation.State, view.Annotation.Reason));
        Assert.Equal((then, false), (AnnotationView.Of(then, now, new Audience(true, null)).Annotation, AnnotationView.Of(then, now, new Audience(true, null)).Withheld));
    }
}
