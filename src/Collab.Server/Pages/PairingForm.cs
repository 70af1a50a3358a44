using System.Collections.Immutable;
using System.Globalization;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Server.Pages;

/// <summary>A pairing as the plain form of a revision corrects it: for a point the numbers of the parts that it goes on as.</summary>
internal static class PairingForm
{
    /// <summary>Most points that have fields, of two each: a form takes 1,024 fields.</summary>
    private const int MostPoints = 400;

    /// <summary>The pairs that have fields: first those in doubt, then those that change, as many as a form takes.</summary>
    public static HashSet<ClausePair> WithFields(IEnumerable<ClausePair> changes)
    {
        var points = 0;
        return [.. changes.OrderBy(pair => pair.Sure).TakeWhile(pair => (points += pair.Clauses.Length) <= MostPoints)];
    }

    /// <summary>The pairs, and the places among them of those that the person says they have looked at.</summary>
    /// <param name="proposed">What stands where the form has no field.</param>
    /// <exception cref="RefusalException"><c>not-paired</c>: what is in a field are no numbers of parts.</exception>
    public static (IReadOnlyList<ClausePair> Pairs, IReadOnlySet<int> Confirmed) Read(IFormCollection form, ImmutableArray<ClausePair> proposed, IReadOnlyList<Clause> clauses, int parts)
    {
        var texts = clauses.ToDictionary(clause => clause.Id, clause => clause.Text.Length);
        var goesOnAs = proposed.SelectMany(pair => pair.Clauses.Select(clause => (clause, Parts: form.TryGetValue($"p-{clause}", out var given) ? Numbers(given.ToString(), parts) : pair.Parts))).ToDictionary(each => each.clause, each => each.Parts);
        List<ClausePair> pairs = [];
        foreach (var group in goesOnAs.Where(each => !each.Value.IsEmpty).GroupBy(each => string.Join(',', each.Value.Order())))
        {
            var known = proposed.FirstOrDefault(pair => pair.Clauses.ToHashSet().SetEquals(group.Select(each => each.Key)) && pair.Parts.ToHashSet().SetEquals(group.First().Value));
            // Of several that are one now, the longest goes on, unless the proposal says another.
            pairs.Add(known ?? new ClausePair([.. group.Select(each => each.Key).OrderByDescending(clause => texts[clause])], group.First().Value, default));
        }

        pairs.AddRange(goesOnAs.Where(each => each.Value.IsEmpty).Select(each => new ClausePair([each.Key], [], default)));
        var named = pairs.SelectMany(pair => pair.Parts).ToHashSet();
        pairs.AddRange(Enumerable.Range(0, parts).Where(part => !named.Contains(part)).Select(part => new ClausePair([], [part], default)));
        return (pairs, pairs.Index().Where(pair => pair.Item.Clauses.Any(clause => form.ContainsKey($"s-{clause}"))).Select(pair => pair.Index).ToHashSet());
    }

    /// <summary>As a field has them: counted from 1.</summary>
    public static string Of(ClausePair pair) => string.Join(", ", pair.Parts.Select(part => (part + 1).ToString(CultureInfo.InvariantCulture)));

    private static ImmutableArray<int> Numbers(string field, int parts) => [.. field.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).Select(number =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part >= 1 && part <= parts ? part - 1
        : throw new RefusalException("not-paired", $"“{(number.Length > 20 ? number[..20] : number)}” is no part of the new text: it has parts 1 to {parts}. Look at the list below."))];
}
