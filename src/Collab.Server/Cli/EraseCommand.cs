using System.CommandLine;
using Collab.Server.Admin;
using Collab.Server.Api;
using Collab.Server.Erasing;
using Collab.Storage.Erasures;
using Collab.Storage.Postgres;

namespace Collab.Server.Cli;

/// <summary>The command <c>erase</c>: asks first, since nothing brings back what it takes.</summary>
internal static class EraseCommand
{
    private static readonly Option<string> Person = new("--person") { Description = "A name, or the id of a person or of a member.", HelpName = "WHO", Required = true };
    private static readonly Option<string?> Seminar = new("--seminar") { Description = "From this seminar alone (its id; see “info”). Default: from all of them, and the account.", HelpName = "ID" };
    private static readonly Option<bool> Compact = new("--compact") { Description = "With PostgreSQL: write the tables anew, so that no former version of a row is left in them. Nobody can write meanwhile." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };

    public static Command Make() => OperatorCommands.Make(
        "erase",
        "Erase what a person wrote, and the name, for good.\n\nExamples:\n  Collab.Server erase --person \"Ida Lund\"\n  Collab.Server erase --person qm5t0h2v6w8y1z3b9d4f7k2n6p --seminar 5wqwh2v38ccaz200wdp52fhqv0 --yes",
        [],
        [Person, Seminar, Compact, Yes],
        RunAsync);

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        OperatorCommands.DemandData(parsed);
        await using var admin = await OperatorCommands.ConnectAsync(parsed);
        var (person, seminar) = (await FindAsync(admin, parsed.GetRequiredValue(Person)), parsed.GetValue(Seminar));
        Console.Error.WriteLine($"To be erased: every note, reply, tag, reason and private note that {Called(person)} wrote, and the name, in:");
        foreach (var seat in person.Seats.Where(seat => seminar is null || seat.Seminar == seminar))
            Console.Error.WriteLine($"  {seat.Seminar}  {OperatorCommands.Plain(seat.Title)}, as {OperatorCommands.Plain(seat.Name)}");
        if (seminar is null)
            Console.Error.WriteLine("  and the account: its name, the names of its tokens and devices; it is signed out everywhere.");
        Console.Error.WriteLine("That something was written, when and where, stays, and so does what others wrote. Nothing brings the words back.");
        if (!parsed.GetValue(Yes) && !Confirmed())
            return Shared.Fail("Nothing was erased. Type “erase” to do it, or give --yes.");
        await admin.PostAsync("/admin/erase", new AdminApi.Erase(person.Id, seminar));
        CompactTables(Shared.StorageOf(parsed).Connection, parsed.GetValue(Compact));
        Console.Error.WriteLine($"Backups and exports made before still hold the words: delete them. A backup that is restored all the same is given {ErasureList.Of(Shared.StorageOf(parsed).Folder).File} by --erasures, or the .erasures of a later backup.");
        Console.Out.WriteLine($"Erased {person.Id}.");
        return CommandLine.Done;
    }

    private static void CompactTables(string? connection, bool asked)
    {
        if (connection is null)
            return;
        if (asked)
            PostgresStorage.Compact(connection);
        Console.Error.WriteLine(asked
            ? "The tables are written anew. PostgreSQL's write-ahead log, its archive and its copies hold the words for as long as you keep those."
            : "PostgreSQL keeps former versions of the rows in its files until it cleans up: --compact writes the tables anew.");
    }

    private static async Task<FoundPerson> FindAsync(AdminClient admin, string who)
    {
        var found = (await admin.PostAsync<ListOf<FoundPerson>>("/admin/people", new AdminApi.Erase(who))).Items;
        if (found.Count == 0)
            throw new AdminException("There is nobody of that name or id. The members of a seminar are listed on its page “Links, people, locks”.");
        if (found.Count == 1)
            return found[0];
        foreach (var person in found)
            Console.Error.WriteLine($"{person.Id}  {Called(person)} ({string.Join(", ", person.Seats.Select(seat => OperatorCommands.Plain(seat.Title)))})");
        throw new AdminException("Several people go by that name. Say by the id which of them is meant.");
    }

    private static string Called(FoundPerson person) => person.Name.Length > 0 ? OperatorCommands.Plain(person.Name) : person.Id;

    private static bool Confirmed()
    {
        Console.Error.Write("Type “erase” to go on: ");
        return Console.In.ReadLine()?.Trim().Equals("erase", StringComparison.OrdinalIgnoreCase) == true;
    }
}
