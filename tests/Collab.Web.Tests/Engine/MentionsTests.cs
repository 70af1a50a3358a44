using Collab.Domain.Reading;

namespace Collab.Web.Tests.Engine;

/// <summary>Mentions in the browser are those of the server: the same texts come to the same.</summary>
[Collection(EngineCollection.Name)]
public class MentionsTests(EngineFixture engine)
{
    private static readonly (string Id, string Name)[] Members =
    [
        ("0123456789abcdefghjkmnpqrs", "Ida Lund"), ("1123456789abcdefghjkmnpqrs", "Jo"), ("2123456789abcdefghjkmnpqrs", "Jo Marie"), ("3123456789abcdefghjkmnpqrs", "*A* (b.c) [x]"),
        ("4123456789abcdefghjkmnpqrs", "שרה כהן"), ("5123456789abcdefghjkmnpqrs", "Same"), ("6123456789abcdefghjkmnpqrs", "Same"),
    ];

    [Fact]
    public async Task Texts_are_carried_and_read_as_the_server_does()
    {
        string[] typed =
        [
            "", "@", "no one", "@Ida Lund", "(@Ida Lund), @Jo!", "@Ida Lunds", "me@Jo", "@Jo Marianne and @Jo Marie", "@*A* (b.c) [x].", "@שרה כהן, שלום", "@Same", "@@Jo", "@Jo@Jo", "@jo", "a\n@Jo\n", "@{0123456789abcdefghjkmnpqrs}", "@{short}",
        ];
        var expected = typed.SelectMany(text => Mentions.Carried(text, Members) is var carried ? new[] { carried, Mentions.Named(carried, NameOf), Mentions.Named(carried, NameOf, markdown: false) } : []);
        var page = await engine.OpenAsync();
        var found = await page.EvaluateAsync<string[]>("""
            async ([texts, members]) => {
              const { carry, withNames, nameMembers } = await import('/js/model/mentions.js');
              nameMembers(id => members.find(member => member.id === id)?.name);
              return texts.flatMap(text => [carry(text, members), withNames(carry(text, members)), withNames(carry(text, members), true)]);
            }
            """, new object[] { typed, Members.Select(member => new { id = member.Id, name = member.Name }).ToArray() });
        Assert.Equal(expected, found);
    }

    private static string? NameOf(string id) => Members.FirstOrDefault(member => member.Id == id).Name;
}
