namespace Collab.Server.Security;

/// <summary>
/// Handlers are mapped to it by the framework's own methods, which alone the compiler writes the code for that reads a request. It is no
/// class, by which <see cref="BareRoutes"/> tells it from a builder of which nobody said who may call what is mapped to it.
/// </summary>
public readonly record struct Door(IEndpointRouteBuilder Group) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider => Group.ServiceProvider;

    public ICollection<EndpointDataSource> DataSources => Group.DataSources;

    public IApplicationBuilder CreateApplicationBuilder() => Group.CreateApplicationBuilder();
}
