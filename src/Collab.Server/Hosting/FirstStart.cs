using System.Text.Json;
using Collab.Contracts.Documents;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Formats.Import;
using Collab.Grains.Seminars;
using Collab.Server.Security;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hosting;

/// <summary>
/// Makes the first seminar and its text where there is nothing yet. The ids are kept before anything is made of them: a start that was
/// cut short is finished by the next.
/// </summary>
public sealed class FirstStart(IAccountStore accounts, IGrainFactory grains, OwnerLinks links, IOptions<ServerOptions> options) : IHostedService
{
    public const string Setting = "first-start";

    private const string SeminarTitle = "Reading room";

    private sealed record Plan(string Seminar, string Document, Guid Command, bool Done);

    /// <summary>Whether everything that must be there is there.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The secret of the owner link, where this was the first start.</summary>
    public string? OwnerSecret { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Of nodes that start at once, the plan of one holds, and each of them carries it out: what is there already stays as it is.
        var plan = options.Value.Seed ? await PlanAsync() : null;
        if (plan is { Done: false } && options.Value.Role != NodeRole.Web)
        {
            await MakeAsync(plan);
            OwnerSecret = await links.MakeAsync(plan.Seminar, remote: false);
            await SaveAsync(plan with { Done = true });
        }

        IsDone = true;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The seminar of the first start; null where none was made.</summary>
    public async Task<string?> SeminarAsync() => (await ReadAsync())?.Seminar;

    /// <summary>Whether an owner link was ever opened: somebody is the owner.</summary>
    public async Task<bool> HasOwnerAsync() =>
        await SeminarAsync() is { } id && await grains.GetGrain<ISeminarGrain>(id).OpenAsync() is { } state
        && state.Members.Values.Any(member => member is { Role: Role.Owner, Removed: false });

    private async Task MakeAsync(Plan plan)
    {
        var seminar = grains.GetGrain<ISeminarGrain>(plan.Seminar);
        if (await seminar.OpenAsync() is null && await seminar.CreateAsync(SeminarTitle, null, null) is { Code: not "already" } created)
            created.Demand();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seeds"), "*.txt").Order(StringComparer.Ordinal).Take(1))
        {
            var draft = TextImport.Split(await File.ReadAllBytesAsync(file), file);
            var import = new ImportDocument(plan.Command, SeminarGrain.ServerActor, plan.Seminar, draft.Title ?? SeminarTitle, draft.Metadata, draft.Clauses);
            (await grains.GetGrain<IDocumentGrain>(plan.Document).ImportAsync(import)).Demand();
            (await seminar.AddDocumentAsync(null, plan.Document)).Demand();
        }
    }

    private async Task<Plan?> ReadAsync() =>
        await accounts.ReadSettingAsync(Setting) is { } bytes ? JsonSerializer.Deserialize<Plan>(bytes.Span) : null;

    private async Task<Plan?> PlanAsync() => JsonSerializer.Deserialize<Plan>((await accounts.AddSettingAsync(
        Setting, JsonSerializer.SerializeToUtf8Bytes(new Plan(Identifier.New(), Identifier.New(), Guid.NewGuid(), false)))).Span);

    private Task SaveAsync(Plan plan) => accounts.SaveSettingAsync(Setting, JsonSerializer.SerializeToUtf8Bytes(plan));
}
