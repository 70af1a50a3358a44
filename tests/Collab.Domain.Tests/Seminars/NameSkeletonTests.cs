using Collab.Domain.Seminars;

namespace Collab.Domain.Tests.Seminars;

public sealed class NameSkeletonTests
{
    [Theory]
    [InlineData("P-moderator", "P\u2011moderator")]
    [InlineData("P-moderator", "P\u2014moderator")]
    [InlineData("Anna Horn", "anna horn")]
    [InlineData("Anna Horn", "AnnaHorn")]
    [InlineData("Anna Horn", "Аnnа Ноrn")]
    [InlineData("Anna Horn", "Ａｎｎａ Ｈｏｒｎ")]
    [InlineData("Anna Horn", "𝐀𝐧𝐧𝐚 𝐇𝐨𝐫𝐧")]
    [InlineData("Anna Horn", "𝔸𝕟𝕟𝕒 ℍ𝕠𝕣𝕟")]
    [InlineData("Anna Horn", "Ⓐⓝⓝⓐ Ⓗⓞⓡⓝ")]
    [InlineData("Anna Horn", "🅐🅝🅝🅐 🄷🄾🅁🄽")]
    [InlineData("Anna Horn", "ᴀɴɴᴀ ʜᴏʀɴ")]
    [InlineData("Anna Horn", "ᴬnna Horn", false)]
    [InlineData("Anna Horn", "A\u200bnna H\u00adorn")]
    [InlineData("Anna Horn", "A\u0301nna Ho\u0308rn")]
    [InlineData("Anna Horn", "Änna Hörn")]
    [InlineData("Anna Horn", "Anna Hom")]
    [InlineData("Anna Horn", "Ann Ahorn")]
    [InlineData("ANNA", "ΑΝΝΑ")]
    [InlineData("Νίκος", "νίκος")]
    [InlineData("Paul", "PauI")]
    [InlineData("Iris", "iris")]
    [InlineData("Bill", "Bi11")]
    [InlineData("Anna", "An\u3164na")]
    [InlineData("Otto", "0tt0")]
    [InlineData("Зоя", "зоя")]
    [InlineData("Sophie", "ѕорһіе")]
    [InlineData("Fiona", "ﬁona")]
    [InlineData("Anna Horn", "Anna Born", false)]
    [InlineData("Anna", "Hanna", false)]
    [InlineData("محمد", "أحمد", false)]
    [InlineData("王小明", "王小红", false)]
    public void Names_that_look_alike_are_known(string moderator, string other, bool alike = true)
    {
        Assert.Equal(alike, NameSkeleton.Alike(moderator, other));
        Assert.Equal(alike, NameSkeleton.Alike(other, moderator));
    }
}
