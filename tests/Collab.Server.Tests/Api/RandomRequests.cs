using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Server.Tests.Api;

/// <summary>Requests that chance makes for one document: half of them make sense, the words of most are odd.</summary>
internal sealed class RandomRequests(Random random, JsonObject snapshot)
{
    private static readonly string[] Odd =
    [
        "", " ", "\u0000", "\uFFFD", "\uFEFF", "\u202Eabc\u202C", "e\u0301\u0301\u0301", "👩‍👩‍👧‍👦", "𝔘𝔫𝔦", "ﷺ", "\r\n\r\n", "\t", "<script>alert(1)</script>", "</textarea><img src=x onerror=alert(1)>",
        "]]>", "<!--", "`", "```\n```", "[a](javascript:alert(1))", "![x](data:,x)", "> > > > >", "* * *", "- - -\n", "|a|b|\n|-|-|\n", "&amp;&#0;", "=1+1", "@SUM(A1)", "\\", "\"", "'", "%00", "${7*7}", "{{x}}", "#1", "@Olga", "1.", "word",
    ];

    private readonly List<string> _notes = [.. snapshot["annotations"]!.AsArray().Select(note => (string)note!["id"]!)];
    private readonly string[] _clauses = [.. snapshot["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!)];

    public (HttpMethod Method, string Path, string Body) Next() => random.Next(10) switch
    {
        < 5 => Request(HttpMethod.Post, "/annotations", new { commandId = Guid.NewGuid(), targets = Targets(), body = Body(), tags = Tags(), motivation = random.Next(10) == 0 ? Words() : Any("commenting", "questioning"), pin = random.Next(8) == 0 }),
        5 => Request(HttpMethod.Post, $"/annotations/{Note()}/replies", new { commandId = Guid.NewGuid(), body = Body(), tags = Tags() }),
        6 => Request(HttpMethod.Patch, $"/annotations/{Note()}", new { commandId = Guid.NewGuid(), version = random.Next(1, 3), body = Body(), targets = random.Next(2) == 0 ? Targets() : null }),
        7 => Request(HttpMethod.Post, $"/annotations/{Note()}/{Any("hide", "unhide", "resolve", "reopen")}", new { commandId = Guid.NewGuid(), reason = Words() }),
        8 => Request(HttpMethod.Post, $"/annotations/{Note()}/react", new { commandId = Guid.NewGuid(), emoji = Any("👍", "🏽", Words()), on = true }),
        _ => Request(HttpMethod.Put, $"/annotations/{Note()}/pin", new { commandId = Guid.NewGuid(), clause = Any(_clauses), order = random.Next(-1, 4) }),
    };

    /// <summary>What was written can be answered from now on.</summary>
    public void Learn(JsonObject answer)
    {
        if (answer["id"] is { } id)
            _notes.Add((string)id!);
    }

    private static (HttpMethod Method, string Path, string Body) Request(HttpMethod method, string path, object body) => (method, path, JsonSerializer.Serialize(body, JsonSerializerOptions.Web));

    private object Body() => new { text = Words(), format = random.Next(12) == 0 ? Words() : "markdown" };

    private string[] Tags() => [.. Enumerable.Range(0, random.Next(3)).Select(_ => Words())];

    private object[] Targets() => [.. Enumerable.Range(0, random.Next(3)).Select(_ => Target())];

    private object Target()
    {
        var clause = snapshot["clauses"]!.AsArray()[random.Next(_clauses.Length)]!;
        var runes = ((string)clause["text"]!).EnumerateRunes().ToArray();
        var start = random.Next(runes.Length + 1);
        var length = random.Next(1, 8);
        var exact = string.Concat(runes.Skip(start).Take(length));
        return random.Next(4) switch
        {
            0 => new { clause = (string)clause["id"]! },
            1 => new { clause = (string)clause["id"]!, quote = new { exact }, position = new { start, end = start + exact.EnumerateRunes().Count() } },
            2 => new { clause = (string)clause["id"]!, position = new { start, end = start + length } },
            _ => new { clause = (string)clause["id"]!, quote = new { exact = Words(), prefix = Words(), suffix = Words() } },
        };
    }

    private string Note() => _notes.Count == 0 || random.Next(10) == 0 ? $"{Any(_clauses)}.00000000000000000000000000" : _notes[random.Next(_notes.Count)];

    private string Words()
    {
        var words = new StringBuilder();
        for (var i = random.Next(1, 5); i > 0; i--)
            words.Append(Any(Odd)).Append(random.Next(2) == 0 ? " word " : "");
        if (random.Next(12) == 0)
            return string.Concat(Enumerable.Repeat(Any("[", "*a", "**a", "> ", "- ", "`", "<b>", "![", "(", "_"), Often()));
        return random.Next(12) == 0 ? string.Concat(Enumerable.Repeat(words.ToString(), 300)) : words.ToString();
    }

    /// <summary>From 30 to 3,000, tens as often as thousands: what is refused for its length alone says nothing of what is a little shorter.</summary>
    private int Often() => (int)(30 * Math.Pow(100, random.NextDouble()));

    private T Any<T>(params ReadOnlySpan<T> all) => all[random.Next(all.Length)];
}
