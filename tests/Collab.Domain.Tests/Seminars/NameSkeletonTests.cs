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
    [InlineData("Anna Horn", "ᴬnna Horn")]
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
    [InlineData("Андрей", "Андре\u0438\u0306")]
    [InlineData("Семён", "Сем\u0435\u0308н")]
    [InlineData("Nguyễn Thị", "Nguye\u0302\u0303n Thi\u0323")]
    [InlineData("Lệ", "Le\u0302\u0323")]
    [InlineData("Ștefan", "S\u0326tefan")]
    [InlineData("Άννα", "\u0391\u0301ννα")]
    [InlineData("한나", "\u1112\u1161\u11ab\u1102\u1161")]
    [InlineData("ガク", "\u30ab\u3099ク")]
    [InlineData("ガク", "ｶﾞｸ")]
    [InlineData("ガク", "カク", false)]
    [InlineData("मन", "मनु", false)]
    [InlineData("น้ำ", "น\u0e49\u0e4d\u0e32")]
    [InlineData("กุ่ย", "ก\u0e48\u0e38ย")]
    [InlineData("Mara", "Ⅿara")]
    [InlineData("Mara", "Mªra")]
    [InlineData("Mara", "Mₐra")]
    [InlineData("Oskar", "Oſkar")]
    [InlineData("Steffen", "Steﬀen")]
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
