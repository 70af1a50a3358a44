using System.CommandLine;
using Collab.Server.Admin;
using Collab.Server.Api;

namespace Collab.Server.Cli;

/// <summary>The command <c>token</c>: makes one, lists them, revokes one.</summary>
internal static class TokenCommand
{
    private static readonly Option<string?> Name = new("--name") { Description = "Who or what will use it: the name that members see.", HelpName = "NAME" };
    private static readonly Option<string?> Role = new("--role") { Description = "owner, moderator, annotator, reader or guest.", HelpName = "ROLE" };
    private static readonly Option<string?> Seminar = OperatorCommands.SeminarOption();
    private static readonly Option<int?> Days = new("--days") { Description = $"How many days it holds, at most {TokenDays.Most}. Default: {TokenDays.Usual}.", HelpName = "N" };
    private static readonly Option<bool> List = new("--list") { Description = "Say which tokens hold, everybody's: id, name, scopes, the day it was made and the day it ends." };
    private static readonly Option<string?> Revoke = new("--revoke") { Description = "End the token with this id. It stops within a second.", HelpName = "ID" };

    public static Command Make()
    {
        Role.AcceptOnlyFromAmong([.. RoleNames.All]);
        var command = OperatorCommands.Make(
            "token",
            "Print a personal access token for a new member. It is shown this once.\n\nExamples:\n  Collab.Server token --name \"Nightly export\" --role reader\n  Collab.Server token --list",
            [],
            [Name, Role, Seminar, Days, List, Revoke],
            RunAsync);
        command.Validators.Add(result =>
        {
            var (makes, lists, revokes) = (result.GetResult(Name) is not null || result.GetResult(Role) is not null, result.GetValue(List), result.GetResult(Revoke) is not null);
            if ((makes ? 1 : 0) + (lists ? 1 : 0) + (revokes ? 1 : 0) > 1)
                result.AddError("--list and --revoke stand alone.");
            else if (!lists && !revokes && (result.GetResult(Name) is null || result.GetResult(Role) is null))
                result.AddError("A new token needs --name and --role. --list says which there are.");
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        await using var admin = await OperatorCommands.ConnectOrBeginAsync(parsed);
        if (parsed.GetValue(List))
        {
            foreach (var token in (await admin.GetAsync<ListOf<TokensApi.Row>>("/admin/tokens")).Items)
                Console.Out.WriteLine($"{token.Id}  {OperatorCommands.Plain(token.Name)} ({string.Join(", ", token.Scopes)}; {token.Created:yyyy-MM-dd}{(token.Expires is { } expires ? $" – {expires:yyyy-MM-dd}" : "")})");
        }
        else if (parsed.GetValue(Revoke) is { } id)
        {
            await admin.DeleteAsync($"/admin/tokens/{Uri.EscapeDataString(id)}");
            Console.Out.WriteLine($"Revoked {id}.");
        }
        else
        {
            var made = await admin.PostAsync<TokensApi.Created>("/admin/token", new AdminApi.MakeToken(parsed.GetValue(Name)!, parsed.GetValue(Role)!, parsed.GetValue(Seminar), parsed.GetValue(Days)));
            Console.Out.WriteLine(made.Token);
        }

        return CommandLine.Done;
    }
}
