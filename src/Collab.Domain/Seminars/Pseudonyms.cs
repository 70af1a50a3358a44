namespace Collab.Domain.Seminars;

/// <summary>
/// What members are called where their names are withheld: "Amber Heron". It comes from the seminar and from the how-manieth member
/// one is, never from the name or the person: in another seminar the same person is somebody else.
/// </summary>
public static class Pseudonyms
{
    // Both lists have a power of two, so that an odd step visits every pair once.
    private static readonly string[] Colours = ("Amber Ash Azure Birch Blue Brass Bright Bronze Calm Cedar Chalk Clay Clear Cobalt Copper Coral Crimson Dawn Deep Dusk Early Ebony Fern Flint Golden Granite Green Hazel "
        + "Honey Indigo Iron Ivory Jade Lapis Lemon Lilac Linen Lunar Maple Marble Meadow Misty Mossy North Ochre Olive Opal Pearl Pine Plum Quartz Quiet River Rose Rust Saffron Sage Sandy Scarlet Silver Slate South Teal Umber").Split(' ');

    private static readonly string[] Creatures = ("Avocet Badger Beaver Bee Bittern Bunting Chough Condor Cormorant Crane Cricket Ouzel Curlew Deer Dipper Dolphin Dove Dunlin Egret Elk Falcon Finch Fox Gannet Gecko Grebe Hare Harrier "
        + "Heron Hoopoe Ibis Jackdaw Jay Kestrel Kite Lapwing Lark Linnet Lynx Marten Merlin Moth Newt Oriole Osprey Otter Owl Petrel Plover Puffin Raven Robin Seal Shrike Siskin Sparrow Stork Swallow Swan Swift Tern Thrush Vole Wren").Split(' ');

    private static int Count => Colours.Length * Creatures.Length;

    /// <param name="seminar">Its id.</param>
    /// <param name="number">From 1, in the order in which members came.</param>
    public static string Of(string seminar, int number)
    {
        var seed = Seed(seminar);
        var place = (int)((((ulong)(uint)number * ((seed >> 32) | 1)) + (seed & 0xFFFF_FFFF)) % (ulong)Count);
        var round = (number - 1) / Count;
        return $"{Colours[place / Creatures.Length]} {Creatures[place % Creatures.Length]}{(round > 0 ? $" {round + 1}" : "")}";
    }

    // Not string.GetHashCode, which every process makes anew.
    private static ulong Seed(string seminar)
    {
        var hash = 14695981039346656037;
        foreach (var unit in seminar)
            hash = (hash ^ unit) * 1099511628211;
        return hash;
    }
}
