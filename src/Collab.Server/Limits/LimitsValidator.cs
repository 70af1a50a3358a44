using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Collab.Server.Hosting;
using Microsoft.Extensions.Options;

namespace Collab.Server.Limits;

/// <summary>Refuses to start with a limit that cannot be meant, and says which and what it may be.</summary>
public sealed class LimitsValidator(IOptions<ServerOptions> server) : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        var wrong = typeof(LimitsOptions).GetProperties()
            .Select(property => (Property: property, Range: property.GetCustomAttribute<RangeAttribute>()))
            .Where(limit => limit.Range is not null && !limit.Range.IsValid(limit.Property.GetValue(options)))
            .Select(limit => $"{LimitsOptions.Section}:{limit.Property.Name} is {limit.Property.GetValue(options)}. Set it to a number from {limit.Range!.Minimum} to {limit.Range.Maximum}.")
            .ToList();
        // Also where it is not typed but configured: the command line sees only what is typed.
        if (server.Value.Share && !options.Rates)
            wrong.Add($"{LimitsOptions.Section}:{nameof(options.Rates)} is off while the server is shared: anybody on the network could guess join codes. Switch one of the two off.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
