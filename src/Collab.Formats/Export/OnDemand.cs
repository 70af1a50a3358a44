using System.Collections;
using System.Collections.Immutable;

namespace Collab.Formats.Export;

/// <summary>A list whose items are made whenever they are read, from something small: who reads through it holds one of them at a time.</summary>
internal sealed class OnDemand<TFrom, TItem>(ImmutableArray<TFrom> from, Func<TFrom, TItem> make) : IReadOnlyList<TItem>
{
    public int Count => from.Length;

    public TItem this[int index] => make(from[index]);

    public IEnumerator<TItem> GetEnumerator()
    {
        foreach (var each in from)
            yield return make(each);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
