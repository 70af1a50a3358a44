using Collab.Domain;
using Collab.Server.Commands;

namespace Collab.Server.Tests.Commands;

public sealed class TrialRenderingTests
{
    [Fact]
    public async Task A_text_with_little_markup_is_not_tried()
    {
        var tried = 0;
        await new TrialRendering(text => { tried++; return text; }).DemandAsync(new string('a', 10_000) + "*b*");
        Assert.Equal(0, tried);
    }

    [Fact]
    public async Task A_text_that_cannot_be_rendered_is_refused()
    {
        var rendering = new TrialRendering(_ => throw new InvalidOperationException("too deep"));
        Assert.Equal("too-nested", (await Assert.ThrowsAsync<RefusalException>(() => rendering.DemandAsync(new string('*', 400)))).Code);
    }

    [Fact]
    public async Task A_text_that_is_refused_anyway_never_reaches_the_renderer()
    {
        var rendering = new TrialRendering(_ => throw new InvalidOperationException("must not be asked"));
        Assert.Equal("text-too-long", (await Assert.ThrowsAsync<RefusalException>(() => rendering.DemandAsync(new string('*', 20_000)))).Code);
        Assert.Equal("too-nested", (await Assert.ThrowsAsync<RefusalException>(() => rendering.DemandAsync(new string('>', 400)))).Code);
    }

    [Fact]
    public async Task A_text_that_renders_passes()
    {
        var tried = 0;
        await new TrialRendering(text => { tried++; return text; }).DemandAsync(string.Concat(Enumerable.Repeat("*a* ", 400)));
        Assert.Equal(1, tried);
    }
}
