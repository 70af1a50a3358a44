using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Domain.Tests.Commands;

public sealed class ForeignRulesTests
{
    [Fact]
    public void What_is_kept_is_the_same_json_without_its_white_space() =>
        Assert.Equal(new Foreign { Properties = """{"a":[1.50,1e400,"é"]}""" }, ForeignRules.Check(new Foreign { Properties = """{ "a" : [1.50, 1e400, "\u00e9"] }""", Body = "null" }));

    [Theory]
    [InlineData("{", "bad-request")]
    [InlineData("""{"a":1,"a":2}""", "duplicate-key")]
    [InlineData("""{"a":"\u0000"}""", "bad-characters")]
    [InlineData("""{"\ud800":1}""", "bad-characters")]
    [InlineData("""["\udc00"]""", "bad-characters")]
    public void What_cannot_be_kept_is_refused(string json, string code)
    {
        Assert.Equal(code, Assert.Throws<RefusalException>(() => ForeignRules.Check(new Foreign { Extra = json })).Code);
        Assert.Equal(code, Assert.Throws<RefusalException>(() => ForeignRules.Check(new Foreign { Target = json })).Code);
    }

    [Fact]
    public void It_is_as_deep_and_as_long_as_it_may_be()
    {
        Assert.NotNull(ForeignRules.Check(new Foreign { Body = Nested(Foreign.MaxDepth) }));
        Assert.Equal("too-deep", Assert.Throws<RefusalException>(() => ForeignRules.Check(new Foreign { Body = Nested(Foreign.MaxDepth + 1) })).Code);
        Assert.NotNull(ForeignRules.Check(new Foreign { Body = Long(Foreign.MaxBytes / 2), Extra = Long(Foreign.MaxBytes / 2) }));
        Assert.Equal("text-too-long", Assert.Throws<RefusalException>(() => ForeignRules.Check(new Foreign { Body = Long(Foreign.MaxBytes / 2), Extra = Long((Foreign.MaxBytes / 2) + 1) })).Code);
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Long(int bytes) => '"' + new string('x', bytes - 2) + '"';
}
