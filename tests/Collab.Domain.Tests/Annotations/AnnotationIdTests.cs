using Collab.Domain.Annotations;

namespace Collab.Domain.Tests.Annotations;

public sealed class AnnotationIdTests
{
    [Fact]
    public void An_id_names_its_home_for_ever()
    {
        var clause = Identifier.New();
        Assert.Equal(clause, AnnotationId.HomeOf(AnnotationId.New(clause)));
        Assert.Null(AnnotationId.HomeOf(AnnotationId.New(null)));
        Assert.True(AnnotationId.IsPrivate(AnnotationId.NewPrivate()));
        Assert.False(AnnotationId.IsPrivate(AnnotationId.New(clause)));
    }

    [Fact]
    public void Every_new_id_is_well_formed_and_its_own()
    {
        var ids = Enumerable.Range(0, 1000).SelectMany(_ => new[] { AnnotationId.New(Identifier.New()), AnnotationId.New(null), AnnotationId.NewPrivate() }).ToList();
        Assert.All(ids, id => Assert.True(AnnotationId.IsWellFormed(id)));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("d.")]
    [InlineData("d.short")]
    [InlineData("x.00000000000000000000000000")]
    [InlineData("d.0000000000000000000000000u")]
    [InlineData("d.0000000000000000000000000A")]
    [InlineData("d.00000000000000000000000000.")]
    [InlineData("../00000000000000000000000000")]
    public void Anything_else_is_not(string? id) => Assert.False(AnnotationId.IsWellFormed(id));
}
